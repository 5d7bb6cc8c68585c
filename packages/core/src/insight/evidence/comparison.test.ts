import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { compareWithFloor, expectedGain, type Measured } from './comparison.ts';
import type { Noise } from './noise.ts';

function noise(values: readonly number[], examples: number | null = null): Noise {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation =
    values.length < 2
      ? null
      : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const baseline = values.map((value, trial) => ({ trial, value }));
  return {
    metric: 'valid/error',
    direction: 'minimize',
    baseline,
    mean,
    deviation,
    freedom: values.length - 1,
    examples,
  };
}

const one = (value: number, pickedFrom = 1): Measured => ({ value, runs: 1, pickedFrom });

describe('compareWithFloor', () => {
  const three = noise([0.1, 0.11, 0.12]);

  it('takes the floor from Student’s t for few seeds', () => {
    const { floor, verdict, difference } = compareWithFloor(one(0.05), { value: 0.11, runs: 3, pickedFrom: 1 }, three);
    // scipy 1.17.1: scipy.stats.t.ppf(0.975, 2) * 0.01 * numpy.sqrt(1 + 1/3) = 0.049683
    expect(floor).toBeCloseTo(0.049683, 6);
    expect(difference).toBeCloseTo(0.06, 12);
    expect(verdict).toBe('better');
  });

  it('says undecided inside the floor, in both directions, and worse beyond it', () => {
    const baseline = { value: 0.11, runs: 3, pickedFrom: 1 };
    expect(compareWithFloor(one(0.07), baseline, three).verdict).toBe('undecided');
    expect(compareWithFloor(one(0.15), baseline, three).verdict).toBe('undecided');
    expect(compareWithFloor(one(0.17), baseline, three)).toMatchObject({ verdict: 'worse' });
    expect(compareWithFloor(one(0.07), baseline, three).reason.text).toContain('inside the noise floor 0.0497');
  });

  it('adds the sampling error of a rate', () => {
    const sampled = noise([0.1, 0.11, 0.12], 450);
    const { floor } = compareWithFloor(one(0.05), { value: 0.11, runs: Infinity, pickedFrom: 1 }, sampled);
    // scipy 1.17.1, v(p) = q (1 − q) / 454 with q = (450 p + 2) / 454:
    // numpy.hypot(t.ppf(.975, 2) * .01, norm.ppf(.975) * numpy.sqrt(v(.05) + v(.11))) = 0.055984
    expect(floor).toBeCloseTo(0.055984, 6);
  });

  it('asks more of the best of many before it is called better', () => {
    const baseline = { value: 0.11, runs: 3, pickedFrom: 1 };
    expect(compareWithFloor(one(0.055), baseline, three).verdict).toBe('better');
    const picked = compareWithFloor(one(0.055, 24), baseline, three);
    expect(picked.verdict).toBe('undecided');
    expect(picked.reason.key).toBe('comparison.lucky');
    // 0.11 − 0.0178 is 9.22 s ahead, where the best of 24 equal trials is in 4.96 % of rounds (`lucky-pick.test.ts`).
    expect(compareWithFloor(one(0.0178, 24), baseline, three)).toMatchObject({ verdict: 'better' });
    expect(compareWithFloor(one(0.0178, 24), baseline, three).confidence).toBeCloseTo(1 - 0.04965, 4);
    expect(compareWithFloor(one(0.0187, 24), baseline, three).verdict).toBe('undecided');
  });

  it('asks less where the second was picked as the best of many, too', () => {
    const runnerUp = { value: 0.11, runs: 1, pickedFrom: 24 };
    expect(compareWithFloor(one(0.045, 24), { ...runnerUp, pickedFrom: 1 }, three).verdict).toBe('undecided');
    const both = compareWithFloor(one(0.045, 24), runnerUp, three);
    expect(both).toMatchObject({ verdict: 'better', luck: 0 });
    // scipy 1.17.1: t.ppf(0.975, 2) * 0.01 * numpy.sqrt(2) = 0.060849; 2 * t.sf(6.5 / numpy.sqrt(2), 2) = 0.044221
    expect(both.floor).toBeCloseTo(0.060849, 6);
    expect(both.confidence).toBeCloseTo(1 - 0.044221, 5);
  });

  it('never decides without a measured noise', () => {
    expect(compareWithFloor(one(0), one(1), noise([0.1]))).toMatchObject({ verdict: 'undecided', floor: null });
    expect(compareWithFloor(one(0), one(1), noise([0.1, 0.1]))).toMatchObject({ verdict: 'undecided', floor: null });
    expect(compareWithFloor(one(0), one(1), noise([0.1, 0.1])).reason.key).toBe('comparison.motionless');
  });

  it('calls a trial that is no better than the baseline better in at most 2.5 % of comparisons', () => {
    let better = 0;
    let worse = 0;
    for (let seed = 0; seed < 4000; seed++) {
      const random = stream(seed, 'comparison');
      const values = [random.normal(), random.normal(), random.normal()];
      const measured = noise(values);
      const { verdict } = compareWithFloor(
        one(random.normal()),
        { value: measured.mean ?? 0, runs: 3, pickedFrom: 1 },
        measured,
      );
      if (verdict === 'better') better++;
      if (verdict === 'worse') worse++;
    }
    // The exact rate is 2.5 % on each side: 100 of 4000, standard deviation 9.9.
    expect(better).toBeGreaterThan(70);
    expect(better).toBeLessThan(130);
    expect(worse).toBeGreaterThan(70);
    expect(worse).toBeLessThan(130);
  });

  it.each([
    [12, 3],
    [24, 3],
    [100, 3],
    [24, 2],
    [24, 10],
  ])(
    'calls the best of %i equal trials better, by the spread of %i seeds, in at most one of twenty rounds',
    (trials, seeds) => {
      let better = 0;
      for (let seed = 0; seed < 1000; seed++) {
        const random = stream(seed, 'best of', trials, seeds);
        const measured = noise(Array.from({ length: seeds }, () => random.normal()));
        const best = Math.min(...Array.from({ length: trials }, () => random.normal()));
        const baseline = { value: measured.mean ?? 0, runs: seeds, pickedFrom: 1 };
        if (compareWithFloor(one(best, trials), baseline, measured).verdict === 'better') better++;
      }
      // The rate is 5 %, nearly all of it here: 50 of 1000, standard deviation 6.9.
      expect(better).toBeGreaterThan(29);
      expect(better).toBeLessThan(71);
    },
  );
});

describe('expectedGain', () => {
  it('approximates the expected largest of n standard normals', () => {
    // Exact values: H. L. Harter, Expected Values of Normal Order Statistics, Biometrika 48 (1961), table 1.
    expect(expectedGain(1)).toBe(0);
    expect(Math.abs(expectedGain(2) - 0.56419)).toBeLessThan(0.03);
    expect(Math.abs(expectedGain(10) - 1.53875)).toBeLessThan(0.02);
    expect(Math.abs(expectedGain(100) - 2.50759)).toBeLessThan(0.02);
  });
});
