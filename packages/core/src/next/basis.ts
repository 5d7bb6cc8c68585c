/**
 * Where the search stands: for each hyperparameter what was searched of it last, and the trials that the next round can
 * build on. Later rounds overrule earlier ones, hyperparameter by hyperparameter.
 */
import { lengthCaveat, restrictFixed, restrictRange, type FixedEntry, type RangeEntry } from '../design/index.ts';
import { noiseOf, type RankedTrial } from '../insight/index.ts';
import {
  find,
  flatten,
  holds,
  onlyValue,
  sameConfiguration,
  type Condition,
  type Configuration,
  type Hyperparameter,
  type Identity,
  type Space,
  type Value,
} from '../space/index.ts';
import { better, type Project } from '../study/index.ts';
import type { Compared, History, PastRound } from './history.ts';
import { entryOf } from './searched-as.ts';

export interface Basis {
  readonly project: Project;
  /** All of them, in order. */
  readonly rounds: readonly PastRound[];
  /** The latest round that searched, and did not run a list. */
  readonly last: PastRound;
  /** The project's space with the ranges and fixings of each hyperparameter's latest round. */
  readonly space: Space;
  /** Steps of the next round where nothing asks for others. */
  readonly maxSteps: number;
  readonly ranges: readonly RangeEntry[];
  readonly fixed: readonly FixedEntry[];
  /** Feasible trials, the baseline's aside, of all rounds of the same objective and length of training as the last one, best first. */
  readonly pool: readonly PooledTrial[];
  /** Likewise of every other length of training: where the best lies carries over, how good it is does not. */
  readonly others: readonly PooledTrial[];
  /** The latest round in which a hyperparameter was varied, by identity. */
  readonly variedIn: ReadonlyMap<Identity, number>;
  /** Values to which the latest rounds gave another search, and which lost all the same. */
  readonly lost: readonly Lost[];
  readonly comparisons: readonly Compared[];
  /** Trials of the next search where no finding asks for more. */
  readonly trials: number;
  /** Whether the user said so. */
  readonly trialsAsked: boolean;
}

/** What a round held, and did worse by than by another value, beyond noise or by a comparison's decision. */
export interface Lost {
  readonly hyperparameter: Identity;
  readonly value: Value;
  readonly winner: Value;
  readonly round: number;
}

export interface PooledTrial {
  readonly round: number;
  readonly maxSteps: number;
  readonly trial: RankedTrial;
}

/** Null where nothing has been searched yet. */
export function basisOf({ project, rounds, comparisons, trials }: History): Basis | null {
  const { searches, lost } = withoutLosers(rounds, comparisons);
  const last = searches.at(-1);
  if (last === undefined) return null;
  const ranges: RangeEntry[] = [];
  const fixed: FixedEntry[] = [];
  const variedIn = new Map<Identity, number>();
  for (const { hyperparameter: declared, conditions } of flatten(project.space)) {
    const { id } = declared;
    for (const round of searches) if (spacesOf(round, id).some(isVaried)) variedIn.set(id, round.number);
    const latest = searches.findLast((round) => spacesOf(round, id).length > 0);
    if (latest === undefined || latest.resolved.roles[id] === 'scientific') continue;
    const entry = entryOf(declared, spacesOf(latest, id));
    if (entry === null || conditions.some((condition) => leaves(condition, fixed, ranges))) continue;
    if ('kind' in entry) ranges.push(entry);
    else fixed.push(entry);
  }
  const ranged = ranges.reduce(restrictRange, project.space);
  const space = fixed.reduce((narrowed, entry) => restrictFixed(narrowed, entry, project), ranged);
  return {
    project,
    rounds,
    last,
    space,
    maxSteps: lengthAfter(project, rounds, last),
    ranges,
    fixed,
    pool: poolOf(rounds, last, true),
    others: poolOf(rounds, last, false),
    variedIn,
    lost,
    comparisons,
    trials: trials ?? plannedTrials(last),
    trialsAsked: trials !== undefined,
  };
}

/**
 * The searches to go on from: without the latest ones that held a choice or another unordered value at which the best stays
 * behind. What such a round found of its ranges holds in the branch that lost.
 */
function withoutLosers(
  rounds: readonly PastRound[],
  comparisons: readonly Compared[],
): { readonly searches: readonly PastRound[]; readonly lost: readonly Lost[] } {
  let searches = rounds.filter(isSearch);
  const lost: Lost[] = [];
  for (let last = searches.at(-1); last !== undefined; last = searches.at(-1)) {
    const loser = loserIn(last, rounds, comparisons);
    if (loser === null) break;
    const { hyperparameter, winner } = loser;
    const others = searches.filter((round) => spacesOf(round, hyperparameter).some((one) => holds(one, winner)));
    if (others.length === 0) break;
    lost.push(loser);
    searches = others;
  }
  return { searches, lost };
}

/** In deviations between seeds: two runs of one configuration differ by more in three of a thousand cases. */
const clearLead = 3 * Math.SQRT2;

