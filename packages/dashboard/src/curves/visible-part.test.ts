import { describe, expect, it } from 'vitest';
import { visiblePart } from './visible-part.ts';

const x = Float64Array.of(0, 10, 20, 30, 40);
const seen = (low: number, high: number): readonly number[] => [...visiblePart({ x, y: x }, { low, high }).x];

describe('what of a curve is within the axis', () => {
  it('reaches one point beyond each end', () => {
    expect(seen(12, 28)).toEqual([10, 20, 30]);
    expect(seen(10, 20)).toEqual([0, 10, 20]);
    expect(seen(21, 22)).toEqual([20, 30]);
  });

  it('is the curve itself where all of it is', () => {
    const part = { x, y: x };
    expect(visiblePart(part, { low: 0, high: 40 })).toBe(part);
  });

  it('is one point at most of what lies beyond it', () => {
    expect(seen(50, 60)).toEqual([40]);
    expect(seen(-9, -5)).toEqual([0]);
    expect([...visiblePart({ x: x.subarray(0, 0), y: x.subarray(0, 0) }, { low: 0, high: 1 }).x]).toEqual([]);
  });
});
