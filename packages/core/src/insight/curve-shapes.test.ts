import { describe, expect, it } from 'vitest';
import type { DiagnosisCode } from '../diagnosis/index.ts';
import type { Curve } from '../study/index.ts';
import { marked } from '../testing/marked.ts';
import { planted, range } from '../testing/planted.ts';
import { curveShapes } from './curve-shapes.ts';
import type { Finding } from './finding.ts';
import { defaultOptions } from './options.ts';
import type { RoundRecord } from './record.ts';
import { viewOf } from './view.ts';

const space = { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('dropout', 0, 0.5)] };
const round: RoundRecord = planted({ seed: 8, space, trials: 30, fate: ({ lr = 0 }) => 1 + lr });
/** Trials by the learning rate, the lowest first, which is the best. */
const byRate = round.trials
  .toSorted((a, b) => Number(a.configuration['lr']) - Number(b.configuration['lr']))
  .map(({ id }) => id);

function found(
  code: DiagnosisCode,
  trials: readonly number[],
  { of = round, ...change }: Parameters<typeof marked>[3] & { readonly of?: RoundRecord } = {},
): readonly Finding[] {
  const view = viewOf(of, defaultOptions, marked(of, code, trials, change));
  return curveShapes.ask(view, defaultOptions).findings;
}

/** The round with one more curve in each trial. */
function withCurve(curve: (id: number, steps: readonly number[]) => Curve): RoundRecord {
  const trials = round.trials.map((trial) => ({
    ...trial,
    curves: [...trial.curves, curve(trial.id, trial.curves[0]?.steps ?? [])],
  }));
  return { ...round, trials };
}

const keys = (finding: Finding | undefined): readonly string[] => finding?.explanation.map(({ key }) => key) ?? [];

describe('stuck at chance', () => {
  const resting = (loss: number): RoundRecord =>
    withCurve((_, steps) => ({ metric: 'train/loss', steps, values: steps.map(() => loss) }));

  it('names the side of the rate that is too high', () => {
    const [finding] = found('stuck-at-chance', byRate.slice(-8));
    expect(finding).toMatchObject({ severity: 'advice', values: { shape: 'stuck-at-chance' } });
    expect(keys(finding)).toContain('whereabouts.above');
    expect(finding?.explanation.at(-1)?.text).toContain('in this order: a learning rate that is too high there');
  });

  it('suspects the program where most never begin, wherever they lie', () => {
    const [finding] = found(
      'stuck-at-chance',
      byRate.filter((_, i) => i % 3 > 0),
    );
    expect(finding).toMatchObject({
      severity: 'warning',
      action: { kind: 'check-program', suspicion: 'stuck-at-chance' },
    });
  });

  it('recognises the entropy of a few equally frequent classes, or of as many as the project has', () => {
    const entropy = (of: RoundRecord): string | undefined =>
      found('stuck-at-chance', byRate.slice(-8), { of })[0]?.explanation.find(({ key }) => key.endsWith('entropy'))
        ?.text;
    expect(entropy(resting(0.6931))).toContain('rests at 0.693 = ln 2');
    expect(entropy(resting(6.9078))).toBeUndefined();
    expect(entropy({ ...resting(6.9078), examples: { classes: 1000 } })).toContain('= ln 1000');
    expect(entropy({ ...resting(0.6931), examples: { classes: 10 } })).toBeUndefined();
    expect(entropy(resting(0.75))).toBeUndefined();
  });

  it('makes nothing of a few', () => {
    expect(found('stuck-at-chance', byRate.slice(-3))).toEqual([]);
  });
});

describe('trials that do not change', () => {
  it('says nothing of chance, nor suspects the program, where chance is not known', () => {
    const findings = found('never-learns', byRate);
    expect(findings).toMatchObject([{ severity: 'note', values: { shape: 'unchanged' } }]);
    expect(findings[0]?.action).toBeUndefined();
    expect(findings[0]?.headline.text).toBe('30 of 30 trials hardly get better than their first evaluation');
  });

  it('claims no chance of trials that were far above it from the first evaluation on', () => {
    const plateau = (first: number, chance?: number): readonly Finding[] => {
      const trials = round.trials.map((trial) => {
        const steps = Array.from({ length: 20 }, (_, i) => first + i);
        return { ...trial, curves: [{ metric: round.objective.metric, steps, values: steps.map(() => 0.25) }] };
      });
      const references = chance === undefined ? {} : { chance: { [round.objective.metric]: chance } };
      const view = viewOf({ ...round, maxSteps: 19 + first, references, trials }, defaultOptions);
      return curveShapes.ask(view, defaultOptions).findings;
    };
    const shapes = (findings: readonly Finding[]): unknown => findings.map(({ values }) => values['shape']);
    expect(shapes(plateau(0))).toEqual(['unchanged']);
    expect(shapes(plateau(1))).toEqual([]);
    expect(shapes(plateau(0, 0.9))).toEqual([]);
    expect(shapes(plateau(1, 0.25))).toEqual(['stuck-at-chance']);
  });
});

