import { describe, expect, it } from 'vitest';
import { livePoints, type PointsDelta } from './live-points.ts';

function delta(trial: number, steps: readonly number[], attempt = 1): PointsDelta {
  return { trial, attempt, series: [{ metric: 'valid/loss', steps, values: steps.map((step) => step / 10) }] };
}

const stepsOf = (points: ReturnType<typeof livePoints>, trial: number) =>
  Array.from(points.series(trial, 'valid/loss')?.steps ?? []);

describe('points of running trials', () => {
  it('grow as they arrive, with their values', () => {
    const points = livePoints();
    points.add(delta(1, [1, 2]));
    points.add(delta(1, [3]));
    expect(stepsOf(points, 1)).toEqual([1, 2, 3]);
    expect(Array.from(points.series(1, 'valid/loss')?.values ?? [])).toEqual([0.1, 0.2, 0.3]);
    expect(points.series(2, 'valid/loss')).toBeUndefined();
    expect(points.series(1, 'train/loss')).toBeUndefined();
  });

  it('take a step that is told again in place of what follows it', () => {
    const points = livePoints();
    points.add(delta(1, [1, 2, 3, 4]));
    points.add(delta(1, [3, 5]));
    expect(stepsOf(points, 1)).toEqual([1, 2, 3, 5]);
  });

  it('begin anew with another attempt, and take nothing of an earlier one', () => {
    const points = livePoints();
    points.add(delta(1, [1, 2, 3]));
    points.add(delta(1, [1], 2));
    points.add(delta(1, [4], 1));
    expect(stepsOf(points, 1)).toEqual([1]);
    expect(points.series(1, 'valid/loss')?.attempt).toBe(2);
  });

  it('hold the latest part of a long curve and no more', () => {
    const points = livePoints();
    for (let first = 0; first < 100_000; first += 1_000) {
      points.add(
        delta(
          1,
          Array.from({ length: 1_000 }, (_, index) => first + index),
        ),
      );
    }
    const steps = stepsOf(points, 1);
    expect(steps.length).toBeLessThanOrEqual(8_192);
    expect(steps.length).toBeGreaterThan(4_000);
    expect(steps.at(-1)).toBe(99_999);
    expect(steps.every((step, index) => index === 0 || step === (steps[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('tell those who follow the trial, until they stop', () => {
    const points = livePoints();
    const told: number[] = [];
    const stop = points.subscribe([1, 2], (trial) => told.push(trial));
    points.add(delta(1, [1]));
    points.add(delta(3, [1]));
    points.add(delta(2, [1]));
    stop();
    points.add(delta(1, [2]));
    expect(told).toEqual([1, 2]);
  });

  it('forget all but the latest of those that have ended', () => {
    const points = livePoints();
    for (let trial = 1; trial <= 100; trial++) points.add(delta(trial, [1]));
    points.add(delta(2, [2]));
    points.keep([1, 50]);
    const kept = Array.from({ length: 100 }, (_, index) => index + 1).filter(
      (trial) => stepsOf(points, trial).length > 0,
    );
    expect(kept).toEqual([1, 2, 50, ...Array.from({ length: 31 }, (_, index) => index + 70)]);
    points.clear();
    expect(stepsOf(points, 2)).toEqual([]);
  });
});
