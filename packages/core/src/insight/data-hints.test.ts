import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../diagnosis/index.ts';
import { stream } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { dataHints } from './data-hints.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord, TrialRecord } from './record.ts';
import { viewOf } from './view.ts';

const plan: Planting = {
  seed: 6,
  space: unitSpace(2),
  trials: 20,
  fate: ({ x1 = 0 }, random) => 1 + 0.2 * x1 + 0.02 * random.normal(),
};

function ask(round: RoundRecord): Answer {
  return dataHints.ask(viewOf(round), defaultOptions);
}

function withCurves(
  more: (trial: TrialRecord, valid: Curve) => readonly Curve[],
  change: Partial<Planting> = {},
): Answer {
  const round = planted({ ...plan, ...change });
  return ask({
    ...round,
    trials: round.trials.map((trial) => {
      const [valid] = trial.curves;
      return valid === undefined ? trial : { ...trial, curves: [...trial.curves, ...more(trial, valid)] };
    }),
  });
}

/** A training curve that lies below validation by `gap` of training's fraction. */
function training(gap: (fraction: number) => number): Answer {
  return withCurves((trial, { steps, values }) => {
    const random = stream(3, trial.id);
    return [
      {
        metric: 'train/loss',
        steps,
        values: values.map((value, i) => value - gap((steps[i] ?? 0) / 400) + 0.02 * random.normal()),
      },
    ];
  });
}

const kinds = ({ findings }: Answer): readonly unknown[] => findings.map(({ values }) => values['kind']);

describe('data hints', () => {
  it('says why it is silent where metrics do not allow more', () => {
    expect(ask(planted(plan))).toMatchObject({
      findings: [],
      silent: [{ key: 'data-hints.noCounterpart' }, { key: 'data-hints.noClasses' }],
    });
  });

  it('tells a shift from overfitting by whether the gap grows', () => {
    // Validation improves by about 3 (the planted curve's descent), so a gap of 1.2 is 0.4 of it.
    const [finding] = training(() => 1.2).findings;
    expect(finding).toMatchObject({ severity: 'advice', values: { kind: 'shift', train: 'train/loss' } });
    expect(finding?.evidence.numbers['early']).toBeGreaterThan(0.3);
    expect(kinds(training((fraction) => 3 * fraction))).toEqual([]);
    expect(kinds(training((fraction) => 0.1 + 0.2 * fraction))).toEqual([]);
    expect(kinds(training(() => 0))).toEqual([]);
  });

  it('notes validation that is better than training throughout', () => {
    const [finding] = training(() => -0.5).findings;
    expect(finding).toMatchObject({ severity: 'note', values: { kind: 'better' } });
    expect(kinds(training(() => -0.05))).toEqual([]);
  });

  const stuck: Diagnosis = {
    code: 'stuck-at-chance',
    metric: 'train/loss',
    step: 0,
    until: null,
    confidence: 0.9,
    numbers: {},
  };

  it('suspects labels or inputs where every configuration is at chance, and not where one is ahead', () => {
    const chance = { round: { references: { chance: { 'valid/loss': 1 } } } };
    const all = planted({ ...plan, ...chance, fate: () => 1 });
    expect(ask(all).findings[0]).toMatchObject({
      severity: 'warning',
      values: { kind: 'stuck' },
      evidence: { numbers: { stuck: 20, trials: 20 } },
    });
    let next = 0;
    expect(kinds(ask(planted({ ...plan, ...chance, fate: () => (next++ === 4 ? 0.5 : 1) })))).toEqual([]);
    const round = planted(plan);
    const diagnosed = viewOf(round, defaultOptions, new Map(round.trials.map(({ id }) => [id, [stuck]])));
    expect(dataHints.ask(diagnosed, defaultOptions).findings[0]?.values['kind']).toBe('stuck');
    const one = viewOf(round, defaultOptions, new Map([[3, [stuck]]]));
    expect(dataHints.ask(one, defaultOptions).findings).toEqual([]);
  });

  /** Recall and examples of four classes, the last one as told. */
  function classes(last: { readonly recall: number; readonly examples: number; readonly spread?: number }): Answer {
    return withCurves(
      (trial, { steps }) => {
        const random = stream(8, trial.id);
        const each = (metric: string, value: number): Curve => ({ metric, steps, values: steps.map(() => value) });
        const recalls = ['cat', 'dog', 'owl'].map((label) =>
          each(`valid/recall/${label}`, 0.7 + 0.2 * random.uniform()),
        );
        const counts = ['cat', 'dog', 'owl'].map((label) => each(`valid/examples/${label}`, 5000));
        const spread = last.spread ?? 0;
        return [
          ...recalls,
          ...counts,
          each('valid/recall/yak', last.recall + spread * random.uniform()),
          each('valid/examples/yak', last.examples),
        ];
      },
      { metric: 'valid/error', fate: ({ x1 = 0 }) => 0.2 + 0.05 * x1 },
    );
  }

  it('finds a class that is never right', () => {
    const answer = classes({ recall: 0, examples: 5000 });
    expect(answer.findings[0]).toMatchObject({ severity: 'advice', values: { kind: 'absent', label: 'yak' } });
    const fine = classes({ recall: 0.6, examples: 5000, spread: 0.2 });
    expect(fine.findings).toEqual([]);
    expect(fine.silent.map(({ key }) => key)).toContain('data-hints.classesFine');
  });

  it('finds classes too small for their measure, and classes out of balance', () => {
    const answer = classes({ recall: 0.6, examples: 30, spread: 0.1 });
    expect(kinds(answer)).toEqual(['few', 'imbalance']);
    const [few, imbalance] = answer.findings;
    expect(few?.evidence.numbers['examples']).toBe(30);
    // 5000 of 15030.
    expect(imbalance?.evidence.numbers['share']).toBeCloseTo(5000 / 15030, 12);
  });

  it.each([
    ['an empty round', planted({ ...plan, trials: 0 })],
    ['one trial', planted({ ...plan, trials: 1 })],
    ['diverged trials', planted({ ...plan, fate: () => 'diverged' })],
  ])('claims nothing of %s', (_, round) => {
    expect(ask(round).findings).toEqual([]);
  });
});
