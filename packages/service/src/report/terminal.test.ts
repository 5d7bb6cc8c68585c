import { stripVTControlCharacters } from 'node:util';
import { createColors } from 'picocolors';
import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import type { ReportContext } from './context.ts';
import { buildReport, reportOf, type Report } from './report.ts';
import { noColours } from './terminal.ts';
import { exampleFindings } from './testing/example-findings.ts';
import { exampleContext, exampleRound } from './testing/example-round.ts';
import { trialRows } from './trial-rows.ts';
import { verdictOf } from './verdict.ts';
import { displayWidth } from './wrap.ts';

const HOSTILE = '<b>\u001b[2J\u202e名前 a-very-long-name-that-does-not-fit-into-any-line-of-a-narrow-terminal';

function example(change: Partial<ReportContext> = {}, text = '', findings = exampleFindings()): Report {
  const insight = { ...ask(exampleRound({ trials: 6, points: 20, text })), findings };
  const context = exampleContext(change);
  return reportOf({
    ...insight,
    verdict: verdictOf(insight),
    figures: [],
    rows: trialRows(insight.view, {}),
    context,
  });
}

describe('the terminal report', () => {
  it('reads like this', () => {
    expect(example().terminal(80, noColours)).toMatchInlineSnapshot(`
      "digits-mlp · round 1 · compare
      Adam or momentum?
      9 trials, 8 feasible, 1 cut short

      The best trial, 1, reaches 0.0965: better than the baseline by more than the
      noise floor.

      What was learned
      · The difference 0.043 is 6.1 × the noise floor 0.007. The best of 24 trials is
        an optimistic value: run it again with fresh seeds before relying on it.
        Trials 1, 28, 29, 30

      → The best trials crowd the upper edge of optimizer=adam/lr
        The three best of 24 trials lie in the upper 12 % of its range.
        Trials 3, 1, 4
        What to do: Search optimizer=adam/lr in [0.001, 1].

      Best trials (valid/loss)
        ★ 5  0.1242  step 840 optimizer=momentum lr=0.137 momentum=0.9964
                     dropout=0.211 weight-decay=3.82e-6
        ★ 4   0.128  step 780 optimizer=momentum lr=0.0874 momentum=0.999
                     dropout=0.334 weight-decay=3.56e-5
        ★ 3  0.1491  step 840 optimizer=adam lr=0.0406 dropout=0.0757
                     weight-decay=1.28e-5
        baseline 0.1379, mean of 3 seeds

      Holds for hidden = 64 only, which was fixed.
      To train the best again: attune best --command
      "
    `);
  });

  it('stays a screenful: findings that do not fit are told by their headlines', () => {
    const many = Array.from({ length: 12 }, (_, i) => exampleFindings(`rate${i}`).slice(1)).flat();
    const text = example({}, '', many).terminal(100, noColours);
    expect(text.split('\n').length).toBeLessThanOrEqual(64);
    expect(text.split('\n').filter((line) => line.includes('The best trials crowd'))).toHaveLength(12);
    expect(text.split('\n').filter((line) => line.includes('What to do')).length).toBeGreaterThan(2);
    expect(text).toContain('In short (the full report says why)');
  });

  it('tells findings of one cause in one', () => {
    const [better, edge] = exampleFindings();
    if (better === undefined || edge === undefined) throw new Error('the example has two findings');
    const text = example({}, '', [{ ...edge, also: [better] }]).terminal(80, noColours);
    expect(text.replaceAll(/\n */g, ' ')).toContain('With it: The best trial, 1, reaches 0.0965');
  });

  it('says that a round still runs', () => {
    const running = exampleRound({ trials: 6, points: 20, pending: 4 });
    const text = buildReport(ask(running), exampleContext({ status: { kind: 'running' } })).terminal(80, noColours);
    expect(text).toContain('running, 5 of 9 trials ended');
  });

  it('is short where there is nothing yet', () => {
    const context = exampleContext({ caveats: [], reproduce: null, status: { kind: 'running' } });
    const report = buildReport(ask(exampleRound({ trials: 0, points: 0 })), context);
    expect(report.terminal(80, noColours)).toMatchInlineSnapshot(`
      "digits-mlp · round 1 · compare
      Adam or momentum?
      running, 0 of 0 trials ended

      No trial has been started.
      "
    `);
  });

  it.each([20, 40, 79, 80, 120])('fits into %i columns, whatever the names', (width) => {
    for (const report of [example(), example({ project: HOSTILE }, HOSTILE)]) {
      for (const line of report.terminal(width, noColours).split('\n')) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
      }
    }
  });

  it('has the same text in colour', () => {
    const coloured = example().terminal(80, createColors(true));
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(example().terminal(80, noColours));
  });
});
