import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { stream } from '../numeric/index.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisCode } from './diagnosis.ts';
import { changed, trained, type Run } from './fixtures/curves.ts';
import { bump, codesOf, flat, ramp } from './fixtures/shapes.ts';
import type { CurveSubject } from './subject.ts';

describe('names of losses', () => {
  const beside = (metric: string, of: (time: number) => number): CurveSubject => {
    const subject = trained();
    const [loss] = subject.curves;
    const { steps = [] } = loss ?? {};
    const values = steps.map((step) => of(step / 10_000));
    return { ...subject, curves: [...subject.curves, { metric, steps, values }] };
  };
  const healthy = codesOf(trained());

  it('makes nothing of the rising term of a falling loss, nor of the scale of mixed precision', () => {
    const subject = beside('train/kl_loss', (time) => 0.1 + 20 * time);
    const named = subject.curves.map((each) =>
      each.metric === 'train/loss' ? { ...each, metric: 'train/recon_loss' } : each,
    );
    expect(codesOf({ ...subject, curves: named })).toEqual(healthy);
    expect(codesOf(beside('loss_scale', (time) => 2 ** Math.floor(20 * time)))).toEqual(healthy);
  });

  it('reads a training curve of the objective’s name in the direction of the objective', () => {
    const subject = trained();
    const scored: CurveSubject = {
      ...subject,
      objective: { metric: 'valid/neg_log_loss', direction: 'maximize' },
      curves: subject.curves
        .filter(({ metric }) => metric.endsWith('loss'))
        .map(({ metric, steps, values }) => ({
          metric: metric.replace('loss', 'neg_log_loss'),
          steps,
          values: values.map((value) => -value),
        })),
    };
    expect(codesOf(scored)).toEqual(['still-improving']);
  });

  it('finds nothing in a healthy bound that falls below 0', () => {
    const subject = trained({ speed: 8 });
    const shifted = subject.curves
      .filter(({ metric }) => metric.endsWith('loss'))
      .map((each) => ({
        ...each,
        metric: each.metric.replace('loss', 'neg_elbo'),
        values: each.values.map((value) => 300 * value - 400),
      }));
    const codes = codesOf({
      ...subject,
      curves: shifted,
      objective: { metric: 'valid/neg_elbo', direction: 'minimize' },
    });
    expect(codes.filter((code) => code !== 'still-improving' && code !== 'saturated')).toEqual([]);
  });
});

describe('units and directions', () => {
  it('judges a loss against stated chance alike in any unit', () => {
    const steps = Array.from({ length: 40 }, (_, i) => i + 1);
    const inUnit = (unit: number): CurveSubject => ({
      curves: [{ metric: 'valid/loss', steps, values: steps.map((i) => unit * (0.62 + 0.13 * Math.exp(-i / 5))) }],
      objective: { metric: 'valid/loss', direction: 'minimize' },
      maxSteps: 40,
      chance: unit * Math.LN2,
    });
    expect(codesOf(inUnit(1000))).not.toContain('stuck-at-chance');
    expect(codesOf(inUnit(1000))).toEqual(codesOf(inUnit(1)));
  });

  const runs: readonly Run[] = [
    { speed: 6, valid: ramp(0.4, 0.15) },
    { speed: 3, valid: bump(0.5, 0.05, 0.5), train: bump(0.5, 0.05, 0.5) },
    { speed: 6, train: ramp(0.5, 0.3), valid: ramp(0.5, 0.3) },
    {},
  ];

  it('does not depend on the units of losses', () => {
    fc.assert(
      fc.property(fc.constantFrom(...runs), fc.double({ min: 0.01, max: 1000, noNaN: true }), (run, factor) => {
        const subject = trained(run);
        const scaled = changed(subject, (value, _, metric) => (metric.endsWith('loss') ? factor * value : value));
        expect(codesOf(scaled)).toEqual(codesOf(subject));
      }),
      { seed: 1 },
    );
  });

  it('does not depend on the length of a step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...runs), fc.integer({ min: 1, max: 10_000 }), (run, factor) => {
        const subject = trained(run);
        const curves = subject.curves.map((curve) => ({ ...curve, steps: curve.steps.map((step) => factor * step) }));
        expect(codesOf({ ...subject, curves })).toEqual(codesOf(subject));
      }),
      { seed: 1 },
    );
  });

  it('says of an accuracy what it says of its error', () => {
    for (const run of runs) {
      const subject = trained(run);
      const accuracy: CurveSubject = {
        ...subject,
        objective: { metric: 'valid/accuracy', direction: 'maximize' },
        curves: subject.curves.map(({ metric, steps, values }) =>
          metric.endsWith('error')
            ? { metric: metric.replace('error', 'accuracy'), steps, values: values.map((value) => 1 - value) }
            : { metric, steps, values },
        ),
      };
      expect(codesOf(accuracy)).toEqual(codesOf(subject));
    }
  });
});

