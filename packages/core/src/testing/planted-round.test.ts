import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { boundary, defaultOptions, outcomesOf, viewOf, type RoundRecord } from '../insight/index.ts';
import { median, stream } from '../numeric/index.ts';
import { checkConfiguration } from '../space/index.ts';
import { bestOver, type Curve } from '../study/index.ts';
import { plantedCurves, type CurvePlan } from './planted-curves.ts';
import type { CurveFault } from './planted-faults.ts';
import { plantedRound, type RoundFault, type RoundPlan } from './planted-round.ts';
import { heightAt, plantedSurface } from './planted-surface.ts';
import { chanceError, errorOf, jitter, lossOf } from './planted-trend.ts';

const sizes = fc.record({
  seed: fc.nat(1e6),
  trials: fc.integer({ min: 1, max: 20 }),
  hyperparameters: fc.integer({ min: 2, max: 8 }),
  evaluations: fc.integer({ min: 2, max: 60 }),
  noise: fc.double({ min: 0, max: 0.5, noNaN: true }),
});

const faults: readonly (RoundFault | null)[] = [
  null,
  { kind: 'edge', effect: 5, dimension: 1, side: 'low' },
  { kind: 'interaction', effect: 5 },
  { kind: 'threshold', of: 'rate-and-momentum', share: 0.3 },
  { kind: 'stability-edge', effect: 5 },
  { kind: 'all-infeasible' },
  { kind: 'curves', curve: { kind: 'irregular', effect: 1 }, among: 'all' },
  { kind: 'curves', curve: { kind: 'overfitting', effect: 10, from: 0.4 }, among: 'rest' },
];

describe('a planted round', () => {
  it('is a sound record at every size, with every fault', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...faults), (size, fault) => {
        const round = plantedRound({ ...size, fault });
        expect(round.trials).toHaveLength(size.trials + 3);
        for (const { study, configuration, curves } of round.trials) {
          const { space } = round.studies.find(({ id }) => id === study) ?? { space: { hyperparameters: [] } };
          expect(checkConfiguration(space, configuration)).toEqual([]);
          for (const { steps, values } of curves) {
            expect(values).toHaveLength(steps.length);
            expect(steps.every((step, i) => step > (steps[i - 1] ?? 0) && Number.isInteger(step))).toBe(true);
            expect(steps.at(-1)).toBe(round.maxSteps);
          }
          const errors = curveOf(curves, 'valid/error').values;
          expect(errors.every((error) => error >= 0 && error <= 1)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const plan: RoundPlan = { seed: 1, trials: 5 };
    expect(plantedRound(plan)).toEqual(plantedRound(plan));
    expect(plantedRound({ ...plan, seed: 2 }).trials[4]).not.toEqual(plantedRound(plan).trials[4]);
  });

  it('spreads the baseline over seeds as told', () => {
    const errors = bests(plantedRound({ seed: 3, trials: 1, baselines: 200, noise: 0.2 }), 'baseline');
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (errors.length - 1));
    // 20 % of the good region's spread of 0.06; χ² with 199 degrees of freedom keeps within 15 % of it in 99.7 of 100 seeds.
    expect(deviation / 0.012).toBeGreaterThan(0.85);
    expect(deviation / 0.012).toBeLessThan(1.15);
  });

  it('has an ordinary baseline: as good as the median of the space', () => {
    const round = plantedRound({ seed: 4, trials: 200, noise: 0 });
    const [own = NaN] = bests(round, 'baseline');
    expect(own / median(bests(round, 'search'))).toBeGreaterThan(0.9);
    expect(own / median(bests(round, 'search'))).toBeLessThan(1.1);
  });

  it('says accuracies in place of errors where it maximizes', () => {
    const [errors, accuracies] = [
      plantedRound({ seed: 5, trials: 2 }),
      plantedRound({ seed: 5, trials: 2, maximize: true }),
    ];
    const [error] = curveOf(errors.trials[4]?.curves ?? [], 'valid/error').values;
    const [accuracy] = curveOf(accuracies.trials[4]?.curves ?? [], 'valid/accuracy').values;
    expect(accuracy).toBeCloseTo(1 - (error ?? NaN), 12);
    expect(accuracies.objective).toEqual({ metric: 'valid/accuracy', direction: 'maximize' });
  });

  it('refuses a size that it has no hyperparameters for', () => {
    expect(() => plantedRound({ seed: 1, trials: 1, hyperparameters: 9 })).toThrow('it must be 2 to 8');
  });
});

