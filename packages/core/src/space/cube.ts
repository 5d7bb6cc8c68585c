/** Configurations as points: a stratum and a coordinate in [0, 1) for each of its dimensions, in that dimension's scale. */
import { AttuneError } from '../errors/index.ts';
import type { Configuration, Space } from './hyperparameter.ts';
import { spaceTexts } from './space-texts.ts';
import { strata, type Stratum } from './strata.ts';
import { fromUnit, holds, toUnit } from './unit.ts';

/** A configuration's place: index into `strata(space)`, and one coordinate for each of that stratum's dimensions. */
export interface CubePoint {
  readonly stratum: number;
  readonly point: readonly number[];
}

/** The configuration at a point, its keys in the order of the file. Throws `invalid` where coordinates are missing. */
export function decode(stratum: Stratum, point: readonly number[]): Configuration {
  if (point.length !== stratum.dimensions.length) {
    const needed = stratum.dimensions.length;
    throw new AttuneError('invalid', spaceTexts.pointLength({ given: point.length, needed }));
  }
  const varied = new Map(
    stratum.dimensions.map((dimension, index) => [dimension.id, fromUnit(dimension, point[index] ?? 0)]),
  );
  return Object.fromEntries(stratum.active.map((id) => [id, varied.get(id) ?? stratum.fixed[id] ?? null]));
}

/**
 * The place of a configuration. `decode` gives it back: exactly, but for the last digits of floats.
 * Throws `invalid` where the configuration does not lie in the space (`checkConfiguration` says why).
 */
export function encode(space: Space, configuration: Configuration): CubePoint {
  const all = strata(space);
  const stratum = all.findIndex((candidate) => belongs(candidate, configuration));
  const found = all[stratum];
  if (found === undefined) throw new AttuneError('invalid', spaceTexts.outsideSpace());
  return {
    stratum,
    point: found.dimensions.map((dimension) => toUnit(dimension, configuration[dimension.id] ?? null)),
  };
}

function belongs(stratum: Stratum, configuration: Configuration): boolean {
  return (
    Object.keys(configuration).length === stratum.active.length &&
    stratum.active.every((id) => Object.hasOwn(configuration, id)) &&
    Object.entries(stratum.fixed).every(([id, value]) => configuration[id] === value) &&
    stratum.dimensions.every((dimension) => holds(dimension, configuration[dimension.id] ?? null))
  );
}
