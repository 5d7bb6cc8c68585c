/**
 * A curve in fewer points that looks the same: the points are cut into buckets of equal length, and of each bucket its
 * first, last, least and greatest finite points stay, so that no spike is lost; and the non-finite points.
 */
import type { Curve } from './curve.ts';

/**
 * At most `maxPoints` (an integer ≥ 1) of the curve's points, in their order; the curve itself where it is short enough.
 * Every non-finite point stays as long as they fill at most half of `maxPoints`; beyond that, the first and the last of
 * each bucket. Below six points there is no room for a bucket: what stays then is, in this order, the curve's last and
 * first points, its least and greatest finite ones and its first non-finite one.
 */
export function thin<C extends Curve>(curve: C, maxPoints: number): C {
  const { values } = curve;
  if (!Number.isInteger(maxPoints) || maxPoints < 1) {
    throw new RangeError(`maxPoints must be an integer ≥ 1, not ${String(maxPoints)}`);
  }
  if (values.length <= maxPoints) return curve;

  const kept = choose(values, maxPoints);
  return {
    ...curve,
    steps: curve.steps.filter((_, i) => kept.has(i)),
    values: values.filter((_, i) => kept.has(i)),
  };
}

/** Positions to keep, at most `maxPoints`. */
function choose(values: readonly number[], maxPoints: number): ReadonlySet<number> {
  const nonFinite = positionsOfNonFinite(values);
  const keepAll = nonFinite.length <= maxPoints / 2;
  const buckets = keepAll ? Math.floor((maxPoints - nonFinite.length) / 4) : Math.floor(maxPoints / 6);
  if (buckets === 0) {
    const { least, greatest, firstNonFinite } = landmarks(values, 0, values.length);
    const wanted = [values.length - 1, 0, least, greatest, firstNonFinite].filter((i) => i !== undefined);
    return new Set([...new Set(wanted)].slice(0, maxPoints));
  }

  const kept = new Set(keepAll ? nonFinite : []);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * values.length) / buckets);
    const to = Math.floor(((bucket + 1) * values.length) / buckets);
    const { least, greatest, firstNonFinite, lastNonFinite } = landmarks(values, from, to);
    for (const i of [from, to - 1, least, greatest, firstNonFinite, lastNonFinite]) {
      if (i !== undefined) kept.add(i);
    }
  }
  return kept;
}

function positionsOfNonFinite(values: readonly number[]): readonly number[] {
  const positions: number[] = [];
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) positions.push(i);
  });
  return positions;
}

interface Landmarks {
  least?: number;
  greatest?: number;
  firstNonFinite?: number;
  lastNonFinite?: number;
}

/** Positions in [from, to); of equal values the first counts. */
function landmarks(values: readonly number[], from: number, to: number): Landmarks {
  const found: Landmarks = {};
  let low = Infinity;
  let high = -Infinity;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (value === undefined) continue;
    if (!Number.isFinite(value)) {
      found.firstNonFinite ??= i;
      found.lastNonFinite = i;
      continue;
    }
    if (value < low) {
      low = value;
      found.least = i;
    }
    if (value > high) {
      high = value;
      found.greatest = i;
    }
  }
  return found;
}
