/** Rounds whose truth is known: what the analysis must find, or must not, can be planted in them. */
import { placeOf, varied, type RoundRecord, type StudyRecord, type TrialRecord } from '../insight/index.ts';
import { stream, type Stream } from '../numeric/index.ts';
import {
  decode,
  strata,
  type Configuration,
  type Identity,
  type RangeHyperparameter,
  type Space,
} from '../space/index.ts';
import type { Curve, Direction, Role, TrialState } from '../study/index.ts';

/** Where a trial lies in each ordered dimension that is active in it, in [0, 1]. */
export type Places = Readonly<Record<Identity, number>>;

/** The planted truth of one trial: its best over training, or how it ends without one. */
export type Fate = number | 'diverged' | 'out-of-memory' | 'crashed' | 'stopped' | 'running';

export interface Planting {
  readonly seed: number;
  readonly space: Space;
  readonly trials: number;
  /** The search study's configurations in order, where they are not to be drawn uniformly. */
  readonly design?: readonly Configuration[];
  /** Draws from `random` are the trial's noise. */
  readonly fate: (places: Places, random: Stream, configuration: Configuration) => Fate;
  /** Fraction of training at which a trial is best; 0.8 unless told. */
  readonly bestAt?: (random: Stream) => number;
  readonly direction?: Direction;
  readonly metric?: string;
  readonly maxSteps?: number;
  readonly evaluations?: number;
  readonly adaptive?: boolean;
  /** The baseline's value under each seed; none unless given. */
  readonly baseline?: readonly Fate[];
  /** The rest of the record, where it matters. */
  readonly round?: Partial<RoundRecord>;
}

/** A round with one search study, of uniformly drawn points unless told otherwise, and, where given, a baseline study. */
export function planted(planting: Planting): RoundRecord {
  const { seed, space, trials, adaptive = false, baseline = [], maxSteps = 400 } = planting;
  const search: StudyRecord = { id: 1, name: 'search', purpose: 'search', scientific: {}, space, adaptive, trials };
  const repeats: StudyRecord = { ...search, id: 2, name: 'baseline', purpose: 'baseline', trials: baseline.length };
  const branches = strata(space);
  const ordered = varied(search);
  const home = configurationAt(space, 0, () => 0.5);
  const searched = Array.from({ length: trials }, (_, i) => {
    const random = stream(seed, 'trial', i);
    const uniform = (): number => random.uniform();
    const configuration = planting.design?.[i] ?? configurationAt(space, i % branches.length, uniform);
    const places = ordered.flatMap((hyperparameter) => {
      const place = placeOf(hyperparameter, configuration);
      return place === null ? [] : [[hyperparameter.id, place] as const];
    });
    const fate = planting.fate(Object.fromEntries(places), random, configuration);
    return trialOf({ planting, id: baseline.length + i + 1, study: 1, configuration, fate, random });
  });
  const repeated = baseline.map((fate, i) => {
    const random = stream(seed, 'baseline', i);
    return trialOf({ planting, id: i + 1, study: 2, configuration: home, fate, random });
  });
  const roles = ordered.map(({ id }): [Identity, Role] => [id, 'nuisance']);
  return {
    number: 1,
    goal: 'understand',
    question: 'what matters?',
    objective: { metric: planting.metric ?? 'valid/loss', direction: planting.direction ?? 'minimize' },
    maxSteps,
    stepUnit: 'step',
    roles: Object.fromEntries(roles),
    baseline: home,
    examples: {},
    references: {},
    studies: baseline.length > 0 ? [repeats, search] : [search],
    trials: [...repeated, ...searched],
    ...planting.round,
  };
}

/** A plain float hyperparameter at the root of a space. */
export function range(
  id: Identity,
  low: number,
  high: number,
  scale: RangeHyperparameter['scale'] = 'linear',
): RangeHyperparameter {
  return { kind: 'float', id, name: id, arg: id, low, high, scale };
}

/** `count` hyperparameters x1, x2, … on [−1, 1], without natural limits. */
export function unitSpace(count: number): Space {
  return { hyperparameters: Array.from({ length: count }, (_, i) => range(`x${i + 1}`, -1, 1)) };
}

function configurationAt(space: Space, stratum: number, uniform: () => number): Configuration {
  const branch = strata(space)[stratum];
  return branch === undefined ? {} : decode(branch, branch.dimensions.map(uniform));
}

interface Run {
  readonly planting: Planting;
  readonly id: number;
  readonly study: number;
  readonly configuration: Configuration;
  readonly fate: Fate;
  readonly random: Stream;
}

function trialOf({ planting, id, study, configuration, fate, random }: Run): TrialRecord {
  const curve = curveOf(planting, fate, random);
  return { id, study, configuration, seed: id, state: stateOf(fate), curves: [curve] };
}

function stateOf(fate: Fate): TrialState {
  if (typeof fate === 'number') return { status: 'completed' };
  switch (fate) {
    case 'diverged':
    case 'out-of-memory':
      return { status: 'infeasible', reason: fate };
    case 'crashed':
      return { status: 'failed', reason: 'crashed' };
    case 'stopped':
    case 'running':
      return { status: fate };
  }
}

/** Falls exponentially to its best, exactly attained, and rises slowly after it; cut short or NaN where the fate says so. */
function curveOf(planting: Planting, fate: Fate, random: Stream): Curve {
  const { metric = 'valid/loss', maxSteps = 400, evaluations = 40, direction = 'minimize' } = planting;
  const best = typeof fate === 'number' ? fate : 1;
  const at = Math.max(1, Math.round(evaluations * (planting.bestAt?.(random) ?? 0.8))) / evaluations;
  const sign = direction === 'minimize' ? 1 : -1;
  const height = Math.max(0.1, Math.abs(best));
  const value = (fraction: number): number => {
    const before = 3 * (Math.exp(-6 * fraction) - Math.exp(-6 * at));
    const distance = fraction <= at ? before : 0.3 * (fraction - at) ** 2;
    const wobble = fraction === at ? 0 : 0.03 * random.uniform();
    return best + sign * height * (distance + wobble);
  };
  const all = Array.from({ length: evaluations }, (_, i) => (i + 1) / evaluations);
  const reached = all.slice(0, Math.ceil(evaluations * progressOf(fate)));
  return {
    metric,
    steps: reached.map((fraction) => Math.round(fraction * maxSteps)),
    values: reached.map((fraction, i) => (fate === 'diverged' && i >= reached.length - 3 ? NaN : value(fraction))),
  };
}

function progressOf(fate: Fate): number {
  if (typeof fate === 'number') return 1;
  return fate === 'out-of-memory' ? 0 : 0.4;
}
