import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { unitSpace, type Planting } from '../../testing/planted.ts';
import { plantedComparison } from '../../testing/planted-comparison.ts';
import { leadOf, precedence, type Lead } from './lead.ts';
import { defaultOptions } from '../options.ts';
import { tunedOf } from './tuned.ts';
import { viewOf } from '../view.ts';

describe('precedence', () => {
  // scipy 1.17.1: sum(hypergeom.pmf(k, sum(n), n_i, k) for n_i in n)
  it.each([
    { counts: [3, 3], k: 3, p: 0.1 },
    { counts: [4, 4], k: 4, p: 0.0285714286 },
    { counts: [16, 16], k: 5, p: 0.0433815351 },
    { counts: [16, 16], k: 6, p: 0.0176739587 },
    { counts: [8, 24], k: 3, p: 0.4193548387 },
    { counts: [8, 8, 8], k: 3, p: 0.0830039526 },
  ])('the $k best of $counts are all of one with p = $p', ({ counts, k, p }) => {
    expect(precedence(counts, k)).toBeCloseTo(p, 9);
  });

  it('is 1 where nothing is ahead, and 1 for any two configurations where one trial is', () => {
    expect(precedence([5, 7], 0)).toBe(1);
    expect(precedence([5, 7], 1)).toBeCloseTo(1, 12);
  });

  it('does not fail on many trials', () => {
    expect(precedence([5000, 5000], 5000)).toBe(0);
  });
});

describe('leadOf', () => {
  const plan: Planting = { seed: 1, space: unitSpace(1), trials: 8, fate: () => 0.1 };

  function lead(first: Partial<Planting>, second: Partial<Planting>): Lead | null {
    const view = viewOf(
      plantedComparison('optimizer', {
        adam: { ...plan, baseline: [0.1, 0.11, 0.12], ...first },
        momentum: { ...plan, seed: 2, ...second },
      }),
    );
    return leadOf(view, tunedOf(view));
  }

  it('compares the best of each, whichever study comes first', () => {
    const found = lead({ fate: ({ x1 = 0 }) => 0.2 + 0.01 * x1 }, { fate: ({ x1 = 0 }) => 0.1 + 0.01 * x1 });
    expect([found?.first.label, found?.second.label]).toEqual(['optimizer=momentum', 'optimizer=adam']);
    // scipy 1.17.1: t.ppf(0.975, 2) * 0.01 * numpy.sqrt(2) = 0.060849
    expect(found?.comparison.floor).toBeCloseTo(0.060849, 6);
    expect(found).toMatchObject({ ahead: 8, outcome: 'decided' });
  });

  it('is undecided inside the floor', () => {
    expect(lead({ fate: () => 0.1 }, { fate: () => 0.15 })?.outcome).toBe('inside');
  });

  it('is undecided where the search may have been lucky, though beyond the floor', () => {
    const wide = ({ x1 = 0 }): number => 0.05 + 0.6 * x1;
    const found = lead({ fate: wide }, { fate: (places) => wide(places) + 0.12, seed: 3 });
    expect(found?.comparison.verdict).toBe('better');
    expect(found).toMatchObject({ ahead: 1, outcome: 'searched' });
  });

  it('asks more where the leader had far more feasible trials', () => {
    const equal = lead({ trials: 100, fate: () => 0.02 }, { trials: 100, fate: () => 0.09 });
    const few = lead({ trials: 100, fate: () => 0.02 }, { trials: 1, fate: () => 0.09 });
    expect(equal?.outcome).toBe('decided');
    expect(few?.outcome).toBe('picked');
  });

  it('does not decide without a measured noise', () => {
    expect(lead({ baseline: [0.1], fate: () => 0.1 }, { fate: () => 0.5 })?.outcome).toBe('unmeasured');
  });

  it('counts infeasible trials as tried, and censored ones not', () => {
    const found = lead(
      { fate: () => 0.01 },
      { fate: ({ x1 = 0 }) => (x1 < 0.3 ? 'diverged' : x1 < 0.5 ? 'stopped' : 0.2 + 0.01 * x1) },
    );
    const stopped = found?.second.trials.filter(({ outcome }) => outcome.kind === 'censored').length ?? 0;
    expect(stopped).toBeGreaterThan(0);
    expect(found?.chance).toBeCloseTo(precedence([8, 8 - stopped], 8), 12);
  });

  it('is null where fewer than two configurations have a feasible trial', () => {
    expect(lead({ fate: () => 'diverged' }, { fate: () => 0.1 })).toBeNull();
  });

  it('names those behind one by one where the runner-up is not, and all where it is', () => {
    const round = (fates: readonly Planting['fate'][]): Lead | null => {
      const plantings = fates.map((fate, i): [string, Planting] => [
        String(i),
        { ...plan, seed: i, trials: 12, fate, ...(i === 0 && { baseline: [0.1, 0.101, 0.102] }) },
      ]);
      const view = viewOf(plantedComparison('arm', Object.fromEntries(plantings)));
      return leadOf(view, tunedOf(view));
    };
    const at =
      (value: number): Planting['fate'] =>
      ({ x1 = 0 }) =>
        value + 0.01 * x1;
    const behind = (fates: readonly Planting['fate'][]): readonly string[] =>
      (round(fates)?.behind ?? []).map(({ label }) => label);
    expect(behind([at(0.1), at(0.1005), at(0.3), at(0.4)])).toEqual(['arm=2', 'arm=3']);
    expect(behind([at(0.1), at(0.2), at(0.3)])).toEqual(['arm=1', 'arm=2']);
    expect(behind([at(0.1), at(0.1005)])).toEqual([]);
    expect(behind([at(0.1), at(0.1005), () => 'diverged'])).toEqual([]);
  });

  it('calls any of five equal configurations behind in at most 5 % of rounds', () => {
    let named = 0;
    for (let seed = 0; seed < 200; seed++) {
      const fate: Planting['fate'] = ({ x1 = 0 }, random) => 1000 + 20 * x1 + random.normal();
      const plantings = Array.from({ length: 5 }, (_, i): [string, Planting] => {
        const baseline = i > 0 ? [] : [0, 1, 2].map((k) => 1000 + stream(seed, 'seeds', k).normal());
        return [
          String(i),
          { ...plan, seed: 5 * seed + i, trials: 10, evaluations: 1, bestAt: () => 1, fate, baseline },
        ];
      });
      const view = viewOf(plantedComparison('arm', Object.fromEntries(plantings)), defaultOptions, new Map());
      if ((leadOf(view, tunedOf(view))?.behind.length ?? 0) > 0) named++;
    }
    // 10 of 200 are 5 %.
    expect(named).toBeLessThanOrEqual(10);
  });
});
