/**
 * Rounds with complete curves whose truth is known: healthy, or with one thing wrong of a given size. For a bare round
 * with one curve a trial see `planted.ts`.
 */
import type { RoundRecord, StudyRecord, TrialRecord } from '../insight/index.ts';
import { stream } from '../numeric/index.ts';
import { samplerFor } from '../samplers/index.ts';
import { decode, strata, toUnit, type Configuration, type Space } from '../space/index.ts';
import type { TrialState } from '../study/index.ts';
import { plantedCurves } from './planted-curves.ts';
import type { CurveFault } from './planted-faults.ts';
import { heightAt, ordinaryPlace, plantedSpace, plantedSurface, type Surface } from './planted-surface.ts';
import { chanceError, chanceLoss, type Schedule } from './planted-trend.ts';

/** What can be wrong with a round, one thing at a time. An `effect` counts the standard deviation between seeds. */
export type RoundFault =
  /** The optimum of a dimension lies beyond an edge; from the middle to that edge the objective gains `effect`. */
  | { readonly kind: 'edge'; readonly effect: number; readonly dimension: number; readonly side: 'low' | 'high' }
  /** The first two dimensions interact: the effect of one from place ¼ to ¾ changes by `effect` as the other does so. */
  | { readonly kind: 'interaction'; readonly effect: number }
  /** The `share` of the space with the highest learning rate, or rate / (1 − momentum), diverges. The optimum is far from it. */
  | { readonly kind: 'threshold'; readonly of: 'rate' | 'rate-and-momentum'; readonly share: number }
  /** The learning rate's optimum lies beyond the rate above which training diverges, place 0.6; otherwise like `edge`. */
  | { readonly kind: 'stability-edge'; readonly effect: number }
  /** A bug: no trial ever gives a number. */
  | { readonly kind: 'all-infeasible' }
  /** The same thing wrong with the curves of many trials: all, those whose planted error is in the best or the worse part, or a random share. */
  | { readonly kind: 'curves'; readonly curve: CurveFault; readonly among: 'all' | 'best third' | 'rest' | number };

export interface RoundPlan {
  readonly seed: number;
  readonly trials: number;
  /** 2 to 8; 4 unless told. */
  readonly hyperparameters?: number;
  /** Of each trial; 50 unless told. */
  readonly evaluations?: number;
  /** Standard deviation between seeds as a share of the good region's spread, from the least to the median error; 0.2 unless told. */
  readonly noise?: number;
  /** Drawn from the seed unless told. */
  readonly schedule?: Schedule;
  /** Runs of the baseline, an ordinary configuration; 3 unless told. */
  readonly baselines?: number;
  readonly maxSteps?: number;
  /** Runs of each configuration, which differ in their seed; 1 unless told. */
  readonly repeats?: number;
  readonly fault?: RoundFault | null;
  /** What is compared, each by its own study; nothing unless told. The first one is the baseline's. */
  readonly compare?: readonly Compared[];
  /** The objective's other direction, by accuracies in place of errors. */
  readonly maximize?: boolean;
}

export interface Compared {
  readonly trials: number;
  /** By how much its errors are higher than planted, in standard deviations between seeds. */
  readonly worseBy: number;
}

/** The least error, and the good region's spread above it. */
const least = 0.06;
const spread = 0.06;
const mostError = 0.8;
/** Where training begins to diverge at a stability edge, and how far beyond an edge the optimum lies. */
const cliff = 0.6;
const beyond = 0.2;

