import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const size = { width: 102, height: 22 };

describe('a sparkline', () => {
  it('runs over its place, high values above', () => {
    expect(sparklinePath([0, 50, 100], [1, 0, 0.5], size)).toBe('M1 1.0L51 21.0L101 11.0');
  });

  it('is nothing without two finite points', () => {
    expect(sparklinePath([1], [2], size)).toBe('');
    expect(sparklinePath([1, 2, 3], [Number.NaN, 2, Infinity], size)).toBe('');
  });

  it('breaks where a value is not finite, and lies in the middle where nothing changes', () => {
    expect(sparklinePath([0, 40, 60, 100], [3, 3, Number.NaN, 3], size)).toBe('M1 11.0L41 11.0M101 11.0');
  });

  it('keeps the extremes of many points and their order', () => {
    const steps = Array.from({ length: 10_001 }, (_, index) => index);
    const values = steps.map((step) => (step === 5_050 ? 100 : step === 5_060 ? -100 : 0));
    const path = sparklinePath(steps, values, size);
    expect(path).toContain('L51 1.0L51 21.0');
    expect(path.length).toBeLessThan(2_000);
  });
});
