import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { stream } from '../numeric/index.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisCode } from './diagnosis.ts';
import { changed, trained, type Run } from './fixtures/curves.ts';
import { defaultDiagnosisOptions } from './options.ts';
import type { CurveSubject } from './subject.ts';

const codesOf = (subject: CurveSubject): readonly DiagnosisCode[] => [
  ...new Set(diagnose(subject).map(({ code }) => code)),
];
const ramp =
  (from: number, size: number) =>
  (time: number): number =>
    time < from ? 0 : (size * (time - from)) / (1 - from);
const bump =
  (at: number, width: number, size: number) =>
  (time: number): number =>
    time >= at && time < at + width ? size : 0;
const flat = (seed: number, ofMetric: (metric: string) => number, noise = 0.002): CurveSubject =>
  changed(
    trained({ seed }),
    (_, time, metric) => ofMetric(metric) + noise * stream(seed, metric, Math.round(10_000 * time)).normal(),
  );

describe('each diagnosis is found where it was planted, with nothing else beside it', () => {
  const cases: readonly (readonly [name: string, subject: CurveSubject, expected: readonly DiagnosisCode[]])[] = [
    ['still falling at the end', trained({ speed: 1.5 }), ['still-improving']],
    ['flat since the middle', trained({ speed: 14 }), ['saturated']],
    ['validation turns up, training falls', trained({ speed: 6, valid: ramp(0.4, 0.15) }), ['overfitting']],
    [
      'training and validation turn up together',
      trained({ speed: 6, valid: ramp(0.4, 0.15), train: ramp(0.4, 0.15) }),
      ['training-loss-rising'],
    ],
    [
      'a spike that passes',
      trained({ speed: 3, valid: bump(0.5, 0.05, 0.5), train: bump(0.5, 0.05, 0.5) }),
      ['loss-spike', 'still-improving'],
    ],
    [
      'an early jump',
      trained({ speed: 3, valid: bump(0.06, 0.05, 0.6), train: bump(0.06, 0.05, 0.6) }),
      ['loss-spike', 'early-instability', 'still-improving'],
    ],
    [
      'a collapse at 60 %',
      changed(trained(), (value, time, metric) => (time < 0.6 ? value : metric.endsWith('loss') ? 2.3 : 1)),
      ['diverged'],
    ],
    [
      'losses NaN from 60 %',
      changed(trained(), (value, time, metric) => (time > 0.6 && metric.endsWith('loss') ? NaN : value)),
      ['diverged'],
    ],
    ['flat where it began', flat(1, () => 0.98), ['never-learns']],
    [
      'flat at ln 2',
      flat(1, (metric) => (metric.endsWith('loss') ? Math.LN2 : 0.5)),
      ['stuck-at-chance', 'never-learns'],
    ],
    [
      'late jumps',
      changed(trained({ speed: 8 }), (value, time, metric) =>
        time < 0.7 ? value : value + 0.1 * stream(3, metric, Math.round(10_000 * time)).normal(),
      ),
      ['late-variance'],
    ],
    [
      'a period of eight evaluations',
      trained({ speed: 8, evaluations: 80, valid: (time) => 0.02 * Math.sin((2 * Math.PI * time * 79) / 8) }),
      ['periodic'],
    ],
  ];
  it.each(cases)('%s', (_, subject, expected) => {
    expect([...codesOf(subject)].sort()).toEqual([...expected].sort());
  });
});

