import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import { failuresOf } from './failures.ts';
import { buildReport } from './report.ts';
import { noColours } from './terminal.ts';
import { exampleContext, exampleRound } from './testing/example-round.ts';
import { trialRows } from './trial-rows.ts';

/** Of trials that failed with these endings; an empty one is not known. */
function told(endings: readonly string[]): string | undefined {
  const round = exampleRound({ trials: endings.length, points: 2 });
  const trials = round.trials.slice(0, endings.length);
  const failed = trials.map((trial) => ({ ...trial, state: { status: 'failed', reason: 'crashed' } as const }));
  const { view } = ask({ ...round, trials: [...failed, ...round.trials.slice(endings.length)] });
  const known = trials.flatMap(({ id }, i) => (endings[i] === '' ? [] : [[id, endings[i] ?? '']]));
  return failuresOf(trialRows(view, {}), Object.fromEntries(known) as Record<number, string>)?.text;
}

const lost = (server: number) => `exit status 1: ConnectionError: lost the data server ${server}`;
const killed = 'exit status 137: Killed; the kernel killed the process, most often for memory';

describe('what failed', () => {
  it('is told by its reasons, the most frequent first; numbers that differ make no other reason', () => {
    expect(told([killed, lost(5), lost(5), lost(18)])).toBe(
      '4 failed: 3 × exit status 1: ConnectionError: lost the data server … · 1 × exit status 137: Killed …',
    );
    expect(told([lost(5), lost(5)])).toBe('2 failed: exit status 1: ConnectionError: lost the data server 5');
    expect(told([''])).toBe('1 failed: crashed');
    expect(told([])).toBeUndefined();
  });

  it('stays short, whatever the reasons', () => {
    expect(told(['a', 'b', 'b', 'c', 'd'])).toBe('5 failed: 2 × b · 1 × a · 2 for other reasons');
    expect(told([`x${'y'.repeat(300)}`])?.length).toBeLessThan(120);
  });

  it('stands in the head of every form of a report', async () => {
    const round = exampleRound({ trials: 12, points: 20 });
    const [failed] = round.trials.filter(({ state }) => state.status === 'failed');
    if (failed === undefined) throw new Error('one of the example fails');
    const report = buildReport(ask(round), exampleContext({ endings: { [failed.id]: lost(5) } }));
    const words = `1 failed: ${lost(5)}`;
    expect(report.document.status.failures?.text).toBe(words);
    const head = report.terminal(200, noColours).split('\n\n')[0];
    expect(head).toContain(words);
    expect((await report.html()).split('</header>')[0]).toContain(words);
  });
});
