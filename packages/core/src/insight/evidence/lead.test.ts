import { describe, expect, it } from 'vitest';
import { unitSpace, type Planting } from '../../testing/planted.ts';
import { plantedComparison } from '../../testing/planted-comparison.ts';
import { leadOf, precedence, type Lead } from './lead.ts';
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
});