describe('a planted truth', () => {
  test.each([
    { dimension: 0, side: 'high', key: 'boundary.high', hyperparameter: 'learning_rate' },
    { dimension: 2, side: 'low', key: 'boundary.low', hyperparameter: 'weight_decay' },
  ] as const)(
    'edge: the $side edge of $hyperparameter is found, and no other',
    ({ dimension, side, key, hyperparameter }) => {
      const round = plantedRound({ seed: 6, trials: 100, fault: { kind: 'edge', effect: 10, dimension, side } });
      const { findings } = boundary.ask(viewOf(round), defaultOptions);
      expect(findings.map(({ headline, values }) => [headline.key, values['hyperparameter']])).toEqual([
        [key, hyperparameter],
      ]);
    },
  );

  test('edge: the best lies beyond it, in whatever the other dimensions are', () => {
    const round = plantedRound({
      seed: 6,
      trials: 100,
      noise: 0.2,
      fault: { kind: 'edge', effect: 20, dimension: 0, side: 'high' },
    });
    const rated = round.trials
      .filter(({ study }) => study === 1)
      .map(({ id, configuration }) => ({ rate: Number(configuration['learning_rate']), id }));
    const errors = new Map(
      round.trials.map(({ id, curves }) => [id, bestOver(curveOf(curves, 'valid/error'), 'minimize')?.value ?? NaN]),
    );
    const mean = (low: number, high: number): number => {
      const inside = rated.filter(({ rate }) => rate >= low && rate < high).map(({ id }) => errors.get(id) ?? NaN);
      return inside.reduce((sum, error) => sum + error, 0) / inside.length;
    };
    // 20 × 0.2 of the spread 0.06 lie between the middle and the edge; the outer halves' means about half of it apart.
    expect(mean(0.01, 0.1) - mean(0.1, 1.01)).toBeGreaterThan(0.06);
  });

  test('interaction: the difference of differences over the middle half is the effect', () => {
    const surface = { ...plantedSurface(7, 4), interaction: 4 * 5 * 0.2 };
    const at = (first: number, second: number): number => heightAt(surface, [first, second, 0.5, 0.5]);
    expect(at(0.75, 0.75) - at(0.25, 0.75) - (at(0.75, 0.25) - at(0.25, 0.25))).toBeCloseTo(5 * 0.2, 12);
  });

  test.each(['rate', 'rate-and-momentum'] as const)('threshold of %s: about the share diverges, the highest', (of) => {
    const round = plantedRound({ seed: 8, trials: 100, fault: { kind: 'threshold', of, share: 0.3 } });
    const outcomes = outcomesOf(round, defaultOptions);
    const height = (configuration: (typeof round.trials)[number]['configuration']): number =>
      Math.log(Number(configuration['learning_rate'])) -
      (of === 'rate' ? 0 : Math.log(1 - Number(configuration['momentum'])));
    const search = round.trials.slice(3);
    const [lost, kept] = [true, false].map((wanted) =>
      search.filter(({ id }) => (outcomes.get(id)?.kind === 'infeasible') === wanted),
    );
    expect(lost?.length).toBeGreaterThan(20);
    expect(lost?.length).toBeLessThan(40);
    const highest = Math.max(...(kept ?? []).map(({ configuration }) => height(configuration)));
    for (const { configuration } of lost ?? []) expect(height(configuration)).toBeGreaterThan(highest);
  });

  test('a bug: nothing is feasible', () => {
    const outcomes = outcomesOf(
      plantedRound({ seed: 9, trials: 20, fault: { kind: 'all-infeasible' } }),
      defaultOptions,
    );
    expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(Array(23).fill('infeasible'));
  });

  test('curves: those named have the fault, the others have not', () => {
    const curve: CurveFault = { kind: 'stuck-at-chance' };
    const stuck = (among: 'all' | 'best third' | 'rest'): number =>
      bests(plantedRound({ seed: 10, trials: 30, fault: { kind: 'curves', curve, among } }), 'search').filter(
        (error) => error > 0.85,
      ).length;
    expect([stuck('all'), stuck('best third'), stuck('rest')]).toEqual([30, 10, 20]);
  });

  test('compare: each variant has its trials, and is as much worse as told', () => {
    const compare = [
      { trials: 100, worseBy: 0 },
      { trials: 50, worseBy: 5 },
    ];
    const round = plantedRound({ seed: 11, trials: 0, noise: 0.2, compare });
    const of = (study: number): readonly number[] =>
      bests({ ...round, trials: round.trials.filter((each) => each.study === study) }, 'search');
    expect([of(1).length, of(2).length]).toEqual([100, 50]);
    // 5 standard deviations of 0.2 × 0.06.
    expect(Math.abs(median(of(2)) - median(of(1)) - 0.06)).toBeLessThan(0.02);
  });
});

