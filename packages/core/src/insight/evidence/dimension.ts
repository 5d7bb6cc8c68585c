/** The varied hyperparameters of a round and where each trial lies in them, in the dimension's own scale. */
import {
  flatten,
  toUnit,
  type Configuration,
  type Hyperparameter,
  type Identity,
  type Value,
} from '../../space/index.ts';
import type { StudyRecord } from '../record.ts';

/** Hyperparameters that a study varies: those with more than one value, in the order of the space, branches included. */
export function varied(study: StudyRecord): readonly Hyperparameter[] {
  return flatten(study.space).flatMap(({ hyperparameter }) => (isVaried(hyperparameter) ? [hyperparameter] : []));
}

/**
 * The varied hyperparameters of several studies, each identity once, with the ranges and lists of all studies joined: what
 * each study holds at another value varies too. The same name under two branches stays two (method C2).
 */
export function variedAcross(studies: readonly StudyRecord[]): readonly Hyperparameter[] {
  const merged = new Map<Identity, Hyperparameter>();
  for (const study of studies) {
    for (const { hyperparameter } of flatten(study.space)) {
      const before = merged.get(hyperparameter.id);
      merged.set(hyperparameter.id, before === undefined ? hyperparameter : join(before, hyperparameter));
    }
  }
  return [...merged.values()].filter(isVaried);
}

/**
 * Where a configuration lies in an ordered dimension: 0 at the lower edge, 1 at the upper; the first and the last of
 * several values or integers are its edges. Null where the hyperparameter is not active, off, or without order.
 */
export function placeOf(hyperparameter: Hyperparameter, configuration: Configuration): number | null {
  const value: Value | undefined = configuration[hyperparameter.id];
  if (value === undefined) return null;
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer': {
      if (typeof value !== 'number' || value < hyperparameter.low || value > hyperparameter.high) return null;
      const [first, last] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
      return last > first ? (toUnit(hyperparameter, value) - first) / (last - first) : null;
    }
    case 'discrete': {
      const index = hyperparameter.values.indexOf(value);
      return index < 0 ? null : index / (hyperparameter.values.length - 1);
    }
    case 'categorical':
    case 'boolean':
    case 'choice':
      return null;
  }
}

function isVaried(hyperparameter: Hyperparameter): boolean {
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
      return hyperparameter.low < hyperparameter.high;
    case 'discrete':
    case 'categorical':
    case 'boolean':
      return hyperparameter.values.length > 1;
    case 'choice':
      return hyperparameter.branches.length > 1;
  }
}

function join(a: Hyperparameter, b: Hyperparameter): Hyperparameter {
  const ranges = (a.kind === 'float' || a.kind === 'integer') && (b.kind === 'float' || b.kind === 'integer');
  if (ranges) return { ...a, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  if (a.kind === 'choice' && b.kind === 'choice') {
    const more = b.branches.filter(({ label }) => a.branches.every((branch) => branch.label !== label));
    return { ...a, branches: [...a.branches, ...more] };
  }
  if (a.kind === 'discrete' && b.kind === 'discrete') {
    const values = [...new Set([...a.values, ...b.values])];
    const numbers = values.filter((value) => typeof value === 'number');
    return { ...a, values: numbers.length < values.length ? values : numbers.toSorted((x, y) => x - y) };
  }
  if (a.kind === 'categorical' && b.kind === 'categorical')
    return { ...a, values: [...new Set([...a.values, ...b.values])] };
  if (a.kind === 'boolean' && b.kind === 'boolean') return { ...a, values: [...new Set([...a.values, ...b.values])] };
  return sizeOf(b) > sizeOf(a) ? b : a;
}

function sizeOf(hyperparameter: Hyperparameter): number {
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
      return 2;
    case 'discrete':
    case 'categorical':
    case 'boolean':
      return hyperparameter.values.length;
    case 'choice':
      return hyperparameter.branches.length;
  }
}
