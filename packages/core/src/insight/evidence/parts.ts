/**
 * The values of a scientific hyperparameter that one study sampled, as what can be compared: each value of a list by
 * itself; a range in parts that hold equally many trials, in its own scale, with a part of its own for `off` beside it.
 */
import { roundedValue, type Hyperparameter, type Value } from '../../space/index.ts';
import { shown } from '../../texts/index.ts';

export interface Part {
  /** `width=64`; `lr=0.001 to 0.01`. */
  readonly label: string;
  /** The value itself; of a part of a range, its words. */
  readonly value: Value;
  readonly holds: (value: Value | undefined) => boolean;
  /** The smallest and the largest value sampled, of a part of a range. */
  readonly between?: readonly [number, number];
}

export interface Parts {
  readonly kind: 'values' | 'ranges';
  /** In the order of the list or range; at least two. */
  readonly parts: readonly Part[];
}

/** Values that are compared one by one; longer ordered lists fall into parts. */
const mostValues = 8;
/** Trials to a value of a range, on average, from which its values are taken for a list. */
const manyEach = 3;
/** A part's best should not hang on fewer trials; and what more parts show, their few trials no longer tell apart. */
const fewestInPart = 10;
const mostParts = 5;

/** Null where fewer than two parts have a trial. `values` are those of the trials, undefined outside the branch. */
export function partsOf(hyperparameter: Hyperparameter, values: readonly (Value | undefined)[]): Parts | null {
  const listed = listOf(hyperparameter, values);
  const parts = listed ?? ranges(hyperparameter, values);
  const held = parts.filter(({ holds }) => values.some(holds));
  return held.length < 2 ? null : { kind: listed === null ? 'ranges' : 'values', parts: held };
}

/** Null for a range, or a long ordered list of numbers. */
function listOf(hyperparameter: Hyperparameter, values: readonly (Value | undefined)[]): readonly Part[] | null {
  const { off } = hyperparameter;
  switch (hyperparameter.kind) {
    case 'choice':
      return hyperparameter.branches.map(({ label }) => single(hyperparameter, label));
    case 'categorical':
    case 'boolean':
      return [...new Set([...(off === undefined ? [] : [off]), ...hyperparameter.values])].map((value) =>
        single(hyperparameter, value),
      );
    case 'discrete':
    case 'float':
    case 'integer': {
      const present = [...new Set(values.filter((value) => value !== undefined))];
      const numbers = present.filter((value) => typeof value === 'number').sort((a, b) => a - b);
      const many = present.length > mostValues;
      const scattered = hyperparameter.kind !== 'discrete' && values.length < manyEach * present.length;
      if ((many || scattered) && numbers.length > 1) return null;
      const rest = present.filter((value) => typeof value !== 'number');
      return [...rest, ...numbers].map((value) => single(hyperparameter, value));
    }
  }
}

function single(hyperparameter: Hyperparameter, value: Value): Part {
  return { label: `${hyperparameter.id}=${textOf(hyperparameter, value)}`, value, holds: (other) => other === value };
}

function ranges(hyperparameter: Hyperparameter, values: readonly (Value | undefined)[]): readonly Part[] {
  const { off, id } = hyperparameter;
  const numbers = values
    .filter((value) => typeof value === 'number' && value !== off)
    .sort((a, b) => Number(a) - Number(b))
    .map(Number);
  const count = Math.min(mostParts, Math.floor(numbers.length / fewestInPart));
  const beside = off !== undefined && values.includes(off) ? [single(hyperparameter, off)] : [];
  // The first of each part; ties with the one before belong there.
  const starts = Array.from({ length: count }, (_, i) => numbers[Math.round((i * numbers.length) / count)] ?? 0);
  const distinct = [...new Set(starts)];
  return [
    ...beside,
    ...distinct.map((start, i): Part => {
      const next = distinct[i + 1] ?? Infinity;
      const holds = (value: Value | undefined): boolean =>
        typeof value === 'number' && value !== off && value >= start && value < next;
      const inside = numbers.filter(holds);
      const between = [inside[0] ?? start, inside.at(-1) ?? start] as const;
      const [low, high] = between.map((value) => textOf(hyperparameter, value));
      const value = `${low ?? ''} to ${high ?? ''}`;
      return { label: `${id}=${value}`, value, holds, between };
    }),
  ];
}

function textOf(hyperparameter: Hyperparameter, value: Value): string {
  return typeof value === 'number' ? shown(roundedValue(hyperparameter, value)) : String(value);
}
