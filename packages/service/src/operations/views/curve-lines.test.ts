import { describe, expect, it } from 'vitest';
import type { Space } from '@attune/core/space';
import { attempt, round, trial } from '../../testing/store-rows.ts';
import type { AskedTrial } from './asked-trials.ts';
import { linesOf, type AskedLines } from './curve-lines.ts';

const plain: AskedLines = { points: 100, from: undefined, to: undefined, x: 'step' };

function asked(change: Partial<AskedTrial>): AskedTrial {
  return { row: trial(1, 1, 1), round: round(1), attempts: [attempt(1, 1)], series: [], bestStep: 20, ...change };
}

const series = (steps: readonly number[], values: readonly number[], number = 1, metric = 'valid/loss') => ({
  ...{ trial: 1, attempt: number, metric, steps, values },
});

const loss = ['valid/loss'];

describe('lines', () => {
  it('are the curve as it counts, with what was done over apart', () => {
    const lines = linesOf(
      asked({
        attempts: [attempt(1, 1), { ...attempt(1, 2), resumedAt: 20 }],
        series: [series([10, 20, 30], [3, 2, 9]), series([30, 40], [1.5, 1], 2)],
      }),
      loss,
      plain,
    );
    expect(lines).toEqual([
      {
        trial: 1,
        metric: 'valid/loss',
        x: [10, 20, 30, 40],
        y: [3, 2, 1.5, 1],
        superseded: [{ attempt: 1, x: [30], y: [9] }],
        truncated: false,
        points: 4,
        lastStep: 40,
        nonFinite: [],
        bestStep: 20,
      },
    ]);
  });

  it('take an attempt that began from scratch for what it is, by whichever metric tells it', () => {
    const lines = linesOf(
      asked({
        attempts: [attempt(1, 1), { ...attempt(1, 2), resumedAt: 20 }],
        series: [
          series([10, 20, 30], [3, 2, 9]),
          series([30, 40], [1.5, 1], 2),
          series([1, 2], [5, 5], 2, 'train/loss'),
        ],
      }),
      loss,
      plain,
    );
    expect(lines?.[0]).toMatchObject({ x: [30, 40], superseded: [{ attempt: 1, x: [10, 20, 30] }] });
  });

  it('keep extremes and non-finite points when they are thinned', () => {
    const steps = Array.from({ length: 1000 }, (_, i) => i);
    const values = steps.map((step) => (step === 500 ? -9 : step === 501 ? 9 : step === 700 ? NaN : step / 1000));
    const [line] = linesOf(asked({ series: [series(steps, values)] }), loss, { ...plain, points: 50 }) ?? [];
    expect(line?.x.length).toBeLessThanOrEqual(50);
    expect(line?.y).toEqual(expect.arrayContaining([-9, 9, NaN]));
    expect(line).toMatchObject({ truncated: true, points: 1000, lastStep: 999, nonFinite: [700] });
  });

  it('are cut with one neighbour on each side', () => {
    const trialOf = asked({ series: [series([10, 20, 30, 40, 50], [1, 2, 3, 4, 5])] });
    const xs = (from?: number, to?: number) => linesOf(trialOf, loss, { ...plain, from, to })?.[0]?.x;
    expect(xs(25, 30)).toEqual([20, 30, 40]);
    expect(xs(undefined, 10)).toEqual([10, 20]);
    expect(xs(50)).toEqual([40, 50]);
    expect(xs(60)).toEqual([50]);
    expect(xs(31, 39)).toEqual([30, 40]);
  });

  it('leave out metrics without points', () => {
    expect(linesOf(asked({ series: [series([10], [1])] }), ['valid/error', 'valid/loss'], plain)).toHaveLength(1);
  });
});

describe('lines over time', () => {
  const xs = (change: Partial<AskedTrial>) => linesOf(asked(change), loss, { ...plain, x: 'time' })?.[0]?.x;

  it('go by the program’s clock, seconds from the attempt’s start', () => {
    const clock = series([10, 30], [2, 6], 1, 'time');
    expect(xs({ series: [series([10, 20, 30, 40], [4, 3, 2, 1]), clock] })).toEqual([1, 3, 5, 5]);
  });

  it('leave out the time between attempts, and what was done over', () => {
    const attempts = [attempt(1, 1), { ...attempt(1, 2), resumedAt: 20, startedAt: 101_000 }];
    const clocks = [series([10, 20, 30], [2, 3, 4], 1, 'time'), series([30, 40], [102, 104], 2, 'time')];
    const curves = [series([10, 20, 30], [3, 2, 9]), series([30, 40], [1.5, 1], 2)];
    expect(xs({ attempts, series: [...curves, ...clocks] })).toEqual([1, 2, 3, 5]);
  });

  it('spread an ended attempt’s time over its steps where no clock tells', () => {
    const ended = { ...attempt(1, 1), startedAt: 0, endedAt: 8000 };
    expect(xs({ attempts: [ended], series: [series([10, 20, 40], [3, 2, 1])] })).toEqual([2, 4, 8]);
    expect(linesOf(asked({ series: [series([10], [1])] }), loss, { ...plain, x: 'time' })).toBeNull();
  });
});

describe('lines over examples', () => {
  const space: Space = {
    hyperparameters: [{ kind: 'discrete', id: 'bs', name: 'bs', arg: 'bs', meaning: 'batch-size', values: [32, 64] }],
  };
  const of = (stepUnit: string, configuration: Readonly<Record<string, number>>, examples = {}) => {
    const { resolved, ...rest } = round(1);
    const project = { ...resolved.project, space, examples, train: { ...resolved.project.train, stepUnit } };
    const about = { round: { ...rest, resolved: { ...resolved, project } }, row: { ...trial(1, 1, 1), configuration } };
    const lines = linesOf(asked({ ...about, series: [series([10, 20], [2, 1])] }), loss, { ...plain, x: 'examples' });
    return lines?.[0]?.x ?? null;
  };

  it('count a batch a step, or the training set an epoch', () => {
    expect(of('step', { bs: 32 })).toEqual([320, 640]);
    expect(of('epoch', { bs: 32 }, { train: 1000 })).toEqual([10_000, 20_000]);
  });

  it('are none where nothing tells how many a step takes', () => {
    expect(of('step', {})).toBeNull();
    expect(of('epoch', { bs: 32 })).toBeNull();
    expect(of('token', { bs: 32 })).toBeNull();
  });
});