export function plantedRound(plan: RoundPlan): RoundRecord {
  const { seed, trials, hyperparameters = 4, baselines = 3, maxSteps = 10_000, maximize = false } = plan;
  const truth = truthOf(plan);
  const space = plantedSpace(hyperparameters);
  const compared = plan.compare ?? [];
  const studies: StudyRecord[] = (compared.length > 0 ? compared : [{ trials, worseBy: 0 }]).map((value, i) => ({
    id: i + 1,
    name: compared.length > 0 ? `variant=${letter(i)}` : 'search',
    purpose: 'search',
    scientific: compared.length > 0 ? { variant: letter(i) } : {},
    space,
    adaptive: false,
    trials: value.trials,
  }));
  const home = atPlace(space, ordinaryPlace(truth.surface));
  const repeats: StudyRecord = {
    id: studies.length + 1,
    name: 'baseline',
    purpose: 'baseline',
    scientific: {},
    space,
    adaptive: false,
    trials: baselines,
  };
  const records: TrialRecord[] = [];
  const add = (study: StudyRecord, configuration: Configuration, worseBy: number, ranked: Ranked): void => {
    const id = records.length + 1;
    records.push(trialOf({ plan, truth, space, id, study, configuration, worseBy, ranked }));
  };
  for (let i = 0; i < baselines; i++) add(repeats, { ...studies[0]?.scientific, ...home }, 0, 'baseline');
  const halton = samplerFor({ kind: 'halton' });
  studies.forEach((study, index) => {
    const studySeed = stream(seed, 'design', index).integer(2 ** 31);
    const points = Math.round(study.trials / (plan.repeats ?? 1));
    const design = halton.suggest({ space, budget: points }, 0, points, studySeed);
    const heights = design.map(({ configuration }) => heightAt(truth.surface, placeIn(space, configuration)));
    const limit = heights.toSorted((a, b) => a - b)[Math.ceil(heights.length / 3) - 1] ?? Infinity;
    design.forEach(({ configuration }, i) => {
      const ranked = (heights[i] ?? Infinity) <= limit ? 'best third' : 'rest';
      for (let run = 0; run < (plan.repeats ?? 1); run++) {
        add(study, { ...study.scientific, ...configuration }, compared[index]?.worseBy ?? 0, ranked);
      }
    });
  });
  const roles = space.hyperparameters.map(({ id }) => [id, 'nuisance'] as const);
  const name = maximize ? 'accuracy' : 'error';
  const chance = { [`valid/${name}`]: maximize ? 1 - chanceError : chanceError, 'valid/loss': chanceLoss };
  return {
    number: 1,
    goal: compared.length > 0 ? 'compare' : 'understand',
    question: compared.length > 0 ? 'which variant is best?' : 'what matters?',
    objective: { metric: `valid/${name}`, direction: maximize ? 'maximize' : 'minimize' },
    maxSteps,
    stepUnit: 'step',
    roles: { ...(compared.length > 0 && { variant: 'scientific' as const }), ...Object.fromEntries(roles) },
    baseline: { ...studies[0]?.scientific, ...home },
    examples: { train: 50_000, valid: 10_000, classes: 10 },
    references: { chance },
    studies: baselines > 0 ? [repeats, ...studies] : studies,
    trials: maximize ? records.map(asAccuracies) : records,
  };
}

interface Truth {
  readonly surface: Surface;
  /** Whether a place diverges. */
  readonly diverges: (place: readonly number[]) => boolean;
  readonly schedule: Schedule;
}

function truthOf({ seed, hyperparameters = 4, noise = 0.2, schedule, fault = null }: RoundPlan): Truth {
  const inside = plantedSurface(seed, hyperparameters);
  const drawn = (['constant', 'linear', 'cosine'] as const)[stream(seed, 'schedule').integer(3)] ?? 'cosine';
  const truth: Truth = { surface: inside, diverges: () => false, schedule: schedule ?? drawn };
  switch (fault?.kind) {
    case 'edge': {
      const best = fault.side === 'low' ? -beyond : 1 + beyond;
      return {
        ...truth,
        surface: moved(inside, fault.dimension, best, fault.effect * noise, [0.5, fault.side === 'low' ? 0 : 1]),
      };
    }
    case 'stability-edge': {
      const surface = moved(inside, 0, cliff + beyond, fault.effect * noise, [0.1, cliff]);
      return { ...truth, surface, diverges: ([rate = 0]) => rate > cliff };
    }
    case 'interaction':
      return { ...truth, surface: { ...inside, interaction: 4 * fault.effect * noise } };
    case 'threshold': {
      const height = fault.of === 'rate' ? rateHeight : rateAndMomentumHeight;
      const random = stream(seed, 'threshold');
      const heights = Array.from({ length: 2000 }, () => height([random.uniform(), random.uniform()]));
      const cut = heights.toSorted((a, b) => b - a)[Math.round(fault.share * heights.length)] ?? Infinity;
      const optimum = inside.optimum.map((best, i) => (i < 2 ? best - 0.2 : best));
      return { ...truth, surface: { ...inside, optimum }, diverges: (place) => height(place) > cut };
    }
    case 'all-infeasible':
      return { ...truth, diverges: () => true };
    case 'curves':
    case undefined:
      return truth;
  }
}