describe('one thing is not another', () => {
  it('calls flat what was learnt before the first evaluation, though chance trends remain', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const found = seeds.filter((seed) => {
      const subject = trained({ seed, speed: 60, evaluations: 20, noise: 0.001 });
      // Evaluated first when nearly all is learnt, as where a run of many steps is evaluated 20 times.
      const late = subject.curves.map((curve) => ({
        ...curve,
        steps: curve.steps.slice(1),
        values: curve.values.slice(1),
      }));
      return codesOf({ ...subject, curves: late, chance: 1 }).includes('saturated');
    });
    // Each of four curves shows a change beyond its noise in a hundredth of cases; noise of 14 points is not well known.
    expect(found.length).toBeGreaterThan(32);
  });

  it('says where it came to rest, whatever single evaluations do later', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const rest = diagnose(trained({ seed, speed: 50, evaluations: 100 })).find(({ code }) => code === 'saturated');
      expect(rest?.step).toBeLessThan(1500);
    }
  });

  it('takes a plateau that the first evaluation has reached for no run that never learns, where training learns', () => {
    const subject = changed(trained({ speed: 8 }), (value, _, metric) => (metric === 'valid/error' ? 0.3 : value));
    expect(codesOf(subject)).not.toContain('never-learns');
    const plateau = flat(4, () => 0.3);
    expect(codesOf(plateau)).toContain('never-learns');
    expect(codesOf({ ...plateau, chance: 0.9 })).not.toContain('never-learns');
  });

  const score = (of: (time: number) => number, noise = 0.0005): CurveSubject => {
    const random = stream(5, 'score');
    const base = trained({ speed: 0.1 });
    const curves = base.curves
      .filter(({ metric }) => metric === 'valid/error')
      .map((curve) => ({
        ...curve,
        metric: 'valid/accuracy',
        values: curve.steps.map((step) => of(step / 10_000) + noise * random.normal()),
      }));
    return { ...base, curves, objective: { metric: 'valid/accuracy', direction: 'maximize' } };
  };

  it('takes a score that gains little, but as fast at the end, for slow; one that stops for one that never learns', () => {
    expect(codesOf(score((time) => 0.004 + 0.03 * time))).toEqual(['still-improving']);
    expect(codesOf(score((time) => 0.004 + 0.03 * Math.min(1, 3 * time)))).toContain('never-learns');
  });

  it('knows the scale of a score by more than one value', () => {
    const random = stream(6, 'over');
    const noisy = score((time) => Math.min(0.9, 2 * time) + (time > 0.75 ? 0.05 * random.normal() : 0));
    const over = {
      ...noisy,
      curves: noisy.curves.map((c) => ({ ...c, values: c.values.map((v, i) => (i === 37 ? 1.02 : v)) })),
    };
    expect(codesOf(over)).not.toContain('never-learns');
  });

  it('does not call a loss stuck that passes ln C by accident', () => {
    const passing = (fall: number): CurveSubject =>
      changed(trained({ speed: 8 }), (_, time, metric) =>
        metric.endsWith('loss') ? Math.LN2 * (1.005 + fall * (1 - time)) : 0.5 - 0.2 * time,
      );
    expect(codesOf(passing(0.15))).not.toContain('stuck-at-chance');
    expect(codesOf(passing(0.002))).toContain('stuck-at-chance');
  });

  it('calls the swings of a period neither spikes nor an instability', () => {
    const swing = (time: number): number => 0.25 * Math.sin((2 * Math.PI * time * 99) / 10);
    expect(codesOf(trained({ speed: 8, evaluations: 100, valid: swing }))).toEqual(['periodic']);
  });

  it('needs no witness that has nothing to lose yet', () => {
    const early = (time: number): number => (time > 0.02 && time < 0.12 ? 0.8 + 0.5 * Math.sin(90 * time) : 0);
    const subject = trained({ speed: 4, evaluations: 60, train: early });
    const [loss] = subject.curves;
    const rising = score((time) => (time < 0.12 ? 0.01 : 0.8 * (time - 0.12)));
    expect(codesOf({ ...rising, curves: [...rising.curves, ...(loss === undefined ? [] : [loss])] })).toContain(
      'early-instability',
    );
  });
});

