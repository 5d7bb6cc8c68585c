import { describe, expect, it } from 'vitest';
import { staleReads } from './stale-reads.ts';

const routes = (kind: string, subject: string) => staleReads({ kind, subject })?.map(({ route }) => route);

describe('what a change makes old', () => {
  it('is of a trial: lists, its round, and of pages and curves only its own', () => {
    const stale = staleReads({ kind: 'trial.completed', subject: 'trial 7' }) ?? [];
    expect(stale).toContainEqual({ route: 'GET /trials/{trial}', only: { name: 'trial', value: 7 } });
    expect(stale).toContainEqual({ route: 'GET /curves', only: { name: 'trials', value: 7 } });
    expect(stale).toContainEqual({ route: 'GET /status' });
    expect(stale.map(({ route }) => route)).not.toContain('GET /next');
  });

  it('is of a round: what is next too', () => {
    expect(routes('round.completed', 'round 2')).toEqual(
      expect.arrayContaining(['GET /next', 'GET /rounds', 'GET /notebook', 'GET /rounds/{round}/report']),
    );
  });

  it('is of a note: where notes are read, and nothing that is slow', () => {
    expect(routes('note.written', 'project')).toEqual(['GET /notebook', 'GET /log']);
    expect(routes('note.written', 'trial 3')).toContain('GET /trials/{trial}');
  });

  it('is of a launch: the baseline', () => {
    expect(routes('launch.made', 'launch 2')).toContain('GET /project');
  });

  it('is of a token: who one is', () => {
    expect(routes('token.made', 'token ci')).toEqual(['GET /me']);
  });

  it('is everything for what is not known', () => {
    expect(routes('unheard-of.kind', 'project')).toBeUndefined();
  });
});
