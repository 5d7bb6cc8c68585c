/**
 * The full factorial design: every combination of the levels of each hyperparameter. Listed values are all levels;
 * a range has evenly spaced ones in its own scale, both ends included. The last hyperparameter changes fastest, and the
 * strata of a conditional space follow one another.
 */
import {
  fromUnit,
  strata,
  type Configuration,
  type Dimension,
  type Identity,
  type RangeHyperparameter,
  type Space,
  type Stratum,
  type Value,
} from '../space/index.ts';
import type { Problem, Sampler } from './sampler.ts';

/**
 * With `points`, every range has that many levels (an integer range at most all its values). Without, levels are added
 * to the range that has fewest, in the order of the file, while the whole grid stays within the problem's budget; a
 * study that is given a larger budget then has another grid. Ends after its last point.
 */
export function grid(points?: number): Sampler {
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

/** How many configurations the grid holds; more than the budget where one level for each range is already too many. */
export function gridSize({ space, budget }: Problem, points?: number): number {
  return sizeOf(strata(space), levelCounts(space, budget, points));
}

function gridOf({ space, budget }: Problem, points?: number): (index: number) => Configuration | undefined {
  const counts = levelCounts(space, budget, points);
  const blocks = strata(space).map((stratum) => ({
    stratum,
    size: sizeOf([stratum], counts),
    levels: stratum.dimensions.map((dimension) => levelsOf(dimension, counts.get(dimension.id) ?? 1)),
  }));
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

type LevelCounts = ReadonlyMap<Identity, number>;

function levelCounts(space: Space, budget: number, points?: number): LevelCounts {
  const pieces = strata(space);
  const dimensions = new Map(pieces.flatMap((piece) => piece.dimensions.map((dimension) => [dimension.id, dimension])));
  const counts = new Map([...dimensions].map(([id, dimension]) => [id, Math.min(points ?? 1, mostLevels(dimension))]));
  for (const [id, dimension] of dimensions) if (!isRange(dimension)) counts.set(id, dimension.values.length);
  if (points !== undefined) return counts;

  const open = new Set([...dimensions.values()].filter(isRange));
  for (let next = fewest(open, counts); next !== undefined; next = fewest(open, counts)) {
    const count = counts.get(next.id) ?? 1;
    counts.set(next.id, count + 1);
    if (count < mostLevels(next) && sizeOf(pieces, counts) <= budget) continue;
    counts.set(next.id, count);
    open.delete(next);
  }
  return counts;
}

function fewest(open: ReadonlySet<RangeHyperparameter>, counts: LevelCounts): RangeHyperparameter | undefined {
  const count = ({ id }: RangeHyperparameter): number => counts.get(id) ?? 1;
  return [...open].reduce<RangeHyperparameter | undefined>(
    (least, range) => (least === undefined || count(range) < count(least) ? range : least),
    undefined,
  );
}

function sizeOf(pieces: readonly Stratum[], counts: LevelCounts): number {
  return pieces.reduce(
    (sum, { dimensions }) => sum + dimensions.reduce((product, { id }) => product * (counts.get(id) ?? 1), 1),
    0,
  );
}

function mostLevels(dimension: Dimension): number {
  if (!isRange(dimension)) return dimension.values.length;
  return dimension.kind === 'integer' ? dimension.high - dimension.low + 1 : Infinity;
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
