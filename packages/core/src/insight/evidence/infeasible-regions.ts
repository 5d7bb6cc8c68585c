/**
 * The regions of a round in which trials are infeasible: its search trials as axes, searched by `region-search.ts`. Of a configuration
 * that was run under several seeds one trial is searched, infeasible where most of them are; a region's counts are of all.
 */
import { stream } from '../../numeric/index.ts';
import type { Hyperparameter, RangeHyperparameter } from '../../space/index.ts';
import type { InsightOptions } from '../options.ts';
import { isJudged, type JudgedTrial, type RoundView } from '../view.ts';
import { groupsOf } from './by-configuration.ts';
import { placeOf, variedAcross } from './dimension.ts';
import { knownDirections, logarithms } from './known-directions.ts';
import { liesIn, type Axis, type Count, type Region } from './region.ts';
import { regionsOf, type Search } from './region-search.ts';

export interface InfeasibleRegions extends Search {
  /** One for each axis. */
  readonly hyperparameters: readonly Hyperparameter[];
  readonly axes: readonly Axis[];
  /** The ended trials of the search, one for each label. */
  readonly judged: readonly JudgedTrial[];
}

/** The same record and options give the same regions, whoever asks. */
export function infeasibleRegions(view: RoundView, options: InsightOptions): InfeasibleRegions {
  const judged = view.search.filter(isJudged);
  const hyperparameters = variedAcross(view.round.studies.filter(({ purpose }) => purpose === 'search'));
  const values = hyperparameters.map((hyperparameter) => numbersOf(hyperparameter, judged));
  const axes = hyperparameters.map((hyperparameter, h) => axisOf(hyperparameter, judged, values[h] ?? []));
  const { among, labels } = configurationsOf(judged);
  const { regions, p } = regionsOf(
    axes,
    knownDirections(hyperparameters, axes, values),
    labels,
    { permutations: options.permutations, random: stream(options.seed, 'infeasible'), level: options.falseAlarms },
    among,
  );
  const counted = among.length < judged.length ? recounted(regions, axes, judged) : regions;
  return { regions: counted, p, hyperparameters, axes, judged };
}

/** The first trial of each configuration, and for each trial whether most of its configuration are infeasible. */
function configurationsOf(judged: readonly JudgedTrial[]): {
  readonly among: readonly number[];
  readonly labels: readonly boolean[];
} {
  const index = new Map(judged.map(({ record }, i) => [record.id, i]));
  const labels = judged.map(isBad);
  const among = groupsOf(judged).flatMap((trials) => {
    const members = trials.flatMap(({ record }) => index.get(record.id) ?? []);
    const most = 2 * trials.filter(isBad).length > trials.length;
    for (const i of members) labels[i] = most;
    return members.slice(0, 1);
  });
  return { among, labels };
}

function isBad({ outcome }: JudgedTrial): boolean {
  return outcome.kind === 'infeasible';
}

/** Counts of all trials that no earlier region holds. */
function recounted(
  regions: readonly Region[],
  axes: readonly Axis[],
  judged: readonly JudgedTrial[],
): readonly Region[] {
  let left = [...judged.keys()];
  const countOf = (members: readonly number[]): Count => ({
    infeasible: members.filter((i) => judged[i] !== undefined && isBad(judged[i])).length,
    count: members.length,
  });
  return regions.map((region) => {
    const [inside, outside] = [true, false].map((wanted) =>
      left.filter((i) => liesIn(region.where, i, axes) === wanted),
    );
    left = left.filter((i) => liesIn(region.where, i, axes) !== true);
    return { ...region, inside: countOf(inside ?? []), outside: countOf(outside ?? []) };
  });
}

function axisOf(
  hyperparameter: Hyperparameter,
  trials: readonly JudgedTrial[],
  values: readonly (number | null)[],
): Axis {
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
    case 'discrete': {
      const places = trials.map(({ record }) => placeOf(hyperparameter, record.configuration));
      const logs = isMultiplied(hyperparameter) ? logarithms(values, false) : null;
      return { kind: 'ordered', places, ...(logs !== null && { logs }) };
    }
    case 'categorical':
    case 'boolean':
    case 'choice':
      return {
        kind: 'unordered',
        values: trials.map(({ record }) => {
          const value = record.configuration[hyperparameter.id];
          return value === undefined ? null : String(value);
        }),
      };
  }
}

/** Its value in each trial where that is a number in its range or list. */
function numbersOf(hyperparameter: Hyperparameter, trials: readonly JudgedTrial[]): readonly (number | null)[] {
  return trials.map(({ record }) => {
    const value = record.configuration[hyperparameter.id];
    return typeof value === 'number' && placeOf(hyperparameter, record.configuration) !== null ? value : null;
  });
}

/** Whether its values are spaced by factors, so that powers of it are what combines with others. */
function isMultiplied(hyperparameter: RangeHyperparameter | Extract<Hyperparameter, { kind: 'discrete' }>): boolean {
  if (hyperparameter.kind !== 'discrete') return hyperparameter.scale === 'log';
  const numbers = hyperparameter.values.filter((value): value is number => typeof value === 'number' && value > 0);
  if (numbers.length < hyperparameter.values.length || numbers.length < 3) return false;
  return spread(numbers.map(Math.log)) < spread(numbers);
}

/** How unevenly numbers are spaced: the standard deviation of their steps over the mean step. */
function spread(numbers: readonly number[]): number {
  const steps = numbers.slice(1).map((x, i) => x - (numbers[i] ?? x));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return Math.sqrt(steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length) / Math.abs(mean);
}