function loserIn(last: PastRound, rounds: readonly PastRound[], comparisons: readonly Compared[]): Lost | null {
  const pool = poolOf(rounds, last, true);
  const best = pool[0]?.trial;
  if (best === undefined) return null;
  const { metric } = last.resolved.project.objective;
  const deviation = noiseOf(last.insight.view, metric)?.deviation ?? null;
  for (const [hyperparameter, winner] of Object.entries(best.record.configuration)) {
    const [held] = spacesOf(last, hyperparameter);
    const value = held === undefined || typeof winner === 'number' ? undefined : onlyValue(held);
    if (value === undefined || value === winner || last.resolved.roles[hyperparameter] === 'scientific') continue;
    const own = pool.find(({ trial }) => trial.record.configuration[hyperparameter] === value)?.trial;
    const gap = own === undefined ? 0 : Math.abs(own.outcome.objective - best.outcome.objective);
    const decided = comparisons.some((compared) => {
      const [won, beaten] = decidedBy(compared) ?? [];
      const held = won?.[hyperparameter] === winner && beaten?.[hyperparameter] === value;
      return held && isAbout(compared, [hyperparameter], [best.record.configuration, own?.record.configuration]);
    });
    if (decided || (deviation !== null && gap > clearLead * deviation)) {
      return { hyperparameter, value, winner, round: last.number };
    }
  }
  return null;
}

/** The better configuration of a comparison that was decided, and the other. */
export function decidedBy({ candidate, baseline, decision }: Compared): readonly [Configuration, Configuration] | null {
  switch (decision?.recommendation) {
    case 'adopt':
      return [candidate, baseline];
    case 'reject':
      return [baseline, candidate];
    case 'more-evidence':
    case undefined:
      return null;
  }
}

/**
 * Whether what a comparison came to holds for these hyperparameters, and not for its two configurations alone: nothing else
 * differs, or its sides are those in which a search has them at their best.
 */
export function isAbout(
  { candidate, baseline }: Pick<Compared, 'candidate' | 'baseline'>,
  ids: readonly Identity[],
  best: readonly (Configuration | undefined)[],
): boolean {
  const sides = [candidate, baseline];
  const known = best.filter((one) => one !== undefined);
  if (sides.every((side) => known.some((one) => sameConfiguration(one, side)))) return true;
  const differing = [...new Set(sides.flatMap((side) => Object.keys(side)))].filter(
    (id) => candidate[id] !== baseline[id],
  );
  return differing.every((id) => ids.includes(id));
}

/** Trials of a round's searches, without those that it was given later. */
export function plannedTrials({ planned, resolved }: PastRound): number {
  const searches = resolved.studies.filter(({ purpose }) => purpose === 'search');
  return planned ?? searches.reduce((sum, { trials }) => sum + trials, 0);
}

/** Whether a round sampled a space of its own. */
export function isSearch({ resolved }: PastRound): boolean {
  return resolved.studies.some(({ purpose, sampler }) => purpose === 'search' && sampler.kind !== 'list');
}

/** The hyperparameter in each search study of a round that holds it. */
export function spacesOf({ resolved }: PastRound, id: Identity): readonly Hyperparameter[] {
  return resolved.studies.flatMap(({ purpose, space }) =>
    purpose === 'search' ? find(space, id).filter((found) => found.id === id) : [],
  );
}

export function isVaried(hyperparameter: Hyperparameter): boolean {
  return onlyValue(hyperparameter) === undefined;
}

/**
 * A search of a length of its own is gone on with at that length, unless `attune.yaml` has since been given another: one that
 * no round had, where the length that it had before is known from a round without its own.
 */
function lengthAfter({ train }: Project, rounds: readonly PastRound[], last: PastRound): number {
  const known = rounds.some(({ resolved }) => resolved.project.train.maxSteps === train.maxSteps);
  const changed = !known && !rounds.every(hasOwnLength);
  return hasOwnLength(last) && !changed ? last.resolved.project.train.maxSteps : train.maxSteps;
}

function hasOwnLength({ resolved }: PastRound): boolean {
  return resolved.caveats.some(({ hyperparameter }) => hyperparameter === lengthCaveat);
}

/** Whether what is held or kept of a choice, which comes before what it holds, leaves this branch of it out. */
export function leaves({ id, label }: Condition, fixed: readonly FixedEntry[], ranges: readonly RangeEntry[]): boolean {
  const held = fixed.find(({ hyperparameter }) => hyperparameter === id);
  if (held !== undefined) return held.value !== label;
  const kept = ranges.find(({ hyperparameter }) => hyperparameter === id);
  return kept?.kind === 'values' && !kept.values.includes(label);
}

function poolOf(rounds: readonly PastRound[], { resolved }: PastRound, sameLength: boolean): readonly PooledTrial[] {
  const { objective, train } = resolved.project;
  const alike = rounds.filter(({ resolved: { project } }) => {
    const { metric, direction } = project.objective;
    return (
      metric === objective.metric &&
      direction === objective.direction &&
      (project.train.maxSteps === train.maxSteps) === sameLength
    );
  });
  return alike
    .flatMap(({ number, insight, resolved: { project } }) =>
      insight.view.ranked.map((trial) => ({ round: number, maxSteps: project.train.maxSteps, trial })),
    )
    .toSorted((a, b) => {
      const [first, second] = [a.trial.outcome.objective, b.trial.outcome.objective];
      if (better(objective.direction, first, second)) return -1;
      return better(objective.direction, second, first) ? 1 : a.trial.record.id - b.trial.record.id;
    });
}
