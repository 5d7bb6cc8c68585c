import { describe, expect, it } from 'vitest';
import { projection } from './projection.ts';

const area = { left: 10, top: 20, width: 100, height: 50 };
const linear = { label: '', low: 0, high: 1, log: false };
const log = { label: '', low: 0.01, high: 1, log: true };

describe('pixels of a value', () => {
  it('run from the left and from the bottom', () => {
    const to = projection(area, linear, linear);
    expect([to.x(0), to.x(1), to.y(0), to.y(1)]).toEqual([10, 110, 70, 20]);
  });

  it('are even in decades on a logarithmic axis, which has no place for zero', () => {
    const to = projection(area, log, log);
    expect(to.x(0.1)).toBeCloseTo(60);
    expect(to.y(0.1)).toBeCloseTo(45);
    expect(to.y(0)).toBeNaN();
    expect(to.y(-1)).toBeNaN();
  });

  it('stay within what a canvas can draw, but for what is no number', () => {
    const to = projection(area, linear, linear);
    expect(to.y(1e30)).toBe(-20_000);
    expect(to.y(-1e30)).toBe(20_000);
    expect(to.y(Number.NaN)).toBeNaN();
    expect(Number.isFinite(to.y(Number.POSITIVE_INFINITY))).toBe(false);
  });
});
