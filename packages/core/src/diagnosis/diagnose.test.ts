import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisCode } from './diagnosis.ts';
import { changed, trained } from './fixtures/curves.ts';
import { bump, codesOf, flat, ramp } from './fixtures/shapes.ts';
import { defaultDiagnosisOptions } from './options.ts';
import type { CurveSubject } from './subject.ts';

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
