import { ask, type Insight, type RoundRecord } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import { exampleFindings } from './testing/example-findings.ts';
import { exampleRound } from './testing/example-round.ts';
import { findingsToRead, opensWith, verdictOf } from './verdict.ts';

const insightOf = (trials: number, pending = 0): Insight => ask(exampleRound({ trials, points: 20, pending }));

describe('verdictOf', () => {
  it('is the comparison of the objective with the baseline', () => {
    const insight = { ...insightOf(12), findings: exampleFindings() };
    expect(verdictOf(insight).text).toBe(
      'The best trial, 1, reaches 0.0965: better than the baseline by more than the noise floor',
    );
  });

  it('comes from the analysis itself', () => {
    const { key, text } = verdictOf(ask({ ...exampleRound({ trials: 12, points: 20 }), goal: 'understand' }));
    expect(key).toMatch(/^noise-floor\./);
    expect(text).toMatch(/^valid\/loss: /);
  });

  /** The example's trials as two studies, one for each optimiser. */
  function comparison(): RoundRecord {
    const round = exampleRound({ trials: 24, points: 20 });
    const [search, baseline] = round.studies;
    if (search === undefined || baseline === undefined) throw new Error('the example has two studies');
    const labels = ['adam', 'momentum'];
    const studies = labels.map((optimizer, index) => {
      const study = index === 0 ? search : { ...search, id: 3 };
      return { ...study, name: `optimizer=${optimizer}`, scientific: { optimizer }, trials: 12 };
    });
    const trials = round.trials.map((trial) =>
      trial.study === 1 && trial.configuration['optimizer'] === 'momentum' ? { ...trial, study: 3 } : trial,
    );
    return { ...round, studies: [...studies, baseline], trials };
  }

  it('answers a round that is to compare first, and then says how the best stands against the baseline', () => {
    const insight = ask(comparison());
    const verdict = verdictOf(insight);
    const { key, text } = verdict;
    expect(key).toBe('report.compared');
    expect(text).toMatch(/^optimizer=\w+ \([\d.]+, best of \d+\) .*[^.]\. valid\/loss: .*[^.]\.$/);
    const read = findingsToRead({ findings: insight.findings, verdict });
    expect(read.slice(0, 2).map(({ code }) => code)).toEqual(['isolation', 'noise-floor']);
    expect(read.map(({ headline }) => opensWith(text, headline))).toEqual(read.map((_, index) => index === 0));
  });

  it('leaves that to the findings where the round is for something else', () => {
    expect(verdictOf(ask({ ...comparison(), goal: 'understand' })).key).toMatch(/^noise-floor\./);
  });

  it('does not take another metric’s comparison for it', () => {
    const [comparison] = exampleFindings();
    if (comparison === undefined) throw new Error('the example has findings');
    const findings = [{ ...comparison, values: { metric: 'valid/error' } }];
    expect(verdictOf({ ...insightOf(12), findings }).key).toBe('report.noComparison');
  });

  it('says that nothing was started, or ended', () => {
    expect(verdictOf(insightOf(0)).text).toBe('No trial has been started.');
    const round = exampleRound({ trials: 3, points: 6, pending: 3 });
    const waiting = ask({ ...round, trials: round.trials.filter(({ study }) => study === 1) });
    expect(verdictOf(waiting).text).toBe('No trial has ended yet.');
  });

  it('says that nothing was feasible', () => {
    const round = exampleRound({ trials: 2, points: 6 });
    const trials = round.trials
      .filter(({ study }) => study === 1)
      .map((trial) => ({ ...trial, state: { status: 'infeasible', reason: 'diverged' } as const }));
    expect(verdictOf(ask({ ...round, trials })).text).toBe(
      'No usable result: none of the 2 trials that have ended is feasible.',
    );
  });

  it('gives the best and the reason where there is no baseline', () => {
    const round = exampleRound({ trials: 4, points: 6 });
    const insight = ask({ ...round, trials: round.trials.filter(({ study }) => study === 1) });
    const { text } = verdictOf(insight);
    const best = insight.view.ranked[0];
    expect(text).toBe(
      `The best valid/loss is ${Number(best?.outcome.objective.toPrecision(4))} (trial ${best?.record.id}). It was not compared with the baseline: ${insight.silent.find(({ code }) => code === 'noise-floor')?.reason.text}.`,
    );
  });
});

describe('findingsToRead', () => {
  it('puts what the verdict rests on first', () => {
    const findings = exampleFindings().toReversed();
    const verdict = verdictOf({ ...insightOf(12), findings });
    expect(findings.map(({ code }) => code)).toEqual(['boundary', 'noise-floor']);
    expect(findingsToRead({ findings, verdict }).map(({ code }) => code)).toEqual(['noise-floor', 'boundary']);
  });
});
