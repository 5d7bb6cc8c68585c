import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { numbered } from '../../testing/marked.ts';
import { lateNoiseOf } from './late-noise.ts';

const curve = (values: readonly number[]): Parameters<typeof lateNoiseOf>[0] => ({
  metric: 'valid/loss',
  steps: values.map((_, i) => i + 1),
  values,
});

describe('late noise', () => {
  it('is the standard deviation of jumps around a steady course, of the last quarter alone', () => {
    const random = stream(1, 'late noise');
    const values = numbered(1, 4000).map((i) => i / 500 + (i > 3000 ? 0.2 : 5) * random.normal());
    const found = lateNoiseOf(curve(values));
    expect(found?.evaluations).toBe(1000);
    expect(found?.deviation).toBeGreaterThan(0.18);
    expect(found?.deviation).toBeLessThan(0.22);
  });

  it('is nothing on a straight line, and unknown of few values', () => {
    expect(lateNoiseOf(curve(numbered(1, 40)))?.deviation).toBe(0);
    expect(lateNoiseOf(curve(numbered(1, 20)))).toBeNull();
    expect(lateNoiseOf(curve(numbered(1, 40).map(() => NaN)))).toBeNull();
  });
});
