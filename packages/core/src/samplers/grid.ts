/**
 * The full factorial design: every combination of the levels of each hyperparameter. Listed values are all levels;
 * a range has evenly spaced ones in its own scale, both ends included. The last hyperparameter changes fastest, and the
 * strata of a conditional space follow one another.
 */
import {
  fromUnit,
  levelsOfEach,
  levelsWithin,
  strata,
  type Configuration,
  type Dimension,
  type Identity,
  type Levels,
  type RangeHyperparameter,
  type Stratum,
  type Value,
} from '../space/index.ts';
import type { Problem, Sampler } from './sampler.ts';

/**
 * `points` is the number of levels of every range (an integer range has at most all its values), or of each by identity.
 * Without, the grid is spread over the problem's budget, so that another budget makes another grid: a round therefore
 * freezes the levels that its budget gives (`design/resolve-round.ts`), and a study that grows goes on in the same grid.
 * Ends after its last point.
 */
export function grid(points?: number | Levels): Sampler {
  let kept: { readonly problem: Problem; readonly at: (index: number) => Configuration | undefined } | undefined;
  return {
    adaptive: false,
    suggest: (problem, first, count) => {
      if (kept?.problem.space !== problem.space || kept.problem.budget !== problem.budget) {
        kept = { problem, at: gridOf(problem, points) };
      }
      const { at } = kept;
      const asked = Array.from({ length: count }, (_, i) => ({ index: first + i, configuration: at(first + i) }));
      return asked.flatMap(({ index, configuration }) =>
        configuration === undefined ? [] : [{ index, configuration }],
      );
    },
  };
}

function gridOf(
  { space, budget }: Problem,
  points: number | Levels = levelsWithin(space, budget),
): (index: number) => Configuration | undefined {
  const counts = typeof points === 'number' ? levelsOfEach(space, points) : points;
  const blocks = strata(space).map((stratum) => {
    const levels = stratum.dimensions.map((dimension) => levelsOf(dimension, counts[dimension.id] ?? 1));
    return { stratum, size: levels.reduce((product, own) => product * own.length, 1), levels };
  });
  return (index) => {
    let within = index;
    for (const { stratum, size, levels } of blocks) {
      if (within < size) return combination(stratum, levels, within);
      within -= size;
    }
    return undefined;
  };
}

/** The combination at a place, as the digits of the place in the mixed base of the levels. */
function combination(stratum: Stratum, levels: readonly (readonly Value[])[], place: number): Configuration {
  const values = new Map<Identity, Value>(Object.entries(stratum.fixed));
  let rest = place;
  for (let j = levels.length - 1; j >= 0; j--) {
    const own = levels[j] ?? [];
    const id = stratum.dimensions[j]?.id;
    if (id !== undefined) values.set(id, own[rest % own.length] ?? null);
    rest = Math.floor(rest / own.length);
  }
  return Object.fromEntries(stratum.active.map((id) => [id, values.get(id) ?? null]));
}

function isRange(dimension: Dimension): dimension is RangeHyperparameter {
  return dimension.kind === 'float' || dimension.kind === 'integer';
}

/** `count` distinct values, ascending; a single one is the middle of the range. */
function levelsOf(dimension: Dimension, count: number): readonly Value[] {
  if (!isRange(dimension)) return dimension.values;
  if (count === 1) return [fromUnit(dimension, 0.5)];
  const { kind, low, high } = dimension;
  const levels: number[] = [];
  for (let i = 0; i < count; i++) {
    const even = i === 0 ? low : i === count - 1 ? high : Number(fromUnit(dimension, i / (count - 1)));
    // Integers of a log range lie so close at one end that rounding would repeat them.
    const previous = levels.at(-1) ?? low - 1;
    levels.push(kind === 'float' ? even : Math.min(Math.max(even, previous + 1), high - (count - 1 - i)));
  }
  return levels;
}