describe('a planted fault of a curve', () => {
  const plan: CurvePlan = { maxSteps: 1000, evaluations: 50, schedule: 'cosine', rate: 0.1, error: 0.06, fault: null };
  const drawn = (fault: CurveFault | null, change: Partial<CurvePlan> = {}): readonly Curve[] =>
    plantedCurves({ ...plan, ...change, fault }, stream(1, 'curves'));
  /** What the fault adds, without noise: equal streams give equal noise. */
  const added = (fault: CurveFault, metric: string): readonly number[] => {
    const healthy = curveOf(drawn(null), metric).values;
    return curveOf(drawn(fault), metric).values.map((value, i) => (value - (healthy[i] ?? NaN)) / jitter);
  };

  it('turns the validation loss up by its effect, and leaves the training loss', () => {
    const fault: CurveFault = { kind: 'overfitting', effect: 10, from: 0.4 };
    const values = curveOf(drawn(fault), 'valid/loss').values;
    expect(((values.at(-1) ?? NaN) - (values[19] ?? NaN)) / jitter).toBeCloseTo(10, -0.5);
    expect(bestOver(curveOf(drawn(fault), 'valid/error'), 'minimize')?.step).toBeLessThan(600);
    expect(added(fault, 'train/loss').every((by) => by === 0)).toBe(true);
  });

  it('turns the loss alone where it is over-confidence', () => {
    const fault: CurveFault = { kind: 'over-confidence', effect: 10, from: 0.4 };
    expect(added(fault, 'valid/loss').at(-1)).toBeGreaterThan(10);
    expect(Math.abs(added(fault, 'valid/error').at(-1) ?? NaN)).toBeLessThan(1);
  });

  it('jumps at a spike and comes back', () => {
    const by = added({ kind: 'spike', effect: 25, at: 0.5 }, 'valid/loss');
    expect(by[23]).toBe(0);
    expect(by[24]).toBeCloseTo(25, 6);
    expect(by[34]).toBeLessThan(1);
  });

  it('swings by its effect', () => {
    const by = added({ kind: 'periodic', effect: 4, period: 0.2 }, 'valid/loss');
    expect(Math.max(...by)).toBeCloseTo(4, 0);
    expect(Math.min(...by)).toBeCloseTo(-4, 0);
  });

  it('falls by its effect in the last fifth where there are too few steps', () => {
    const by = added({ kind: 'too-few-steps', effect: 6 }, 'train/loss');
    expect((by[39] ?? NaN) - (by.at(-1) ?? NaN)).toBeCloseTo(6, 6);
  });

  it('is lost for good, with or without numbers', () => {
    expect(curveOf(drawn({ kind: 'collapse', at: 0.6 }), 'valid/error').values.at(-1)).toBeCloseTo(chanceError, 1);
    const lost = drawn({ kind: 'nan', at: 0.6 });
    expect(curveOf(lost, 'train/loss').values.slice(29).every(Number.isNaN)).toBe(true);
    expect(curveOf(lost, 'valid/error').values.at(-1)).toBeCloseTo(chanceError, 1);
  });

  it('scatters the steps of evaluation', () => {
    const { steps } = curveOf(drawn({ kind: 'irregular', effect: 1 }), 'valid/loss');
    const gaps = steps.map((step, i) => step - (steps[i - 1] ?? 0));
    expect(Math.max(...gaps) / median(gaps)).toBeGreaterThan(3);
  });

  it('scatters late evaluations by its effect', () => {
    const by = added({ kind: 'late-noise', effect: 10 }, 'valid/loss');
    const late = by.slice(38);
    expect(by.slice(0, 37).every((each) => each === 0)).toBe(true);
    expect(Math.sqrt(late.reduce((sum, each) => sum + each ** 2, 0) / late.length)).toBeGreaterThan(5);
  });

  it('ends training early in all but the steps where there are too many', () => {
    const [quick, slow] = [drawn({ kind: 'too-many-steps', share: 0.2 }), drawn(null)].map(
      (curves) => curveOf(curves, 'train/loss').values[12] ?? NaN,
    );
    expect(quick).toBeLessThan(0.05);
    expect(slow).toBeGreaterThan(0.1);
  });
});

test('a loss goes with the error that goes with it', () => {
  for (const error of [0.01, 0.06, 0.5, 0.9]) expect(errorOf(lossOf(error))).toBeCloseTo(error, 12);
});

function curveOf(curves: readonly Curve[], metric: string): Curve {
  return curves.find((curve) => curve.metric === metric) ?? { metric, steps: [], values: [] };
}

function bests({ studies, trials, objective }: RoundRecord, purpose: 'search' | 'baseline'): readonly number[] {
  const ids = studies.filter((study) => study.purpose === purpose).map(({ id }) => id);
  return trials
    .filter(({ study }) => ids.includes(study))
    .map(({ curves }) => bestOver(curveOf(curves, objective.metric), objective.direction)?.value ?? NaN);
}