/** log₁₀ of the rate, and of rate / (1 − momentum), from their least, by the ranges of `plantedSpace`. */
const rateHeight = ([rate = 0]: readonly number[]): number => 4 * rate;
const rateAndMomentumHeight = ([rate = 0, momentum = 0]: readonly number[]): number => 4 * rate + 2 * momentum;

/** The surface with one dimension's optimum elsewhere, so weighted that it gains `gain` between two of its places. */
function moved(
  surface: Surface,
  dimension: number,
  best: number,
  gain: number,
  [from, to]: readonly [number, number],
): Surface {
  const weight = gain / ((from - best) ** 2 - (to - best) ** 2);
  return {
    ...surface,
    optimum: surface.optimum.map((place, i) => (i === dimension ? best : place)),
    weights: surface.weights.map((each, i) => (i === dimension ? weight : each)),
  };
}

type Ranked = 'best third' | 'rest' | 'baseline';

interface Run {
  readonly plan: RoundPlan;
  readonly truth: Truth;
  readonly space: Space;
  readonly id: number;
  readonly study: StudyRecord;
  readonly configuration: Configuration;
  readonly worseBy: number;
  readonly ranked: Ranked;
}

function trialOf({ plan, truth, space, id, study, configuration, worseBy, ranked }: Run): TrialRecord {
  const { seed, evaluations = 50, noise = 0.2, maxSteps = 10_000 } = plan;
  const random = stream(seed, 'trial', id);
  const place = placeIn(space, configuration);
  const height = heightAt(truth.surface, place) + noise * (random.normal() + worseBy);
  const error = Math.min(mostError, Math.max(least / 4, least + spread * height));
  const fault = faultOf(plan, truth, place, ranked, random.uniform());
  const rate = Number(configuration['learning_rate']);
  const curves = plantedCurves({ maxSteps, evaluations, schedule: truth.schedule, rate, error, fault }, random);
  return { id, study: study.id, configuration, seed: id, state: stateOf(fault), curves };
}

function faultOf(
  { fault }: RoundPlan,
  truth: Truth,
  place: readonly number[],
  ranked: Ranked,
  draw: number,
): CurveFault | null {
  if (fault?.kind === 'all-infeasible') return { kind: 'nan', at: 0 };
  if (ranked !== 'baseline' && truth.diverges(place)) return { kind: 'nan', at: 0.05 + 0.3 * draw };
  if (fault?.kind !== 'curves') return null;
  const { among, curve } = fault;
  const hit = typeof among === 'number' ? draw < among : among === 'all' || among === ranked;
  return hit ? curve : null;
}

function stateOf(fault: CurveFault | null): TrialState {
  return fault?.kind === 'nan' ? { status: 'infeasible', reason: 'diverged' } : { status: 'completed' };
}

function atPlace(space: Space, place: readonly number[]): Configuration {
  const [branch] = strata(space);
  return branch === undefined ? {} : decode(branch, [...place]);
}

function placeIn({ hyperparameters }: Space, configuration: Configuration): readonly number[] {
  return hyperparameters.map((hyperparameter) => toUnit(hyperparameter, configuration[hyperparameter.id] ?? null));
}

function asAccuracies(trial: TrialRecord): TrialRecord {
  const curves = trial.curves.map((curve) =>
    curve.metric.endsWith('/error')
      ? { ...curve, metric: curve.metric.replace('error', 'accuracy'), values: curve.values.map((error) => 1 - error) }
      : curve,
  );
  return { ...trial, curves };
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}
