import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { evaluation } from './evaluation.ts';
import { defaultOptions } from './options.ts';
import type { Answer } from './question.ts';
import type { RoundRecord, TrialRecord } from './record.ts';
import { viewOf } from './view.ts';

const plan: Planting = {
  seed: 3,
  space: unitSpace(2),
  trials: 20,
  maxSteps: 4000,
  fate: ({ x1 = 0 }, random) => 1 + x1 * x1 + 0.05 * random.normal(),
};

function ask(round: RoundRecord): Answer {
  return evaluation.ask(viewOf(round), defaultOptions);
}

function changed(round: RoundRecord, change: (trial: TrialRecord, index: number) => TrialRecord): RoundRecord {
  return { ...round, trials: round.trials.map(change) };
}

/** Every curve of a trial at other steps. */
function stepped(trial: TrialRecord, step: (step: number, i: number) => number): TrialRecord {
  return { ...trial, curves: trial.curves.map((curve) => ({ ...curve, steps: curve.steps.map(step) })) };
}

const kinds = ({ findings }: Answer): readonly unknown[] => findings.map(({ values }) => values['kind']);

describe('evaluation', () => {
  it('has nothing to say of 40 even evaluations', () => {
    const answer = ask(planted(plan));
    expect(answer.findings).toEqual([]);
    expect(answer.silent.map(({ key }) => key)).toEqual([
      'evaluation.enough',
      'evaluation.oneSet',
      'evaluation.notRate',
    ]);
  });

  it('sees evaluations that follow a clock, as a note where gaps differ little', () => {
    const clock = (jitter: number): Answer =>
      ask(
        changed(planted(plan), (trial) => {
          const random = stream(5, trial.id);
          let now = 0;
          return stepped(trial, () => (now += Math.round(100 * (1 + jitter * random.uniform()))));
        }),
      );
    const [slight] = clock(0.2).findings;
    expect(slight).toMatchObject({ severity: 'note', values: { kind: 'irregular' } });
    const [strong] = clock(2).findings;
    expect(strong).toMatchObject({ severity: 'advice', action: { kind: 'check-program' } });
    // Every trial's gaps lie in [100, 300].
    expect(strong?.evidence.numbers['least']).toBeGreaterThanOrEqual(100);
    expect(strong?.evidence.numbers['greatest']).toBeLessThanOrEqual(300);
    expect(strong?.evidence.trials).toHaveLength(20);
  });

  it('takes a plan of growing gaps, the same in all trials, for no irregularity', () => {
    const squares = changed(planted(plan), (trial) => stepped(trial, (_, i) => Math.round(2.5 * (i + 1) ** 2)));
    expect(ask(squares).findings).toEqual([]);
  });

  it('forgives lost evaluations, rounding and one more at the end', () => {
    const round = changed(planted(plan), (trial, index) => {
      const rounded = stepped(trial, (step) => step + (index % 2));
      const lost = (i: number): boolean => i !== 7 + (index % 5);
      return {
        ...rounded,
        curves: rounded.curves.map((curve) => ({
          ...curve,
          steps: [...curve.steps.filter((_, i) => lost(i)), 4040],
          values: [...curve.values.filter((_, i) => lost(i)), 9],
        })),
      };
    });
    expect(ask(round).findings).toEqual([]);
  });

  it('sees trials that are evaluated more often than others', () => {
    const round = changed(planted(plan), (trial, index) => {
      const every = index % 2 === 0 ? 1 : 2;
      return {
        ...trial,
        curves: trial.curves.map((curve) => ({
          ...curve,
          steps: curve.steps.filter((_, i) => (i + 1) % every === 0),
          values: curve.values.filter((_, i) => (i + 1) % every === 0),
        })),
      };
    });
    const [finding] = ask(round).findings;
    expect(finding).toMatchObject({ severity: 'advice', values: { kind: 'unequal' } });
    // 40 evaluations over 4000 steps against 20.
    expect(finding?.evidence.numbers['mostPerStep']).toBeCloseTo(0.01, 6);
    expect(finding?.evidence.numbers['leastPerStep']).toBeCloseTo(0.005, 6);
  });

  it('counts evaluations: 19 are too few, 20 are not', () => {
    const [few] = ask(planted({ ...plan, evaluations: 19 })).findings;
    expect(few).toMatchObject({
      severity: 'advice',
      values: { kind: 'few' },
      action: { kind: 'evaluate-more', evaluations: 20 },
    });
    expect(ask(planted({ ...plan, evaluations: 20 })).findings).toEqual([]);
    const dense = changed(planted({ ...plan, evaluations: 5 }), (trial) => ({
      ...trial,
      curves: [
        ...trial.curves,
        {
          metric: 'train/loss',
          steps: Array.from({ length: 400 }, (_, i) => 10 * i),
          values: Array<number>(400).fill(1),
        },
      ],
    }));
    expect(ask(dense).findings[0]).toMatchObject({ severity: 'note', evidence: { numbers: { lossReports: 400 } } });
  });

  it('asks for no more evaluations than there are steps', () => {
    expect(ask(planted({ ...plan, maxSteps: 5, evaluations: 5 })).findings).toEqual([]);
  });

  /** A second validation set whose values differ from the first by `noise` between trials. */
  function second(noise: number, trials = 40): Answer {
    const round = changed(planted({ ...plan, trials }), (trial) => {
      const offset = 0.3 + noise * stream(8, trial.id).normal();
      const curves = trial.curves.map(({ steps, values }) => ({
        metric: 'valid_full/loss',
        steps,
        values: values.map((value) => value + offset),
      }));
      return { ...trial, curves: [...trial.curves, ...curves] };
    });
    return ask(round);
  }

  it('warns where two validation sets put the best trials in different orders', () => {
    const [finding] = second(2).findings;
    expect(finding).toMatchObject({
      severity: 'warning',
      values: { kind: 'disagree', metric: 'valid/loss', other: 'valid_full/loss' },
    });
    expect(finding?.evidence.numbers['rankCorrelation']).toBeLessThan(0.5);
    expect(second(0.02)).toMatchObject({ findings: [] });
    expect(second(2, 12).silent.map(({ key }) => key)).toContain('evaluation.pairs');
  });

  it('does not take measures of one class, training or test for a second validation set', () => {
    const round = changed(planted({ ...plan, trials: 40 }), (trial) => ({
      ...trial,
      curves: ['valid/cat/loss', 'train/loss', 'test/loss', 'loss'].reduce(
        (all, metric) => [...all, { metric, steps: [4000], values: [stream(1, trial.id).normal()] }],
        trial.curves,
      ),
    }));
    expect(ask(round).silent.map(({ key }) => key)).toContain('evaluation.oneSet');
  });

  it('sees a validation set that cannot order the better half, and says how many examples it would take', () => {
    const rate: Partial<Planting> = {
      metric: 'valid/error',
      fate: ({ x1 = 0 }) => 0.2 + 0.02 * (x1 + 1),
      trials: 41,
    };
    const sized = (valid: number): RoundRecord => planted({ ...plan, ...rate, round: { examples: { valid } } });
    const [finding] = ask(sized(500)).findings;
    expect(finding).toMatchObject({ severity: 'advice', values: { kind: 'sampling' } });
    const { difference = NaN, spread = NaN, needed = NaN } = finding?.evidence.numbers ?? {};
    expect(spread).toBeLessThan(difference);
    expect(needed).toBeCloseTo(500 * (difference / spread) ** 2, 6);
    expect(kinds(ask(sized(Math.ceil(1.2 * needed))))).toEqual([]);
    expect(ask(planted({ ...plan, ...rate })).silent.map(({ key }) => key)).toContain('evaluation.unknownSize');
  });

  it.each([
    ['an empty round', planted({ ...plan, trials: 0 })],
    ['one trial', planted({ ...plan, trials: 1 })],
    ['diverged trials alone', planted({ ...plan, fate: () => 'diverged' })],
    ['one value throughout', planted({ ...plan, fate: () => 1 })],
  ])('claims nothing of %s', (_, round) => {
    expect(ask(round).findings).toEqual([]);
  });

  it('does not judge the spacing of trainings of different lengths, told as shares of each', () => {
    const round = changed(planted(plan), (trial, i) => stepped(trial, (step) => Math.round(step * (1 + 0.05 * i))));
    expect(kinds(ask(round))).toContain('unequal');
    const answer = ask({ ...round, relativeSteps: true });
    expect(answer.findings).toEqual([]);
    expect(answer.silent.map(({ key }) => key)).toContain('evaluation.relative');
  });
});
