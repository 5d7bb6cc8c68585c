import { describe, expect, it } from 'vitest';
import { lineOf } from './curve-line.ts';
import { sceneOf, xAxisOf, type DrawnTrial } from './scene-of.ts';

function line(trial: number, metric: string, y: readonly number[]) {
  return lineOf({ trial, metric, x: y.map((_, index) => 10 * index), y, bestStep: 10, lastStep: 10 * (y.length - 1) });
}

function drawn(trial: number, role: DrawnTrial['role'], more: Partial<DrawnTrial> = {}): DrawnTrial {
  return { trial, role, place: 0, running: false, feasible: true, ...more };
}

const chart = { name: 'loss', metrics: ['valid/loss', 'train/loss'] };
const lines = [
  line(1, 'valid/loss', [1, 0.5, 0.4]),
  line(1, 'train/loss', [1, 0.4, 0.2]),
  line(2, 'valid/loss', [1, 0.9, 0.8]),
  line(3, 'valid/loss', [1e6, 1e7, 1e8]),
  line(9, 'valid/loss', [7, 7, 7]),
];
const trials = [
  drawn(1, 'front'),
  drawn(2, 'behind'),
  drawn(3, 'behind', { feasible: false }),
  drawn(4, 'front', { place: 1, running: true }),
];
const x = { label: 'step', low: 0, high: 20, log: false };

describe('a scene', () => {
  const scene = sceneOf({ chart, lines, trials, settings: {}, x, direction: 'minimize', scheme: 'light' });

  it('draws chosen trials, the first of the front last, validation over training', () => {
    expect(scene.lines.map(({ line: { trial, metric } }) => `${trial} ${metric}`)).toEqual([
      '2 valid/loss',
      '3 valid/loss',
      '4 train/loss',
      '4 valid/loss',
      '1 train/loss',
      '1 valid/loss',
    ]);
    expect(scene.lines.find(({ line: { trial } }) => trial === 4)?.line.x.length).toBe(0);
  });

  it('takes its limits from feasible trials', () => {
    expect(scene.y.high).toBeLessThan(1.2);
    expect(scene.y.low).toBeLessThan(0.2);
    const all = trials.map((trial) => ({ ...trial, feasible: false }));
    expect(
      sceneOf({ chart, lines, trials: all, settings: {}, x, direction: 'minimize', scheme: 'light' }).y.high,
    ).toBeGreaterThan(1e6);
  });

  it('has limits where there is nothing yet', () => {
    const empty = sceneOf({ chart, lines: [], trials, settings: { log: 'y' }, x, direction: null, scheme: 'dark' });
    expect(empty.y).toEqual({ label: 'loss', low: 0.1, high: 1, log: true });
  });
});

describe('the common axis', () => {
  it('reaches to the end of training, farther where a trial does, and to what was zoomed to', () => {
    expect(xAxisOf(lines, {}, { label: 'step', last: 100 })).toEqual({ label: 'step', low: 0, high: 100, log: false });
    expect(xAxisOf(lines, {}, { label: 'step', last: 5 }).high).toBe(20);
    expect(xAxisOf(lines, { by: 'time' }, { label: 's', last: 100 }).high).toBe(20);
    const zoomed = xAxisOf(lines, { from: 3, to: 7 }, { label: 'step', last: 100 });
    expect([zoomed.low, zoomed.high]).toEqual([3, 7]);
  });

  it('begins at the first positive place where it is logarithmic', () => {
    expect(xAxisOf(lines, { log: 'x' }, { label: 'step', last: 100 }).low).toBe(10);
    expect(xAxisOf([], { log: 'x' }, { label: 'step', last: 100 }).low).toBe(0.1);
  });
});
