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

  it('hold the whole of a long curve in so many points, with its extremes', () => {
    const points = livePoints();
    const values = (step: number): number => (step === 123_456 ? 77 : Math.sin(step));
    for (let first = 0; first < 1_000_000; first += 250) {
      const steps = Array.from({ length: 250 }, (_, index) => first + index);
      points.add({ trial: 1, attempt: 1, series: [{ metric: 'valid/loss', steps, values: steps.map(values) }] });
    }
    const series = points.series(1, 'valid/loss');
    const steps = stepsOf(points, 1);
    expect(steps.length).toBeLessThanOrEqual(4_096);
    expect(series?.steps.buffer.byteLength).toBe(8 * 4_096);
    expect([steps[0], steps.at(-1)]).toEqual([0, 999_999]);
    expect(steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0))).toBe(true);
    expect(series?.values[steps.indexOf(123_456)]).toBe(77);
    const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(5_000);
  });

  it('say when what was told before has changed', () => {
    const points = livePoints();
    const revision = (): number => points.series(1, 'valid/loss')?.revision ?? 0;
    points.add(delta(1, [1, 2]));
    const first = revision();
    points.add(delta(1, [3]));
    expect(revision()).toBe(first);
    points.add(delta(1, [3, 4]));
    const second = revision();
    expect(second).not.toBe(first);
    points.add(delta(1, [1], 2));
    expect(revision()).not.toBe(second);
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
