/**
 * Alterations of curves that were healthy, real ones above all, so that what a diagnosis must find in them was not made by
 * any model of training. Each keeps the curve's own noise: what is left of it beside a running median.
 *
 *   unit   of a curve: about what an eye can tell apart (`planted-noise.ts`)
 *   from   the share of training at which an alteration begins
 */
import type { CurveSubject } from '../diagnosis/index.ts';
import { extent, median, type Stream } from '../numeric/index.ts';
import type { Curve, Direction } from '../study/index.ts';
import { noiseOf, trendOf, unitOf } from './planted-noise.ts';

/** In place of one healthy subject, another one; `effect` counts units. */
export type Alteration =
  /** Validation gets worse from `from` on, by `effect` until the end. */
  | { readonly kind: 'overfit'; readonly effect: number; readonly from: number }
  /** Everything jumps by `effect` at one evaluation, and is back two evaluations later. */
  | { readonly kind: 'spike'; readonly effect: number; readonly from: number }
  /** Losses and norms are NaN from `from` on; everything else is where it was at first. */
  | { readonly kind: 'nan-tail'; readonly from: number }
  /** Everything is where it was at first from `from` on. */
  | { readonly kind: 'collapse'; readonly from: number }
  /** Training ends at `from`, and was to end there. */
  | { readonly kind: 'cut'; readonly from: number }
  /** Evaluations of the last quarter scatter by `effect` more. */
  | { readonly kind: 'late-noise'; readonly effect: number }
  /** Validation swings by ± `effect` with a period of 10 evaluations. */
  | { readonly kind: 'periodic'; readonly effect: number }
  /** The training loss rises from `from` on, by `effect` until the end; all else falls on. */
  | { readonly kind: 'train-rise'; readonly effect: number; readonly from: number }
  /** Everything gets worse from `from` on, by `effect` until the end. */
  | { readonly kind: 'all-rise'; readonly effect: number; readonly from: number }
  /** Everything stays as it was at `from`. */
  | { readonly kind: 'flatten'; readonly from: number }
  /** Everything stays as it was at first. */
  | { readonly kind: 'never' }
  /** In the first eighth nothing is learned, and losses jump up by as much as `effect` twentieths of their whole fall. */
  | { readonly kind: 'unstable-start'; readonly effect: number }
  /** Values times 1000; losses lifted by their range; the objective negated; points dropped: none of them an ailment. */
  | { readonly kind: 'rescale' }
  | { readonly kind: 'lift' }
  | { readonly kind: 'negate' }
  | { readonly kind: 'drop-some' }
  | { readonly kind: 'ten-points' };

type Part = 'train' | 'valid' | 'minibatch' | 'other';