describe('input that tells little', () => {
  const objective = { metric: 'valid/error', direction: 'minimize' } as const;
  const curve = (values: readonly number[], metric = 'valid/error'): CurveSubject => ({
    curves: [{ metric, steps: values.map((_, i) => i), values }],
    objective,
    maxSteps: null,
    chance: null,
  });

  it.each<[string, CurveSubject]>([
    ['no curve', { curves: [], objective, maxSteps: null, chance: null }],
    ['no point', curve([])],
    ['one point', curve([1])],
    ['four points', curve([1, 0.5, 0.4, 9])],
    ['an unknown metric', curve([3, 1, 4, 1, 5, 9, 2, 6], 'temperature')],
    ['a test metric only', curve([1, 2, 3, 4, 5, 6, 7, 8], 'test/error')],
  ])('is silent about %s', (_, subject) => {
    expect(diagnose(subject)).toEqual([]);
  });

  it('calls a curve without any finite value diverged from the start', () => {
    expect(codesOf(curve([NaN, NaN, Infinity, NaN, NaN, NaN]))).toEqual(['diverged']);
    expect(codesOf(curve([NaN, NaN]))).toEqual(['diverged']);
  });

  it('is not divergence that the last evaluation alone failed, but that the training loss ends so', () => {
    const values = Array.from({ length: 30 }, (_, i) => (i < 29 ? 0.2 + Math.exp(-i / 5) : NaN));
    const loss = { metric: 'train/loss', steps: values.map((_, i) => i), values };
    expect(codesOf(curve(values))).not.toContain('diverged');
    expect(codesOf({ ...curve(values), curves: [...curve(values).curves, loss] })).toContain('diverged');
  });

  it('takes an objective that is the only loss for the training loss', () => {
    const objective = { metric: 'valid/loss', direction: 'minimize' } as const;
    const ended = { ...curve([0.5, NaN], 'valid/loss'), objective };
    expect(codesOf(ended)).toEqual(['diverged']);
    expect(codesOf({ ...curve([0.5, NaN, 0.4], 'valid/loss'), objective })).toEqual([]);
    // Its training goes on well: one evaluation failed.
    const { steps } = ended.curves[0] ?? { steps: [] };
    const sound = { metric: 'train/loss', steps, values: [0.5, 0.4] };
    expect(codesOf({ ...ended, curves: [...ended.curves, sound] })).toEqual([]);
  });

  it('does not call the plain course of seven evaluations still improving', () => {
    const few = (seed: number): CurveSubject => trained({ seed, speed: 60, evaluations: 7, noise: 0.001 });
    for (let seed = 0; seed < 20; seed++) expect(codesOf(few(seed))).toEqual([]);
    // The same course in the run's own last half.
    expect(codesOf(trained({ speed: 1.5, evaluations: 13 }))).toEqual(['still-improving']);
  });

  it('does not know what was learnt before a late first value', () => {
    const late = (first: number, chance: number | null): readonly DiagnosisCode[] => {
      const { curves, ...rest } = flat(2, (metric) => (metric.endsWith('loss') ? 0.9 : 0.25));
      const from = (values: readonly number[]): readonly number[] => values.slice(first);
      return codesOf({
        ...rest,
        chance,
        curves: curves.map(({ metric, steps, values }) => ({ metric, steps: from(steps), values: from(values) })),
      });
    };
    expect(late(0, null)).toContain('never-learns');
    for (const codes of [late(2, null), late(2, 0.9), late(0, 0.9)]) {
      expect(codes.filter((code) => code !== 'saturated')).toEqual([]);
    }
    expect(late(2, 0.25)).toContain('stuck-at-chance');
  });

  it('knows chance by ln C of a cross-entropy alone, where the stated chance is not beaten', () => {
    const rest = flat(1, (metric) => (metric.endsWith('loss') ? Math.LN2 : 0.1));
    expect(codesOf(rest)).toContain('stuck-at-chance');
    expect(codesOf({ ...rest, chance: 0.5 })).not.toContain('stuck-at-chance');
    const squares = rest.curves.map((each) => ({ ...each, metric: each.metric.replace('loss', 'mse') }));
    expect(codesOf({ ...rest, curves: squares })).not.toContain('stuck-at-chance');
  });

  it('calls a constant objective one that never learns', () => {
    expect(codesOf(curve(Array(30).fill(0.5) as number[]))).toEqual(['never-learns']);
  });

  it('is silent at a step count that its one metric repeats', () => {
    expect(() =>
      diagnose({
        ...curve([1, 2, 3, 4, 5, 6]),
        curves: [{ metric: 'valid/error', steps: [1, 1, 1, 1, 1, 1], values: [1, 2, 3, 4, 5, 6] }],
      }),
    ).not.toThrow();
  });

  test('a million points give the same answer as a thousand', () => {
    const at = (count: number): CurveSubject => {
      const steps = Array.from({ length: count }, (_, i) => (i * 1_000_000) / count);
      const random = stream(5, 'long');
      const values = steps.map(
        (step) =>
          0.2 + Math.exp(-step / 100_000) + (step > 500_000 ? (step - 500_000) / 2e6 : 0) + 0.01 * random.normal(),
      );
      return {
        curves: [
          { metric: 'valid/loss', steps, values },
          {
            metric: 'train/loss',
            steps,
            values: values.map((value, i) => Math.max(0.01, value - (steps[i] ?? 0) / 1.2e6)),
          },
        ],
        objective: { metric: 'valid/loss', direction: 'minimize' },
        maxSteps: null,
        chance: null,
      };
    };
    expect(codesOf(at(1_000_000))).toEqual(codesOf(at(1000)));
    expect(codesOf(at(1000))).toContain('overfitting');
  });

  it('keeps every figure finite and every confidence in [0, 1], whatever the curves', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 0) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { maxLength: 60 }),
        fc.constantFrom('minimize', 'maximize'),
        fc.constantFrom<(i: number) => number>(
          (i) => i * i,
          (i) => Math.floor(i / 3),
          () => 7,
          (i) => 100 - 5 * (i % 20),
        ),
        (rows, direction, stepOf) => {
          const steps = rows.map((_, i) => stepOf(i));
          const names = ['valid/accuracy', 'train/loss', 'loss'];
          const found = diagnose({
            curves: names.map((metric, k) => ({ metric, steps, values: rows.map((cells) => cells[k] ?? 0) })),
            objective: { metric: 'valid/accuracy', direction },
            maxSteps: 100,
            chance: 0.1,
          });
          for (const { confidence, numbers, step } of found) {
            expect(Number.isFinite(confidence)).toBe(true);
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(steps).toContain(step);
            expect(Object.values(numbers).every(Number.isFinite)).toBe(true);
          }
          expect(found.map(({ step }) => step)).toEqual(found.map(({ step }) => step).sort((a, b) => a - b));
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});
