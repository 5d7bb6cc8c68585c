import { describe, expect, it } from 'vitest';
import { quantile, stream } from '@attune/core/numeric';
import { comparePoints } from './comparison.ts';
import type { Repeated } from './points.ts';

function point(name: string, results: readonly number[], trials = results.length): Repeated {
  return { name, results, trials, median: results.length === 0 ? null : quantile(results, 0.5) };
}

describe('comparePoints', () => {
  const a = point('a', [0.81, 0.82, 0.8, 0.815, 0.805]);
  const b = point('b', [0.79, 0.8, 0.785, 0.795, 0.802]);

  it('puts the first by its median, and its p by Welch’s test', () => {
    const compared = comparePoints([b, a, point('c', [0.5, 0.6, 0.55])], 'maximize');
    expect(compared).toMatchObject({ first: { name: 'a' }, second: { name: 'b' }, verdict: 'best', alike: [] });
    // scipy 1.17.1: scipy.stats.ttest_ind(a, b, equal_var=False).pvalue
    expect(compared?.p).toBeCloseTo(0.011087032636288399, 9);
    expect(comparePoints([a, b], 'minimize')).toMatchObject({ first: { name: 'b' }, verdict: 'best' });
  });

  it('is undecided where seeds differ by as much, and names all that are not behind', () => {
    const c = point('c', [0.78, 0.83, 0.81]);
    const compared = comparePoints([a, point('d', [0.7, 0.71, 0.7]), c], 'maximize');
    expect(compared).toMatchObject({ first: { name: 'a' }, verdict: 'undecided', alike: [{ name: 'c' }] });
  });

  it('decides nothing where seeds of the first failed, or where there is one seed or none that changes anything', () => {
    const failed = point('a', a.results, 7);
    expect(comparePoints([failed, b], 'maximize')?.verdict).toBe('failing');
    expect(comparePoints([point('a', [0.9, 0.91], 5), b], 'maximize')?.first.name).toBe('b');
    expect(comparePoints([point('a', [0.9]), b], 'maximize')).toMatchObject({ verdict: 'undecided', p: null });
    expect(comparePoints([point('a', [0.9, 0.9]), point('b', [0.8, 0.8])], 'maximize')?.p).toBeNull();
    expect(comparePoints([a, point('b', [], 5)], 'maximize')).toBeNull();
  });

  it.each([
    [2, 5],
    [5, 5],
    [5, 3],
    [20, 3],
  ])('of %i equal points under %i seeds names a best in at most one case of twenty', (count, seeds) => {
    const random = stream(5, 'points', count, seeds);
    const rounds = 2000;
    let named = 0;
    for (let round = 0; round < rounds; round++) {
      const points = Array.from({ length: count }, (_, index) =>
        point(
          String(index),
          Array.from({ length: seeds }, () => random.normal()),
        ),
      );
      if (comparePoints(points, 'maximize')?.verdict === 'best') named++;
    }
    // 5 % and 2.6 standard errors of 2,000 cases.
    expect(named / rounds).toBeLessThanOrEqual(0.0627);
  });
});
