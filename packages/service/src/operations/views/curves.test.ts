import { describe, expect, it } from 'vitest';
import { pointsOfEach } from './curves.ts';

describe('points of each curve', () => {
  it('are as many as are asked for, until all curves together have too many', () => {
    expect(pointsOfEach(300, 200)).toBe(300);
    expect(pointsOfEach(5000, 80)).toBe(5000);
    expect(pointsOfEach(5000, 81)).toBe(4938);
    expect(pointsOfEach(5000, 200 * 20)).toBe(100);
    expect(pointsOfEach(5000, 0)).toBe(5000);
  });
});
