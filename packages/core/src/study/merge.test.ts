import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOver } from './best-over.ts';
import { asTheyBegan, trialCurve, trialCurves, type AttemptSeries, type AttemptStart } from './merge.ts';

describe('trialCurve', () => {
  it('continues the earlier curve at the step of the checkpoint, superseding what came after it', () => {
    const curve = trialCurve(
      [start(1, null), start(2, 20)],
      [series(1, [10, 20, 30], [0.9, 0.8, 0.1]), series(2, [30, 40], [0.7, 0.6])],
    );
    expect(curve).toEqual({ metric: 'valid/loss', steps: [10, 20, 30, 40], values: [0.9, 0.8, 0.7, 0.6] });
  });

  it('takes the report at the very step of the checkpoint from the later attempt', () => {
    const curve = trialCurve([start(1, null), start(2, 20)], [series(1, [10, 20], [1, 2]), series(2, [20], [3])]);
    expect(curve).toMatchObject({ steps: [10, 20], values: [1, 3] });
  });

  it('counts nothing of an attempt that was restarted from scratch below its best', () => {
    const attempts = [start(1, null), start(2, null)];
    const curve = trialCurve(attempts, [series(1, [10, 20], [0.5, 0.1]), series(2, [10], [0.6])]);
    expect(curve).toMatchObject({ steps: [10], values: [0.6] });
    expect(bestOver(curve, 'minimize')).toEqual({ step: 10, value: 0.6 });
  });

  it('counts an attempt that reports a step before its checkpoint as from scratch', () => {
    const curve = trialCurve(
      [start(1, null), start(2, 20)],
      [series(1, [10, 20], [0.5, 0.1]), series(2, [5, 25], [0.9, 0.8])],
    );
    expect(curve).toMatchObject({ steps: [5, 25], values: [0.9, 0.8] });
  });

  it('follows a chain of attempts, each cut by the next', () => {
    const curve = trialCurve(
      [start(3, 15), start(1, null), start(2, 30)],
      [series(3, [20], [33]), series(2, [40], [24]), series(1, [10, 20, 30], [11, 12, 13])],
    );
    expect(curve).toMatchObject({ steps: [10, 20], values: [11, 33] });
  });

  it('keeps the curve up to the checkpoint while the latest attempt has reported nothing', () => {
    const attempts = [start(1, null), start(2, 10)];
    expect(trialCurve(attempts, [series(1, [10, 20], [1, 2])])).toMatchObject({ steps: [10], values: [1] });
  });

  it('is empty without points', () => {
    expect(trialCurve([start(1, null)], [])).toEqual({ metric: '', steps: [], values: [] });
  });

  it('sorts steps, and of a repeated step lets the last report win, NaN included', () => {
    const curve = trialCurve([start(1, null)], [series(1, [3, 1, 3, 2, 2], [30, 10, 31, 20, NaN])]);
    expect(curve).toMatchObject({ steps: [1, 2, 3], values: [10, NaN, 31] });
  });

  it('equals a replay of every report, point by point', () => {
    fc.assert(
      fc.property(trial, ({ attempts, curves }) => {
        const { steps, values } = trialCurve(attempts, curves);
        expect(steps.map((step, i) => [step, values[i]])).toEqual(replay(attempts, curves));
      }),
      { seed: 1 },
    );
  });
});

describe('trialCurves', () => {
  it('gives a curve for each metric, and lets one metric show for all that an attempt began from scratch', () => {
    const curves = [
      series(1, [10, 20], [0.5, 0.1]),
      series(1, [10, 20], [5, 1], 'train/loss'),
      series(2, [1], [9], 'train/loss'),
    ];
    expect(trialCurves([start(1, null), start(2, 20)], curves)).toEqual([
      { metric: 'valid/loss', steps: [], values: [] },
      { metric: 'train/loss', steps: [1], values: [9] },
    ]);
  });

  it('shows which attempts did not resume', () => {
    expect(asTheyBegan([start(1, null), start(2, 20)], [series(2, [19], [1])])).toEqual([
      start(1, null),
      start(2, null),
    ]);
    expect(asTheyBegan([start(1, null), start(2, 20)], [series(2, [20], [1])])).toEqual([start(1, null), start(2, 20)]);
  });
});

function start(number: number, resumedAt: number | null): AttemptStart {
  return { number, resumedAt };
}

function series(attempt: number, steps: readonly number[], values: readonly number[], metric = 'valid/loss') {
  return { attempt, metric, steps, values } satisfies AttemptSeries;
}

const trial = fc
  .array(
    fc.record({
      resumedAt: fc.option(fc.integer({ min: 0, max: 12 })),
      points: fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 99 })), { maxLength: 12 }),
    }),
    { maxLength: 5 },
  )
  .map((attempts) => ({
    attempts: attempts.map(({ resumedAt }, i) => start(i + 1, resumedAt)),
    curves: attempts.map(({ points }, i) =>
      series(
        i + 1,
        points.map(([step]) => step),
        points.map(([, v]) => v),
      ),
    ),
  }));

/** The definition, one report at a time: each attempt first cuts what it supersedes, then writes its points. */
function replay(attempts: readonly AttemptStart[], curves: readonly AttemptSeries[]): readonly (readonly number[])[] {
  const points = new Map<number, number>();
  for (const { number, resumedAt } of attempts) {
    const own = curves.filter(({ attempt }) => attempt === number);
    const first = Math.min(...own.flatMap(({ steps }) => steps));
    const from = resumedAt === null || first < resumedAt ? -Infinity : resumedAt;
    for (const step of points.keys()) if (step > from) points.delete(step);
    for (const { steps, values } of own) steps.forEach((step, i) => points.set(step, values[i] ?? NaN));
  }
  return [...points].sort(([a], [b]) => a - b);
}
