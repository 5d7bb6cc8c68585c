import { describe, expect, it } from 'vitest';
import { robustLimits, type LimitLine } from './robust-limits.ts';

function line(values: readonly number[], front = false): LimitLine {
  return { x: Float64Array.from(values, (_, index) => index), y: Float64Array.from(values), front };
}

const calm = Array.from({ length: 100 }, (_, index) => 1 - index / 200);

describe('limits of the value axis', () => {
  it('keep a diverged run from flattening the others', () => {
    const wild = Array.from({ length: 8 }, (_, index) => 10 ** index);
    const [low, high] = robustLimits([line(calm), line(wild)], { direction: 'minimize', log: false }) ?? [];
    expect(low).toBeCloseTo(0.505 - (0.05 * ((high ?? 0) - 0.505)) / 1.05, 1);
    expect(high).toBeLessThan(1.1);
  });

  it('keep the good side whole, whichever it is', () => {
    const lone = [...calm, 0.001];
    const down = robustLimits([line(lone)], { direction: 'minimize', log: false });
    expect(down?.[0]).toBeLessThan(0.001);
    const up = robustLimits([line([...calm, 7])], { direction: 'maximize', log: false });
    expect(up?.[1]).toBeGreaterThan(7);
    expect(up?.[0]).toBeGreaterThan(0.2);
  });

  it('hold the lines that the chart is about, but for how they begin', () => {
    const front = [900, ...Array.from({ length: 19 }, () => 3)];
    const limits = robustLimits([...Array.from({ length: 9 }, () => line(calm)), line(front, true)], {
      direction: 'minimize',
      log: false,
    });
    expect(limits?.[1]).toBeGreaterThan(3);
    expect(limits?.[1]).toBeLessThan(4);
  });

  it('leave out what a logarithm has no place for', () => {
    const [low, high] = robustLimits([line([0, -3, Number.NaN, 0.01, 1])], { direction: null, log: true }) ?? [];
    expect(low).toBeGreaterThan(0.005);
    expect(high).toBeLessThan(1.5);
    expect(robustLimits([line([0, -1])], { direction: null, log: true })).toBeNull();
    expect(robustLimits([line([Number.NaN])], { direction: null, log: false })).toBeNull();
    expect(robustLimits([], { direction: null, log: false })).toBeNull();
  });

  it('have room around a constant', () => {
    expect(robustLimits([line([2, 2])], { direction: null, log: false })).toEqual([1.8, 2.2]);
    expect(robustLimits([line([0, 0])], { direction: 'minimize', log: false })).toEqual([-1e-6, 1e-6]);
  });
});
