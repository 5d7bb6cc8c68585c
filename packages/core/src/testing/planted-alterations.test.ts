import { describe, expect, it, test } from 'vitest';
import type { CurveSubject } from '../diagnosis/index.ts';
import { stream } from '../numeric/index.ts';
import { bestOver, type Curve } from '../study/index.ts';
import { altered, type Alteration } from './planted-alterations.ts';
import { unitOf } from './planted-noise.ts';

const steps = Array.from({ length: 50 }, (_, i) => 20 * (i + 1));
const fall = (to: number, noise: number, label: string): readonly number[] => {
  const random = stream(1, label);
  return steps.map((step) => to + 2 * Math.exp(-step / 200) + noise * random.normal());
};
const healthy: CurveSubject = {
  curves: [
    { metric: 'train/loss', steps, values: fall(0.1, 0.01, 'train') },
    { metric: 'valid/loss', steps, values: fall(0.2, 0.01, 'valid') },
    { metric: 'valid/accuracy', steps, values: fall(0.2, 0.01, 'accuracy').map((loss) => 1 - loss / 3) },
    { metric: 'loss', steps, values: fall(0.15, 0.1, 'minibatch') },
    { metric: 'grad_norm', steps, values: steps.map(() => 1) },
  ],
  objective: { metric: 'valid/accuracy', direction: 'maximize' },
  maxSteps: 1000,
  chance: null,
};

describe('an alteration', () => {
  const all: readonly Alteration[] = [
    { kind: 'overfit', effect: 10, from: 0.4 },
    { kind: 'spike', effect: 10, from: 0.5 },
    { kind: 'nan-tail', from: 0.6 },
    { kind: 'collapse', from: 0.6 },
    { kind: 'cut', from: 0.2 },
    { kind: 'late-noise', effect: 6 },
    { kind: 'periodic', effect: 6 },
    { kind: 'train-rise', effect: 10, from: 0.5 },
    { kind: 'all-rise', effect: 10, from: 0.5 },
    { kind: 'flatten', from: 0.4 },
    { kind: 'never' },
    { kind: 'unstable-start', effect: 10 },
    { kind: 'rescale' },
    { kind: 'lift' },
    { kind: 'negate' },
    { kind: 'drop-some' },
    { kind: 'ten-points' },
  ];

  it.each(all.map((each) => [each.kind, each] as const))('%s gives sound curves and changes them', (_, alteration) => {
    const subject = after(alteration);
    expect(subject.curves).not.toEqual(healthy.curves);
    for (const curve of subject.curves) expect(curve.values).toHaveLength(curve.steps.length);
    expect(subject.curves.some(({ metric }) => metric === subject.objective.metric)).toBe(true);
  });

  it('overfit: makes validation worse by its effect, in its direction, and leaves training', () => {
    const subject = after({ kind: 'overfit', effect: 20, from: 0.4 });
    const [loss, accuracy] = [of(subject, 'valid/loss'), of(subject, 'valid/accuracy')];
    const unit = unitOf(of(healthy, 'valid/loss'), 1000);
    expect(((loss.values.at(-1) ?? NaN) - (loss.values[19] ?? NaN)) / unit).toBeCloseTo(20, -1);
    expect(bestOver(accuracy, 'maximize')?.step).toBeLessThan(500);
    expect(of(subject, 'train/loss')).toEqual(of(healthy, 'train/loss'));
  });

  it('spike: lasts two evaluations, and every loss has it', () => {
    const subject = after({ kind: 'spike', effect: 20, from: 0.5 });
    for (const metric of ['train/loss', 'valid/loss', 'loss']) {
      const changed = of(subject, metric).values.flatMap((value, i) =>
        value === of(healthy, metric).values[i] ? [] : [i],
      );
      expect(changed).toEqual([24, 25]);
    }
    expect(of(subject, 'valid/accuracy').values[24]).toBeLessThan(of(healthy, 'valid/accuracy').values[24] ?? NaN);
  });

  it('nan-tail: losses are NaN, other metrics as at first', () => {
    const subject = after({ kind: 'nan-tail', from: 0.6 });
    expect(of(subject, 'train/loss').values.map(Number.isNaN).indexOf(true)).toBe(29);
    expect(of(subject, 'valid/accuracy').values.at(-1)).toBeCloseTo(of(healthy, 'valid/accuracy').values[0] ?? NaN, 1);
  });

  it('flatten and never: nothing moves after, or ever', () => {
    const flat = of(after({ kind: 'flatten', from: 0.4 }), 'valid/loss').values;
    expect(Math.abs((flat.at(-1) ?? NaN) - (flat[19] ?? NaN))).toBeLessThan(0.06);
    const never = of(after({ kind: 'never' }), 'train/loss').values;
    expect(Math.min(...never)).toBeGreaterThan(1.8);
  });

  it('late-noise: scatters the last quarter alone', () => {
    const subject = of(after({ kind: 'late-noise', effect: 10 }), 'valid/loss').values;
    const by = subject.map((value, i) => value - (of(healthy, 'valid/loss').values[i] ?? NaN));
    expect(by.slice(0, 36).every((each) => each === 0)).toBe(true);
    expect(Math.max(...by.map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('cut: ends training there', () => {
    const subject = after({ kind: 'cut', from: 0.2 });
    expect([subject.maxSteps, of(subject, 'valid/loss').steps.at(-1)]).toEqual([200, 200]);
  });

  it('negate: the same curve in the other direction', () => {
    const subject = after({ kind: 'negate' });
    expect(subject.objective).toEqual({ metric: 'valid/score', direction: 'minimize' });
    const best = bestOver(of(subject, 'valid/score'), 'minimize');
    const before = bestOver(of(healthy, 'valid/accuracy'), 'maximize');
    expect([best?.step, best?.value]).toEqual([before?.step, -(before?.value ?? NaN)]);
  });

  it('ten-points: keeps ten evaluations, the ends among them', () => {
    const { steps: kept } = of(after({ kind: 'ten-points' }), 'valid/loss');
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([10, 20, 1000]);
  });
});

test('the unit is the noise of a noisy curve, and a hundredth of the range of a smooth one', () => {
  const random = stream(2, 'unit');
  const many = Array.from({ length: 4000 }, (_, i) => i + 1);
  const noisy = { metric: 'x', steps: many, values: many.map(() => 0.3 * random.normal()) };
  // The median of 3000 dependent |second differences| has a standard error of some 3 %.
  expect(unitOf(noisy, 4000)).toBeGreaterThan(0.27);
  expect(unitOf(noisy, 4000)).toBeLessThan(0.33);
  const smooth = { metric: 'x', steps: many, values: many.map((step) => step / 4000) };
  expect(unitOf(smooth, 4000)).toBeCloseTo(0.0075, 4);
});

function after(alteration: Alteration): CurveSubject {
  return altered(healthy, alteration, stream(3, 'test', alteration.kind));
}

function of({ curves }: CurveSubject, metric: string): Curve {
  return curves.find((curve) => curve.metric === metric) ?? { metric, steps: [], values: [] };
}