describe('places', () => {
  const stepOf = (subject: CurveSubject, code: DiagnosisCode): number | undefined =>
    diagnose(subject).find((each) => each.code === code)?.step;

  it('dates overfitting near the turn', () => {
    const step = stepOf(trained({ speed: 6, valid: ramp(0.5, 0.2) }), 'overfitting');
    expect(step).toBeGreaterThan(4000);
    expect(step).toBeLessThan(6500);
  });

  it('gives a spike its beginning and its end', () => {
    const subject = trained({ speed: 3, valid: bump(0.5, 0.06, 0.5), train: bump(0.5, 0.06, 0.5) });
    const spike = diagnose(subject).find(({ code }) => code === 'loss-spike');
    expect(spike?.step).toBeGreaterThanOrEqual(5000);
    expect(spike?.until).toBeLessThan(6000);
  });

  it('dates NaN at the first non-finite report of the loss', () => {
    const subject = changed(trained(), (value, time, metric) => (time > 0.3 && metric === 'train/loss' ? NaN : value));
    const found = diagnose(subject).find(({ code }) => code === 'diverged');
    expect(found?.metric).toBe('train/loss');
    expect(found?.step).toBe(subject.curves[0]?.steps.find((step) => step > 3000));
  });
});

describe('what is no ailment', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))('healthy run %i', (seed) => {
    const found = codesOf(trained({ seed, noise: 0.002 + 0.001 * (seed % 8), evaluations: 12 + 8 * seed }));
    expect(found.filter((code) => code !== 'still-improving' && code !== 'saturated')).toEqual([]);
  });

  it('is not overfitting where only the validation loss rises', () => {
    const rising = trained({ speed: 6, valid: ramp(0.4, 0.2) });
    const calm = trained({ speed: 6 });
    const subject = {
      ...calm,
      curves: calm.curves.map((curve, i) => (curve.metric === 'valid/loss' ? (rising.curves[i] ?? curve) : curve)),
    };
    expect(codesOf(subject)).not.toContain('overfitting');
  });

  it('does not call overfitting a divergence, though the objective ends where it began', () => {
    expect(codesOf(trained({ speed: 20, valid: ramp(0.2, 1) }))).toEqual(['overfitting']);
  });

  it('does not call overfitting from early on an instability', () => {
    expect(codesOf(trained({ speed: 30, valid: ramp(0.1, 0.6) }))).toEqual(['overfitting']);
  });

  it('is not divergence that one value is not a number', () => {
    const one = changed(trained(), (value, time, metric) =>
      metric === 'train/loss' && time > 0.5 && time < 0.52 ? NaN : value,
    );
    expect(one.curves.some(({ values }) => values.some(Number.isNaN))).toBe(true);
    expect(codesOf(one)).not.toContain('diverged');
  });

  it('is no spike that one minibatch is far off', () => {
    const subject = trained();
    const steps = Array.from({ length: 1000 }, (_, i) => 10 * i);
    const values = steps.map((step, i) => (i === 500 ? 9 : 1 + Math.exp(-step / 2000)));
    expect(codesOf({ ...subject, curves: [...subject.curves, { metric: 'loss', steps, values }] })).not.toContain(
      'loss-spike',
    );
  });

  it('is no rise of the training loss where the minibatch loss falls on: only the evaluation differs', () => {
    const rising = trained({ speed: 6, train: ramp(0.5, 0.3) });
    const batch = {
      metric: 'loss',
      steps: [...Array(200).keys()].map((i) => 50 * i),
      values: [...Array(200).keys()].map((i) => 2 - 0.005 * i),
    };
    expect(codesOf(rising)).toContain('training-loss-rising');
    expect(codesOf({ ...rising, curves: [...rising.curves, batch] })).not.toContain('training-loss-rising');
  });

  it('does not see a period in noise more often than told', () => {
    const found = Array.from({ length: 300 }, (_, seed) => seed).filter((seed) =>
      codesOf(trained({ seed, evaluations: 80, speed: 9, noise: 0.01 })).includes('periodic'),
    );
    expect(found.length).toBeLessThanOrEqual(300 * 2 * defaultDiagnosisOptions.falseAlarms);
  });
});

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
    );
  });

  it('does not depend on the length of a step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...runs), fc.integer({ min: 1, max: 10_000 }), (run, factor) => {
        const subject = trained(run);
        const curves = subject.curves.map((curve) => ({ ...curve, steps: curve.steps.map((step) => factor * step) }));
        expect(codesOf({ ...subject, curves })).toEqual(codesOf(subject));
      }),
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
    );
  });
});
