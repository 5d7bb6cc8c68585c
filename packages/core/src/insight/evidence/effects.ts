/**
 * What each hyperparameter, and each pair beyond its members, adds to the variance of the objective over some trials: a
 * functional ANOVA by regression on polynomials (B. Sudret 2008, "Global sensitivity analysis using polynomial chaos
 * expansions"), every effect with a test and an interval (`effect-test.ts`).
 *
 * The model grows by the effect with the smallest p, as long as p times the number of effects that could have been the one is
 * at most `alpha` (forward selection with S. Holm 1979, "A simple sequentially rejective multiple test procedure"): first
 * by single effects, then by pairs, whatever their members do alone. So what is proven makes the rest clearer, and nothing
 * else takes degrees of freedom. A pair is tested beside what its members do alone: without that, it would be noise.
 */
import type { Configuration, Hyperparameter } from '../../space/index.ts';
import { dot, explained, orthonormal, without, type Columns } from './columns.ts';
import { countOf, mainEffect, pairEffect, strengthOf, together, type Effect } from './effect-columns.ts';
import { testEffect, type EffectTest } from './effect-test.ts';

/** Trials on which hyperparameters are compared: configurations and their objectives, in one order. */
export interface Sample {
  readonly hyperparameters: readonly Hyperparameter[];
  readonly configurations: readonly Configuration[];
  /** Finite; in any unit. */
  readonly objectives: readonly number[];
}

/** An effect with its test beside all others of the model; shares are of the variance among the trials that have it. */
export interface TestedEffect extends EffectTest {
  /** Index of one hyperparameter, or of two in ascending order. */
  readonly members: readonly number[];
  /** p, corrected for the number of effects of its kind. */
  readonly corrected: number;
  /** Trials that have every member. */
  readonly trials: number;
}

export interface SingleEffect extends TestedEffect {
  /** Whether steps explain more than its polynomials: then `high` is that of both, and its share is too small. */
  readonly rough: boolean;
  /** Upper end of the interval of its share together with its slope's interaction with each of the two strongest others. */
  readonly totalBound: number;
}

export interface Effects {
  /** One for each hyperparameter, in their order. */
  readonly single: readonly SingleEffect[];
  /** The strongest pairs: those in the model, and a few more. */
  readonly pairs: readonly TestedEffect[];
  /** Share of the variance that the single effects in the model explain, corrected for their number of columns. */
  readonly additive: number;
}

export interface EffectOptions {
  /** Chance that any single effect that is not there enters the model, and that any such pair does. */
  readonly alpha: number;
  /** Of intervals. */
  readonly level: number;
}

/** Trials that must have both members of a pair. */
const fewestOfPair = 16;
/** Pairs that are tested at each step, and that may enter, at most: those that correlate most with what is left. */
const screened = 4;
/** Columns of the model, at most, as a share of the trials. */
const mostColumns = 1 / 3;
/** Largest p of a lack of fit: a wrong alarm in one of 20 only widens an interval. */
const roughLevel = 0.05;
/** Others whose interaction with a hyperparameter its bound covers, and the degree of its own polynomials there. */
const partners = 2;
const boundDegree = 2;
/** Degree of the product of two slopes. */
const slopes = 2;

export function effectsOf(sample: Sample, { alpha, level }: EffectOptions): Effects {
  const y = standardized(sample.objectives);
  const mains = sample.hyperparameters.map((each, i) => mainEffect(each, i, sample.configurations));
  const singles = grown(y, mains, [], { alpha, tested: mains.length, most: mains.length });
  const candidates = pairsOf(mains);
  const alone = ({ members }: Effect): Columns =>
    members.flatMap((i) => mains[i]?.columns.filter((_, c) => (mains[i]?.degrees[c] ?? 1) <= boundDegree) ?? []);
  const model = grown(y, candidates, singles.entered, { alpha, tested: screened, most: screened, beside: alone });
  const span = spanOf(model.entered);
  const before = spanOf(singles.entered);
  const describe = (effect: Effect, entries: Entries, of: number): TestedEffect => {
    const others = model.entered.includes(effect) ? spanOf(model.entered.filter((each) => each !== effect)) : span;
    const tested = testEffect({ y, others, ...effect }, level);
    const entry = entries.get(effect);
    // A pair's columns leave to its members what lies along theirs by chance: beside it, they would seem to matter alone.
    const unproven = entry === undefined && effect.members.length === 1;
    const another = unproven ? testEffect({ y, others: before, ...effect }, level).p : 0;
    const left = (of - entries.size) * Math.max(tested.p, another);
    const corrected = entry === undefined ? Math.min(1, left) : Math.max(entry, tested.p);
    return { ...tested, members: effect.members, corrected, trials: countOf(effect.present) };
  };
  const single = mains.map((effect) => describe(effect, singles.entries, mains.length));
  const strong = strongest(candidates, without(y, span), screened);
  return {
    single: single.map((each, i) => ({
      ...each,
      ...roughness({ y, mains, model: model.entered, span, single, level }, i),
      totalBound: totalBound({ y, mains, model: model.entered, span, single, level }, i),
    })),
    pairs: [...new Set([...model.entries.keys(), ...strong])].map((effect) =>
      describe(effect, model.entries, candidates.length),
    ),
    additive: adjusted(y, spanOf(singles.entered)),
  };
}

/** Share of the variance that single effects explain, corrected for their number of columns: how well effects add up. */
export function additiveShare(sample: Sample, { alpha }: Pick<EffectOptions, 'alpha'>): number {
  const y = standardized(sample.objectives);
  const mains = sample.hyperparameters.map((each, i) => mainEffect(each, i, sample.configurations));
  const { entered } = grown(y, mains, [], { alpha, tested: mains.length, most: mains.length });
  return adjusted(y, spanOf(entered));
}

