import { describe, expect, it } from 'vitest';
import type { StopOutcome } from '../exit.ts';
import { testHost } from '../testing/host.ts';
import { runCommand } from './run.ts';

/** What is printed of a run's result without a report. */
function printed(status: 'completed' | 'paused' | 'running', note: string, stopped?: StopOutcome): string {
  const { host, out } = testHost();
  const result = {
    schema: 'run/1',
    round: 2,
    name: 'a',
    status,
    note,
    plan: null,
    extended: null,
    report: null,
    html: '/r.html',
  };
  runCommand.print(result, host.terminal, stopped);
  return out();
}

describe('after a round', () => {
  it('a pause is told with its reason, line by line', () => {
    const out = printed('paused', '3 attempts failed.\n\nTraceback:\n  ValueError');
    expect(out).toContain('Round 2 is paused. 3 attempts failed.\n\nTraceback:\n  ValueError\n');
    expect(out).toContain('The full report: ');
  });

  it.each(['interrupted', 'terminated'] as const)('that was %s, one line says how to go on', (stopped) => {
    expect(printed('paused', '`attune run` continues where it stopped', stopped)).toBe(
      'What was measured is kept. `attune run` goes on from here; `attune report` says what was learned so far.\n',
    );
  });

  it('that another process drives, Ctrl-C only ends the watching', () => {
    expect(printed('running', '', 'interrupted')).toBe(
      'Round 2 goes on in the process that drives it; `attune status` says how far it is.\n',
    );
  });

  it('that had ended when Ctrl-C came, the report is there', () => {
    expect(printed('completed', '', 'interrupted')).toContain('The full report: ');
  });
});
