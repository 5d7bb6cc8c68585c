import { centredDiscrepancy } from '@attune/core/numeric';
import { describe, expect, it } from 'vitest';
import { algoperfHalton } from './algoperf-halton.ts';
import { randomState } from './mersenne-twister.ts';

describe('randomState', () => {
  it('draws what NumPy draws', () => {
    // r = numpy.random.RandomState(991); l = list(range(10)); r.shuffle(l); r.random_sample(), NumPy 2.4.6.
    const random = randomState(991);
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    random.shuffle(values);
    expect(values).toEqual([8, 2, 3, 4, 1, 5, 6, 7, 9, 0]);
    expect(random.uniform()).toBe(0.8938445126568637);
  });
});

describe('algoperfHalton', () => {
  it('gives the set that the definition gives with NumPy', () => {
    // Bases 991 and 983, indices 101 to 103.
    const expected = [
      [0.28612427728381884, 0.2739744372653363],
      [0.8300193327833143, 0.9911667058309517],
      [0.36079632571974196, 0.23023079535282354],
    ];
    const points = algoperfHalton(2, 3);
    points.forEach((point, i) => point.forEach((u, j) => expect(u).toBeCloseTo(expected[i]?.[j] ?? -1, 13)));
    // scipy.stats.qmc.discrepancy of the set of that definition in d = 5, n = 100.
    expect(centredDiscrepancy(algoperfHalton(5, 100))).toBeCloseTo(0.022736847715639774, 12);
  });

  it('gives other sets of the same kind under other draws', () => {
    expect(algoperfHalton(5, 20, 1)).not.toEqual(algoperfHalton(5, 20));
    expect(algoperfHalton(5, 20, 1)).toEqual(algoperfHalton(5, 20, 1));
  });
});
