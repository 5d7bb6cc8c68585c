import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { spreadByNoise } from './search-spread.ts';

describe('spreadByNoise', () => {
  // numpy 2.4.6, default_rng(0), 40,000 studies: Y sorted standard_normal((40000, F)), W the weights of best-of.ts at N / 2,
  // S² the variance of Y under W, s of standard_normal((40000, m)) with ddof=1; the share with S / s >= ratio.
  it.each([
    { count: 20, feasible: 20, seeds: 3, ratio: 1.2, share: 0.11715 },
    { count: 20, feasible: 20, seeds: 3, ratio: 2.5, share: 0.030325 },
    { count: 50, feasible: 30, seeds: 5, ratio: 0.8, share: 0.1196 },
  ])('is the share of studies of pure noise whose best varies as much: $share', ({ share, ...spread }) => {
    const simulations = 4000;
    const p = spreadByNoise(spread, simulations, stream(1));
    // Four standard errors of the simulation.
    expect(Math.abs(p - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / simulations));
  });

  it('never falls below one simulation in all, and claims nothing without any', () => {
    const spread = { count: 20, feasible: 20, seeds: 10, ratio: 1e9 };
    expect(spreadByNoise(spread, 99, stream(1))).toBe(0.01);
    expect(spreadByNoise(spread, 0, stream(1))).toBe(1);
  });
});
