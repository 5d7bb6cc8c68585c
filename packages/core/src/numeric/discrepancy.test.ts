import { describe, expect, it } from 'vitest';
import { centredDiscrepancy } from './discrepancy.ts';

describe('centredDiscrepancy', () => {
  // scipy.stats.qmc.discrepancy(points, method='CD'), SciPy 1.17.1: the squared value.
  it.each([
    [[[0.5]], 0.08333333333333326],
    [
      [
        [0.1, 0.9],
        [0.5, 0.5],
        [0.25, 0.75],
        [0, 1],
        [0.6, 0.2],
      ],
      0.1200954861111112,
    ],
    [
      [
        [0.2, 0.4, 0.6],
        [0.9, 0.05, 0.33],
        [0.5, 0.71, 0.12],
        [0.31, 0.99, 0.84],
      ],
      0.06362779225678672,
    ],
  ])('of %j', (points, expected) => {
    expect(centredDiscrepancy(points)).toBeCloseTo(expected, 14);
  });
});
