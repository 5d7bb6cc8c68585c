import { describe, expect, it } from 'vitest';
import { planted, unitSpace, type Fate } from '../../testing/planted.ts';
import { stream } from '../../numeric/index.ts';
import { defaultOptions } from '../options.ts';
import { outcomesOf, type Outcome } from './outcome.ts';
import type { RoundRecord, TrialRecord } from '../record.ts';

const space = unitSpace(2);

function judged(
  fates: readonly Fate[],
  round: Partial<RoundRecord> = {},
  options = defaultOptions,
): readonly Outcome[] {
  let next = 0;
  const record = planted({ seed: 1, space, trials: fates.length, fate: () => fates[next++] ?? 1, round });
  return [...outcomesOf(record, options).values()];
}

function withCurve(
  values: readonly number[],
  steps: readonly number[],
  state: TrialRecord['state'],
): Outcome | undefined {
  const record = planted({ seed: 1, space, trials: 1, fate: () => 1 });
  const trials = record.trials.map((trial) => ({ ...trial, state, curves: [{ metric: 'valid/loss', steps, values }] }));
  return outcomesOf({ ...record, trials }, defaultOptions).get(1);
}

describe('outcomesOf', () => {
  it('takes the best over training at the first step that attains it, whatever the curve does later', () => {
    const outcome = withCurve([3, 1, NaN, 1, 2], [10, 20, 30, 40, 50], { status: 'completed' });
    expect(outcome).toEqual({
      kind: 'feasible',
      objective: 1,
      bestStep: 20,
      lastStep: 50,
      evaluations: 5,
      finalValue: 2,
    });
  });

  it('counts a step reported twice as one evaluation', () => {
    const outcome = withCurve([3, 1, 1], [10, 20, 20], { status: 'completed' });
    expect(outcome).toMatchObject({ kind: 'feasible', bestStep: 20, evaluations: 2 });
  });

  it('calls a completed trial without a finite value infeasible, and says so', () => {
    const outcome = withCurve([NaN, Infinity], [10, 20], { status: 'completed' });
    expect(outcome).toMatchObject({ kind: 'infeasible', reason: 'never-finite' });
    expect(outcome?.kind === 'infeasible' && outcome.why.text).toBe('valid/loss was never a finite number');
    expect(withCurve([], [], { status: 'completed' })).toMatchObject({ reason: 'never-finite' });
  });

  it('keeps the earlier best of a trial that diverged after it, apart from the ranking', () => {
    const outcome = withCurve([3, 0.5, NaN], [10, 20, 30], { status: 'infeasible', reason: 'diverged' });
    expect(outcome).toMatchObject({ kind: 'infeasible', reason: 'diverged', earlierBest: { value: 0.5, step: 20 } });
  });

  it('tells censored, failed and pending trials apart', () => {
    const curve = [
      [2, 1],
      [10, 20],
    ] as const;
    expect(withCurve(...curve, { status: 'stopped' })).toEqual({
      kind: 'censored',
      reason: 'stopped',
      soFar: { value: 1, step: 20 },
    });
    expect(withCurve(...curve, { status: 'failed', reason: 'timed-out' })).toMatchObject({
      kind: 'censored',
      reason: 'timed-out',
    });
    expect(withCurve(...curve, { status: 'failed', reason: 'crashed' })).toEqual({ kind: 'failed', reason: 'crashed' });
    expect(withCurve(...curve, { status: 'running' })).toEqual({ kind: 'pending', soFar: { value: 1, step: 20 } });
    expect(withCurve([], [], { status: 'waiting' })).toEqual({ kind: 'pending' });
  });

  it('judges against chance only where chance is known for the objective, in its own direction', () => {
    const chance = { chance: { 'valid/loss': 2.3 } };
    expect(judged([2.3, 2.4, 0.5], { references: chance }).map(({ kind }) => kind)).toEqual([
      'infeasible',
      'infeasible',
      'feasible',
    ]);
    expect(
      judged([2.3, 2.4, 0.5], { references: { chance: { 'valid/error': 0.9 } } }).every(
        ({ kind }) => kind === 'feasible',
      ),
    ).toBe(true);
    const maximized = {
      references: { chance: { accuracy: 0.1 } },
      objective: { metric: 'accuracy', direction: 'maximize' },
    } as const;
    const record = planted({
      seed: 1,
      space,
      trials: 1,
      metric: 'accuracy',
      direction: 'maximize',
      fate: () => 0.1,
      round: maximized,
    });
    expect(outcomesOf(record, defaultOptions).get(1)).toMatchObject({ reason: 'no-better-than-chance' });
  });

  it('takes a judgement back where the user keeps the trial', () => {
    const references = { chance: { 'valid/loss': 2.3 } };
    expect(judged([2.4], { references }, { ...defaultOptions, keepFeasible: [1] })[0]?.kind).toBe('feasible');
  });

  it('judges a lone result far outside a tight study as an outlier, with the limit in its reason', () => {
    const tight = Array.from({ length: 20 }, (_, i) => 0.1 + 0.002 * i);
    const outcomes = judged([...tight, 5]);
    expect(outcomes[20]).toMatchObject({ kind: 'infeasible', reason: 'outlier', earlierBest: { value: 5 } });
    expect(outcomes.slice(0, 20).every(({ kind }) => kind === 'feasible')).toBe(true);
    const off = { ...defaultOptions, outlier: { cutoff: Infinity, fewest: 10 } };
    expect(judged([...tight, 5], {}, off)[20]?.kind).toBe('feasible');
  });

  it('never calls a good result an outlier', () => {
    const tight = Array.from({ length: 20 }, (_, i) => 1 + 0.002 * i);
    expect(judged([...tight, 0.0001]).every(({ kind }) => kind === 'feasible')).toBe(true);
  });

  it.each([
    ['log-uniform over four decades', (u: number) => 10 ** (4 * u - 2)],
    ['exponential', (u: number) => -Math.log(1 - u)],
    ['uniform', (u: number) => 0.1 + u],
    ['two fifths at chance', (u: number) => (u < 0.6 ? 0.1 + 0.1 * u : 2.3)],
  ])('eats at most 1 %% of a study that is merely wide: %s', (_, shape) => {
    let eaten = 0;
    for (let study = 0; study < 20; study++) {
      const random = stream(study, 'wide');
      const fates = Array.from({ length: 50 }, () => shape(random.uniform()));
      eaten += judged(fates).filter(({ kind }) => kind === 'infeasible').length;
    }
    expect(eaten).toBeLessThanOrEqual(10);
  });
});
