import { describe, expect, it } from 'vitest';
import { evenTicks, logTicks } from './axis-ticks.ts';
import { lastFinite, valueAt } from './value-at.ts';

describe('ticks', () => {
  it('are round numbers within the limits', () => {
    expect(evenTicks(0, 2000, 5)).toEqual([0, 500, 1000, 1500, 2000]);
    expect(evenTicks(0.13, 0.39, 4)).toEqual([0.2, 0.3]);
    expect(evenTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(evenTicks(3, 3, 4)).toEqual([3]);
  });

  it('are powers of ten on a logarithmic axis, thinned where there are many', () => {
    expect(logTicks(0.02, 3, 5)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(1e-3, 1e3, 5)).toEqual([1e-2, 1, 100]);
    expect(logTicks(0.2, 0.8, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(logTicks(1e-12, 1, 4)).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
  });
});

describe('the value at a place', () => {
  const part = { x: Float64Array.of(10, 20, 30), y: Float64Array.of(1, Number.NaN, 3) };
  it.each([
    [5, 1],
    [10, 1],
    [19, 1],
    [20, null],
    [99, 3],
  ])('at %s is %s', (at, value) => {
    expect(valueAt(part, at)).toBe(value);
  });

  it('goes back to what was finite where a mark needs a place', () => {
    expect(lastFinite(part, 25)).toEqual({ x: 10, y: 1 });
    expect(lastFinite(part, 30)).toEqual({ x: 30, y: 3 });
    expect(lastFinite(part, 5)).toBeNull();
  });

  it('of nothing is nothing', () => {
    expect(valueAt({ x: new Float64Array(0), y: new Float64Array(0) }, 3)).toBeNull();
  });
});