export function altered(subject: CurveSubject, alteration: Alteration, random: Stream): CurveSubject {
  const end = subject.maxSteps ?? extent(subject.curves.flatMap(({ steps }) => steps))[1];
  const each = (change: (curve: Curve) => Curve): CurveSubject => ({ ...subject, curves: subject.curves.map(change) });
  const valued = (curve: Curve, valueAt: (value: number, index: number, step: number) => number): Curve => ({
    ...curve,
    values: curve.values.map((value, i) => valueAt(value, i, curve.steps[i] ?? NaN)),
  });
  const worse = (curve: Curve): number => (directionOf(curve, subject) === 'minimize' ? 1 : -1);
  const turned = (curve: Curve, from: number, effect: number): Curve => {
    const trend = trendOf(curve);
    const start = trend[firstFrom(curve, from * end)] ?? NaN;
    const by = worse(curve) * effect * unitOf(curve, end);
    const added = (step: number): number => by * ((step / end - from) / (1 - from));
    return valued(curve, (value, i, step) =>
      step < from * end ? value : start + added(step) + value - (trend[i] ?? value),
    );
  };
  const atFirst = (curve: Curve): ((value: number, index: number) => number) => {
    const noise = noiseOf(curve);
    const possible = possibleIn(curve);
    const [first = NaN] = curve.values;
    return (_, i) => possible(first + (noise[i] ?? NaN));
  };

  switch (alteration.kind) {
    case 'overfit':
      return each((curve) => (partOf(curve) === 'valid' ? turned(curve, alteration.from, alteration.effect) : curve));
    case 'train-rise':
      return each((curve) =>
        isLoss(curve) && partOf(curve) !== 'valid' ? turned(curve, alteration.from, alteration.effect) : curve,
      );
    case 'all-rise':
      return each((curve) => (partOf(curve) === 'other' ? curve : turned(curve, alteration.from, alteration.effect)));
    case 'flatten':
      return each((curve) => (partOf(curve) === 'other' ? curve : turned(curve, alteration.from, 0)));
    case 'spike': {
      const steps = evaluated(subject);
      const [at = NaN, , back = NaN] = steps.slice(steps.findIndex((step) => step >= alteration.from * end));
      return each((curve) => {
        if (partOf(curve) === 'other') return curve;
        const by = worse(curve) * alteration.effect * unitOf(curve, end);
        return valued(curve, (value, _, step) =>
          step < at ? value : value + by * Math.max(0, 1 - (step - at) / (back - at)),
        );
      });
    }
    case 'nan-tail':
      return each((curve) => {
        const broken = isLoss(curve) || curve.metric === 'grad_norm';
        const lost = broken ? () => NaN : atFirst(curve);
        return curve.metric === 'lr'
          ? curve
          : valued(curve, (value, i, step) => (step < alteration.from * end ? value : lost(value, i)));
      });
    case 'collapse':
      return each((curve) => {
        const lost = atFirst(curve);
        return partOf(curve) === 'other'
          ? curve
          : valued(curve, (value, i, step) => (step < alteration.from * end ? value : lost(value, i)));
      });
    case 'never':
      return each((curve) => (partOf(curve) === 'other' ? curve : valued(curve, atFirst(curve))));
    case 'cut':
      return {
        ...each((curve) => kept(curve, (step) => step <= alteration.from * end)),
        maxSteps: Math.round(alteration.from * end),
      };
    case 'late-noise':
      return each((curve) => {
        if (partOf(curve) !== 'train' && partOf(curve) !== 'valid') return curve;
        const by = alteration.effect * unitOf(curve, end);
        const possible = possibleIn(curve);
        return valued(curve, (value, _, step) => (step < 0.75 * end ? value : possible(value + by * random.normal())));
      });
    case 'periodic': {
      const period = 10 * median(gaps(evaluated(subject)));
      return each((curve) => {
        if (partOf(curve) !== 'valid') return curve;
        const by = alteration.effect * unitOf(curve, end);
        const possible = possibleIn(curve);
        return valued(curve, (value, _, step) => possible(value + by * Math.sin((2 * Math.PI * step) / period)));
      });
    }
    case 'unstable-start':
      return each((curve) => {
        if (partOf(curve) === 'other') return curve;
        const [first = NaN] = curve.values;
        const fall = isLoss(curve) ? Math.abs(first - (curve.values.at(-1) ?? NaN)) : 0;
        const by = (alteration.effect * fall) / 20;
        return valued(curve, (value, i, step) => (i === 0 || step > end / 8 ? value : first + by * random.uniform()));
      });
    case 'rescale':
      return {
        ...each((curve) => valued(curve, (value) => 1000 * value)),
        chance: subject.chance === null ? null : 1000 * subject.chance,
      };
    case 'lift': {
      const lifted = each((curve) => {
        const [low, high] = extent(curve.values.filter(Number.isFinite));
        return isLoss(curve) ? valued(curve, (value) => value + high - low) : curve;
      });
      return subject.objective.metric.endsWith('/loss') ? { ...lifted, chance: null } : lifted;
    }
    case 'negate':
      return negated(subject);
    case 'drop-some': {
      const steps = evaluated(subject);
      const keep = new Set(steps.filter((_, i) => i === 0 || i === steps.length - 1 || random.uniform() < 0.6));
      return each((curve) =>
        partOf(curve) === 'train' || partOf(curve) === 'valid' ? kept(curve, (step) => keep.has(step)) : curve,
      );
    }
    case 'ten-points': {
      const steps = evaluated(subject);
      const keep = new Set(Array.from({ length: 10 }, (_, i) => steps[Math.round((i * (steps.length - 1)) / 9)]));
      return each((curve) =>
        partOf(curve) === 'train' || partOf(curve) === 'valid' ? kept(curve, (step) => keep.has(step)) : curve,
      );
    }
  }
}

/** Values of a curve that was never below 0 stay so. */
function possibleIn({ values }: Curve): (value: number) => number {
  const least = values.some((value) => value < 0) ? -Infinity : 0;
  return (value) => Math.max(least, value);
}

/** The objective and the training metric of its name, under a name that tells nothing; the rest but losses is left out. */
function negated(subject: CurveSubject): CurveSubject {
  const { metric, direction } = subject.objective;
  const name = metric.slice(metric.indexOf('/') + 1);
  const kept = subject.curves.filter((curve) => curve.metric.endsWith(`/${name}`) || isLoss(curve));
  return {
    ...subject,
    objective: {
      metric: metric.replace(`/${name}`, '/score'),
      direction: direction === 'minimize' ? 'maximize' : 'minimize',
    },
    chance: subject.chance === null ? null : -subject.chance,
    curves: kept.map((curve) =>
      curve.metric.endsWith(`/${name}`)
        ? { ...curve, metric: curve.metric.replace(`/${name}`, '/score'), values: curve.values.map((value) => -value) }
        : curve,
    ),
  };
}

function partOf({ metric }: Curve): Part {
  if (metric.startsWith('train/')) return 'train';
  if (metric.startsWith('valid')) return 'valid';
  return metric === 'loss' ? 'minibatch' : 'other';
}

function isLoss({ metric }: Curve): boolean {
  return metric === 'loss' || metric.endsWith('/loss');
}

function directionOf(curve: Curve, { objective }: CurveSubject): Direction {
  if (isLoss(curve)) return 'minimize';
  return objective.metric.endsWith('/loss') ? 'maximize' : objective.direction;
}

/** Where the objective was evaluated. */
function evaluated({ curves, objective }: CurveSubject): readonly number[] {
  return curves.find(({ metric }) => metric === objective.metric)?.steps ?? [];
}

function gaps(steps: readonly number[]): readonly number[] {
  return steps.slice(1).map((step, i) => step - (steps[i] ?? NaN));
}

function firstFrom({ steps }: Curve, step: number): number {
  return steps.findIndex((each) => each >= step);
}

function kept(curve: Curve, wanted: (step: number) => boolean): Curve {
  return {
    ...curve,
    steps: curve.steps.filter(wanted),
    values: curve.values.filter((_, i) => wanted(curve.steps[i] ?? NaN)),
  };
}
