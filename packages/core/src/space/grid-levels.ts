/** How many levels a full grid gives each dimension of a space, and how many configurations that makes. */
import type { Dimension, Identity, RangeHyperparameter, Space } from './hyperparameter.ts';
import { strata, type Stratum } from './strata.ts';

/** Levels of each dimension, by identity. */
export type Levels = Readonly<Record<Identity, number>>;

/**
 * Levels for a grid of at most `budget` configurations: listed values count in full; to the range that has fewest, one is
 * added at a time, in the order of the file, while the whole grid stays within the budget. One level for each range where
 * that alone is too many.
 */
export function levelsWithin(space: Space, budget: number): Levels {
  const pieces = strata(space);
  const dimensions = [...dimensionsOf(pieces).values()];
  const counts = new Map(dimensions.map((dimension) => [dimension.id, isRange(dimension) ? 1 : mostLevels(dimension)]));
  const open = new Set(dimensions.filter(isRange));
  for (let next = fewest(open, counts); next !== undefined; next = fewest(open, counts)) {
    const count = counts.get(next.id) ?? 1;
    counts.set(next.id, count + 1);
    if (count < mostLevels(next) && sizeOf(pieces, counts) <= budget) continue;
    counts.set(next.id, count);
    open.delete(next);
  }
  return Object.fromEntries(counts);
}

/** The same number of levels for every range, at most all the values of an integer one; listed values in full. */
export function levelsOfEach(space: Space, points: number): Levels {
  const dimensions = [...dimensionsOf(strata(space)).values()];
  return Object.fromEntries(
    dimensions.map((dimension) => {
      const most = mostLevels(dimension);
      return [dimension.id, isRange(dimension) ? Math.min(points, most) : most];
    }),
  );
}

/** How many configurations a grid holds, the strata of a conditional space together. */
export function gridSize(space: Space, levels: Levels): number {
  return sizeOf(strata(space), new Map(Object.entries(levels)));
}

function dimensionsOf(pieces: readonly Stratum[]): ReadonlyMap<Identity, Dimension> {
  return new Map(pieces.flatMap((piece) => piece.dimensions.map((dimension) => [dimension.id, dimension])));
}

type Counts = ReadonlyMap<Identity, number>;

function fewest(open: ReadonlySet<RangeHyperparameter>, counts: Counts): RangeHyperparameter | undefined {
  const count = ({ id }: RangeHyperparameter): number => counts.get(id) ?? 1;
  return [...open].reduce<RangeHyperparameter | undefined>(
    (least, range) => (least === undefined || count(range) < count(least) ? range : least),
    undefined,
  );
}

function sizeOf(pieces: readonly Stratum[], counts: Counts): number {
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