/** The corrected p at which each effect entered the model. */
type Entries = ReadonlyMap<Effect, number>;

interface Model {
  /** Those before, and what entered, in order. */
  readonly entered: readonly Effect[];
  readonly entries: Entries;
}

interface Growth {
  readonly alpha: number;
  readonly tested: number;
  readonly most: number;
  /** What an effect is tested beside, the model apart. */
  readonly beside?: (effect: Effect) => Columns;
}

/** The model grown by at most `most` candidates, of which the `tested` strongest are tested at each step. */
function grown(
  y: Float64Array,
  candidates: readonly Effect[],
  before: readonly Effect[],
  { alpha, tested, most, beside }: Growth,
): Model {
  const entered = [...before];
  const entries = new Map<Effect, number>();
  let reached = 0;
  while (entries.size < most) {
    const span = spanOf(entered);
    const left = candidates.filter((effect) => !entries.has(effect) && effect.columns.length > 0);
    const room = mostColumns * y.length - span.length;
    const [best] = strongest(left, without(y, span), tested)
      .filter(({ columns }) => columns.length <= room)
      .map((effect) => {
        const others = beside === undefined ? span : [...span, ...orthonormal(span, beside(effect))];
        return { effect, p: testEffect({ y, others, ...effect }, 0.5).p };
      })
      .sort((a, b) => a.p - b.p);
    if (best === undefined) break;
    reached = Math.max(reached, best.p * left.length);
    if (reached > alpha) break;
    entered.push(best.effect);
    entries.set(best.effect, reached);
  }
  return { entered, entries };
}

function strongest(effects: readonly Effect[], residual: Float64Array, most: number): readonly Effect[] {
  if (effects.length <= most) return effects;
  const strength = new Map(effects.map((effect) => [effect, strengthOf(effect, residual)]));
  return effects.toSorted((a, b) => (strength.get(b) ?? 0) - (strength.get(a) ?? 0)).slice(0, most);
}

/** Pairs that enough trials have. */
function pairsOf(mains: readonly Effect[]): readonly Effect[] {
  return mains.flatMap((a, i) =>
    mains.slice(i + 1).flatMap((b) => {
      const both = countOf(together(a, b));
      if (both < fewestOfPair) return [];
      const effect = pairEffect(a, b, pairDegree(both));
      return effect.columns.length === 0 ? [] : [effect];
    }),
  );
}

/** Sum of the degrees that a pair multiplies, for `n` trials: slope on slope, then curvature. */
function pairDegree(n: number): number {
  if (n < 100) return 2;
  if (n < 300) return 3;
  return n < 1000 ? 4 : 5;
}

interface Grown {
  readonly y: Float64Array;
  readonly mains: readonly Effect[];
  readonly model: readonly Effect[];
  /** Of the model. */
  readonly span: Columns;
  readonly single: readonly TestedEffect[];
  readonly level: number;
}

/** Lack of fit: what steps between quantiles explain beyond a proven effect's polynomials (N. Draper and H. Smith 1998, Applied Regression Analysis, 2.1). */
function roughness(
  { y, mains, model, span, single, level }: Grown,
  index: number,
): Pick<SingleEffect, 'rough' | 'high'> {
  const effect = mains[index];
  const smooth = single[index];
  if (effect === undefined || smooth === undefined) return { rough: false, high: 1 };
  const { present, steps } = effect;
  const missed = orthonormal(span, steps);
  const rough =
    model.includes(effect) &&
    missed.length > 0 &&
    testEffect({ y, columns: missed, others: span, present }, level).p <= roughLevel;
  if (!rough) return { rough, high: smooth.high };
  const others = spanOf(model.filter((each) => each !== effect));
  const columns = orthonormal([], [...effect.columns, ...steps]);
  return { rough, high: Math.max(smooth.high, testEffect({ y, columns, others, present }, level).high) };
}

function totalBound({ y, mains, model, span, single, level }: Grown, index: number): number {
  const effect = mains[index];
  if (effect === undefined) return 1;
  const main = effect.columns.filter((_, i) => (effect.degrees[i] ?? 1) <= boundDegree);
  const leading = mains
    .filter((other, i) => i !== index && model.includes(other) && countOf(together(effect, other)) >= fewestOfPair)
    .toSorted((a, b) => (single[b.members[0] ?? 0]?.share ?? 0) - (single[a.members[0] ?? 0]?.share ?? 0))
    .slice(0, partners);
  const pairs = leading.flatMap((other) => pairEffect(effect, other, slopes).columns);
  const rest = model.filter(({ members }) => !members.includes(index));
  const others = rest.length < model.length ? spanOf(rest) : span;
  const columns = orthonormal([], [...main, ...pairs]);
  return testEffect({ y, columns, others, present: effect.present }, level).high;
}

function spanOf(effects: readonly Effect[]): Columns {
  return orthonormal(
    [],
    effects.flatMap((effect) => effect.columns),
  );
}

/** Share of the variance along `columns`, less what as many columns of noise would take (adjusted R²). */
function adjusted(y: Float64Array, columns: Columns): number {
  const rest = 1 - explained(y, columns) / y.length;
  return 1 - (rest * (y.length - 1)) / Math.max(1, y.length - 1 - columns.length);
}

/** Mean 0, mean square 1; all 0 where the values are one. */
function standardized(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviations = Float64Array.from(values, (value) => value - mean);
  const scale = Math.sqrt(dot(deviations, deviations) / values.length);
  return scale > 0 ? deviations.map((value) => value / scale) : deviations;
}
