import { describe, expect, it } from 'vitest';
import { stateWords, type StateAbout } from './state-words.ts';

type Trial = StateAbout['shown']['trial'];

function words(
  trial: Partial<Trial>,
  more: { held?: StateAbout['round']['status']; ahead?: number; step?: number; stopping?: boolean } = {},
): string | null {
  const { held = 'running', ahead = 0, step, stopping = false } = more;
  const plain = { status: 'waiting', reason: null, attempts: 0, why: null, ...trial } as Trial;
  const checkpoints = step === undefined ? [] : [{ step, path: '/c', attempt: 1, time: '' }];
  return stateWords({
    shown: { trial: plain, metric: 'valid/loss', checkpoints, stopping },
    round: { round: 2, status: held, maxSteps: 500 },
    stepUnit: 'epoch',
    ahead,
  });
}

describe('the state of a trial in words', () => {
  it('says when one that waits begins', () => {
    expect(words({})).toContain('next of its round');
    expect(words({}, { ahead: 3 })).toContain('3 trials of its round stand before it');
    expect(words({}, { held: 'paused' })).toBe('Round 2 is paused: the trial begins once the round goes on.');
    expect(words({ attempts: 1 }, { step: 40 })).toContain(
      'tried again as soon as a slot is free, from its checkpoint at epoch 40',
    );
    expect(words({ attempts: 1 }, { held: 'interrupted' })).toContain('from the start');
  });

  it('says how far one trains that runs, and that it ends where it was asked to', () => {
    expect(words({ status: 'running' })).toContain('to epoch 500');
    expect(words({ status: 'running' }, { stopping: true })).toContain('asked to end');
    expect(words({ status: 'paused' }, { step: 40 })).toContain('once round 2 does, from its checkpoint at epoch 40');
  });

  it('says why it ended, and what that means; nothing where it completed', () => {
    expect(words({ status: 'stopped' })).toContain('neither as failed nor in the ranking');
    expect(words({ status: 'completed' })).toBeNull();
    for (const reason of ['crashed', 'timed-out', 'preempted', 'lost']) {
      expect(words({ status: 'failed', reason })).toContain('round goes on without it');
    }
    for (const reason of ['diverged', 'out-of-memory', 'invalid']) {
      expect(words({ status: 'infeasible', reason })).toContain('That is a result');
    }
    expect(words({ status: 'failed', reason: 'unheard of' })).toBeNull();
  });

  it('says why one that completed counts as infeasible', () => {
    const why = 'valid/loss reached 2.293, no better than chance (2.303)';
    expect(words({ status: 'completed', outcome: 'infeasible', why })).toBe(
      `It came to its end, and counts as infeasible: ${why}. That is a result, but it is neither ranked nor compared.`,
    );
    expect(words({ status: 'completed', outcome: 'feasible', why: null })).toBeNull();
  });
});