describe('what shows nothing', () => {
  it('is named, so that no two lines say the same', () => {
    const view = viewOf(round, defaultOptions, marked(round, 'loss-spike', []));
    const silent = curveShapes.ask(view, defaultOptions).silent.map(({ text }) => text);
    expect(silent).toContain('loss spikes: in none of the 30 trials looked at');
    expect(new Set(silent).size).toBe(silent.length);
  });
});

describe('spikes', () => {
  it('tells leaps that pass from those that last', () => {
    const [passing] = found('loss-spike', byRate.slice(0, 3), { until: 260 });
    expect(passing?.headline.key).toBe('curve-shapes.spikes.recovered');
    const [lasting] = found('loss-spike', byRate.slice(0, 3), { until: null });
    expect(lasting?.headline.key).toBe('curve-shapes.spikes.lasting');
    expect(lasting?.severity).toBe('advice');
    const [aside] = found('loss-spike', byRate.slice(10, 20), { until: 260 });
    expect(aside?.severity).toBe('note');
  });

  it('is silent where the rate restarts', () => {
    const of = withCurve((_, steps) => ({
      metric: 'lr',
      steps,
      values: steps.map((__, i) => 1 + Math.cos((2 * Math.PI * i) / 10)),
    }));
    expect(found('loss-spike', byRate, { of })).toEqual([]);
  });

  it('clips at the 90th percentile of norms', () => {
    const of = withCurve((_, steps) => ({ metric: 'grad_norm', steps, values: steps.map((__, i) => i + 1) }));
    const [finding] = found('loss-spike', byRate.slice(0, 3), { of });
    // The 0.9 quantile of 1 … 40 is 36.1, in two digits 36.
    expect(finding?.action).toEqual({ kind: 'clip-gradients', threshold: 36 });
  });
});

describe('other shapes', () => {
  it('warms up where training begins unstably', () => {
    const [finding] = found('early-instability', byRate.slice(-8), { step: 10 });
    expect(finding).toMatchObject({
      values: { shape: 'early-instability' },
      action: { kind: 'add-warmup', steps: 20 },
    });
  });

  it('warns of a collapse among the best, and leaves NaN to its own question', () => {
    const [finding] = found('diverged', byRate.slice(0, 3));
    expect(finding).toMatchObject({ severity: 'warning', values: { shape: 'collapse' } });
    const of = withCurve((_, steps) => ({
      metric: 'train/loss',
      steps,
      values: steps.map((__, i) => (i < 20 ? 1 : NaN)),
    }));
    expect(found('diverged', byRate.slice(0, 3), { of })).toEqual([]);
  });

  it('tells rates that are too high from rates that are too low by the training loss', () => {
    const rank = new Map(byRate.map((id, i) => [id, i]));
    // The middle of the range is best: planted by another objective.
    const mid = planted({ seed: 8, space, trials: 30, fate: ({ lr = 0 }) => 1 + (lr - 0.5) ** 2 });
    const shapes = {
      low: (f: number) => 2 - f,
      good: (f: number) => 0.1 + 2 * Math.exp(-8 * f),
      high: (f: number) => 1.4 + Math.exp(-30 * f),
    };
    const trials = mid.trials.map((trial) => {
      const place = rank.get(trial.id) ?? 0;
      const shape = place < 8 ? shapes.low : place < 22 ? shapes.good : shapes.high;
      const steps = trial.curves[0]?.steps ?? [];
      const values = steps.map((step) => shape(step / 400));
      return { ...trial, curves: [...trial.curves, { metric: 'train/loss', steps, values }] };
    });
    const view = viewOf({ ...mid, trials }, defaultOptions, new Map());
    const findings = curveShapes.ask(view, defaultOptions).findings;
    expect(findings.map(({ values }) => values['shape'])).toEqual(['early-plateau', 'slow-fall']);
    expect(findings[0]?.evidence.trials.toSorted()).toEqual(byRate.slice(22).toSorted());
    expect(findings[1]?.evidence.trials.toSorted()).toEqual(byRate.slice(0, 8).toSorted());
  });

  it('tells a gap between training and validation from none', () => {
    const training = (factor: number): RoundRecord =>
      withCurve((id, steps) => {
        const own = round.trials.find((trial) => trial.id === id)?.curves[0]?.values ?? [];
        return { metric: 'train/loss', steps, values: own.map((value) => factor * value) };
      });
    const shape = (of: RoundRecord): unknown => found('periodic', [], { of })[0]?.values['shape'];
    expect(shape(training(0.05))).toBe('variance');
    expect(shape(training(0.95))).toBe('bias');
    expect(shape(training(0.6))).toBeUndefined();
    expect(shape(round)).toBeUndefined();
  });

  it('survives rounds with nothing in them', () => {
    for (const trials of [0, 1, 2]) {
      const empty = planted({ seed: 1, space, trials, fate: () => 'diverged' });
      expect(curveShapes.ask(viewOf(empty), defaultOptions).findings).toEqual([]);
    }
  });
});
