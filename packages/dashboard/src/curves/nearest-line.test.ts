import { describe, expect, it } from 'vitest';
import { nearestLine } from './nearest-line.ts';

const same = { x: (value: number) => value, y: (value: number) => value };
const flat = { x: Float64Array.of(0, 100), y: Float64Array.of(10, 10) };
const rising = { x: Float64Array.of(0, 50, 100), y: Float64Array.of(0, 50, 100) };

describe('the line at the pointer', () => {
  it('is the one whose stroke is nearest, not the one whose point is', () => {
    expect(nearestLine([flat, rising], same, { x: 40, y: 12 }, 20)).toEqual({ line: 0, point: 0 });
    expect(nearestLine([flat, rising], same, { x: 70, y: 68 }, 20)).toEqual({ line: 1, point: 1 });
    expect(nearestLine([flat, rising], same, { x: 80, y: 78 }, 20)).toEqual({ line: 1, point: 2 });
  });

  it('is none where all are far, or none is a number', () => {
    expect(nearestLine([flat], same, { x: 50, y: 60 }, 20)).toBeNull();
    const lost = { x: Float64Array.of(0, 1), y: Float64Array.of(Number.NaN, Number.NaN) };
    expect(nearestLine([lost], same, { x: 0, y: 0 }, 20)).toBeNull();
    expect(nearestLine([], same, { x: 0, y: 0 }, 20)).toBeNull();
  });

  it('finds the ends of a line and a line of one point', () => {
    expect(nearestLine([flat], same, { x: 105, y: 10 }, 20)).toEqual({ line: 0, point: 1 });
    const lone = { x: Float64Array.of(5), y: Float64Array.of(5) };
    expect(nearestLine([lone], same, { x: 7, y: 5 }, 20)?.line).toBe(0);
  });
});
