import { describe, expect, it } from 'vitest';
import { thinTail } from './thin-tail.ts';

describe('a tail in fewer points', () => {
  it('keeps its ends, its extremes and where it was lost', () => {
    const steps = Float64Array.from({ length: 1_000 }, (_, index) => index);
    const values = steps.map((step) => Math.sin(step / 50));
    values[314] = 9;
    values[500] = -9;
    values[700] = Number.NaN;
    const length = thinTail({ steps, values }, 1_000, 100);
    const kept = new Map(Array.from(steps.subarray(0, length), (step, index) => [step, values[index]]));
    expect(length).toBeLessThanOrEqual(100);
    expect([...kept.keys()].every((step, index, all) => index === 0 || step > (all[index - 1] ?? 0))).toBe(true);
    expect([0, 314, 500, 700, 999].map((step) => kept.get(step))).toEqual([0, 9, -9, Number.NaN, Math.sin(999 / 50)]);
  });

  it('leaves a short one as it is', () => {
    const tail = { steps: Float64Array.of(1, 2), values: Float64Array.of(3, 4) };
    expect(thinTail(tail, 2, 2)).toBe(2);
  });

  it('is as dense everywhere, however often it was thinned', () => {
    const [steps, values] = [new Float64Array(400), new Float64Array(400)];
    let length = 0;
    for (let step = 0; step < 100_000; step++) {
      if (length === 400) length = thinTail({ steps, values }, length, 200);
      steps[length] = step;
      values[length] = Math.sin(step);
      length++;
    }
    const early = steps.subarray(0, length).filter((step) => step < 50_000).length;
    expect(early).toBeGreaterThan(30);
  });
});
