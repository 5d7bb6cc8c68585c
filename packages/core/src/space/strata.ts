/**
 * A conditional space as unconditional pieces: each combination of branches is a stratum with dimensions of its own.
 *
 * Weights: the branches of a choice share equally, so a nested choice divides its parent's share. A hyperparameter with
 * `off` beside its range gives off : on = 1 : 3, because off is a single point and on has a dimension to explore; yet a
 * quarter of the trials says how good off is.
 */
import { AttuneError } from '../errors/index.ts';
import type { Configuration, Dimension, Hyperparameter, Identity, Space, Value } from './hyperparameter.ts';
import { spaceTexts } from './space-texts.ts';
import { offBeside, onlyValue } from './unit.ts';

export interface Stratum {
  /** The label of each choice, and `off` or `on` for each hyperparameter with `off` beside its range. */
  readonly labels: Readonly<Record<Identity, string>>;
  /** What every configuration of the stratum has in common: labels, off values, constants. */
  readonly fixed: Configuration;
  /** What a point varies, each with more than one value, in the order of the file. */
  readonly dimensions: readonly Dimension[];
  /** Everything active, in the order of the file: exactly the keys of `fixed` and the dimensions. */
  readonly active: readonly Identity[];
  /** A whole number; the share of trials is this over the sum of all strata's. The greatest common divisor is 1. */
  readonly weight: number;
}

/** Parts of trials given to off and to on. */
export const offWeights = { off: 1, on: 3 } as const;

/** A space of more strata than this is not a plan that anyone could run. */
export const strataLimit = 4096;

/** Every stratum, in the order of the file, the last hyperparameter's branches varying fastest. Never empty. */
export function strata(space: Space): readonly Stratum[] {
  const count = countStrata(space.hyperparameters);
  if (count > strataLimit) {
    throw new AttuneError('unsupported', spaceTexts.tooManyStrata({ count, limit: strataLimit }));
  }
  const parts = combine(space.hyperparameters);
  const common = parts.reduce((multiple, { share }) => leastCommonMultiple(multiple, share[1]), 1);
  const weights = parts.map(({ share: [part, whole] }) => part * (common / whole));
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  return parts.map((part, index) => ({
    labels: Object.fromEntries(part.labels),
    fixed: Object.fromEntries(part.fixed),
    dimensions: part.dimensions,
    active: part.active,
    weight: (weights[index] ?? 0) / divisor,
  }));
}

/** The number of strata, without making them. */
export function countStrata(list: readonly Hyperparameter[]): number {
  return list.reduce((product, hyperparameter) => {
    if (hyperparameter.kind !== 'choice') return offBeside(hyperparameter) ? product * 2 : product;
    return product * hyperparameter.branches.reduce((sum, { children }) => sum + countStrata(children), 0);
  }, 1);
}

interface Part {
  readonly labels: readonly (readonly [Identity, string])[];
  readonly fixed: readonly (readonly [Identity, Value])[];
  readonly dimensions: readonly Dimension[];
  readonly active: readonly Identity[];
  /** Share of all trials, as a fraction. */
  readonly share: readonly [part: number, whole: number];
}

const whole: Part = { labels: [], fixed: [], dimensions: [], active: [], share: [1, 1] };

function combine(list: readonly Hyperparameter[]): readonly Part[] {
  return list.reduce<readonly Part[]>(
    (parts, hyperparameter) => {
      const options = alternatives(hyperparameter);
      return parts.flatMap((part) => options.map((option) => join(part, option)));
    },
    [whole],
  );
}

function alternatives(hyperparameter: Hyperparameter): readonly Part[] {
  const { id } = hyperparameter;
  if (hyperparameter.kind === 'choice') {
    return hyperparameter.branches.flatMap(({ label, children }) => {
      const taken: Part = {
        ...whole,
        labels: [[id, label]],
        fixed: [[id, label]],
        active: [id],
        share: [1, hyperparameter.branches.length],
      };
      return combine(children).map((part) => join(taken, part));
    });
  }
  const value = onlyValue(hyperparameter);
  const on: Part =
    value === undefined
      ? { ...whole, dimensions: [hyperparameter], active: [id] }
      : { ...whole, fixed: [[id, value]], active: [id] };
  if (!offBeside(hyperparameter)) return [on];
  const total = offWeights.off + offWeights.on;
  return [
    {
      ...whole,
      labels: [[id, 'off']],
      fixed: [[id, hyperparameter.off]],
      active: [id],
      share: [offWeights.off, total],
    },
    { ...on, labels: [[id, 'on']], share: [offWeights.on, total] },
  ];
}

function join(a: Part, b: Part): Part {
  const part = a.share[0] * b.share[0];
  const total = a.share[1] * b.share[1];
  const divisor = greatestCommonDivisor(part, total);
  return {
    labels: [...a.labels, ...b.labels],
    fixed: [...a.fixed, ...b.fixed],
    dimensions: [...a.dimensions, ...b.dimensions],
    active: [...a.active, ...b.active],
    share: [part / divisor, total / divisor],
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}
