/** How a table lays its trials out: told by the user, else by the names of its fields and by what they hold. */
import type { ImportOptions } from '../importer.ts';
import { isResultName, isTimeName } from '../metric-name.ts';
import { isCurve, isPlainList, stepFieldOf, stepNames } from './points.ts';
import type { TableRecord } from './records.ts';

/** How a table lays its trials out. */
export type Layout =
  /** A record is a trial, its curve in a field, or in several side by side; `steps` names the list of their steps. */
  | {
      readonly kind: 'nested';
      readonly curves: readonly [string, ...string[]];
      readonly step: string | undefined;
      readonly steps: string | undefined;
    }
  /** A record is a measurement; several make a trial. */
  | { readonly kind: 'long'; readonly step: string }
  /** A record is a trial, with a field for each step of a metric, or for its result alone. */
  | { readonly kind: 'wide' };

export const trialNames = [
  'trial',
  'trial_id',
  'trial_number',
  'run',
  'run_id',
  'run_name',
  'config_id',
  'iteration',
  'id',
  'number',
  'name',
];

export function layoutOf(sample: readonly TableRecord[], fields: readonly string[], options: ImportOptions): Layout {
  const asked = options.curve === undefined ? undefined : namesIn(options.curve);
  const steps = fields.find(
    (name) => (name === options.step || stepNames.includes(name)) && hasLists(valuesOf(sample, name), 2),
  );
  const [curve, ...others] = asked ?? curvesAmong(sample, fields, steps, options);
  if (curve !== undefined) {
    const filled = sample.map(({ fields }) => fields[curve]).find((value) => sizeOf(value) > 0);
    const step = options.step === steps ? undefined : options.step;
    return { kind: 'nested', curves: [curve, ...others], step: step ?? stepFieldOf(filled), steps };
  }
  const step = options.step ?? stepNames.find((name) => fields.includes(name));
  if (step === undefined) return { kind: 'wide' };
  const trial = options.trial === undefined ? oneOrNone(longTrial(fields, step)) : namesIn(options.trial);
  const ids = sample.map(({ fields }) => JSON.stringify(trial.map((name) => fields[name] ?? null)));
  return options.step !== undefined || new Set(ids).size < sample.length ? { kind: 'long', step } : { kind: 'wide' };
}

/**
 * Fields that hold curves: points with steps, metrics by name, and plain lists of numbers that are called as a result is, or
 * are as long as those in every record. Where there are none, the longest list.
 */
function curvesAmong(
  sample: readonly TableRecord[],
  fields: readonly string[],
  steps: string | undefined,
  { objective }: ImportOptions,
): readonly string[] {
  const lists = fields.filter((name) => {
    const given = valuesOf(sample, name);
    return name !== steps && !isTimeName(name) && given.every(isCurve) && given.some((value) => sizeOf(value) > 0);
  });
  const plain = lists.filter((name) => valuesOf(sample, name).every(isPlainList));
  const named = plain.filter((name) => isResultName(name) || name === objective?.metric || /curve|history/i.test(name));
  const sure = lists.filter((name) => !plain.includes(name) || named.includes(name));
  if (sure.length === 0) {
    const longest = (name: string): number => Math.max(...valuesOf(sample, name).map(sizeOf));
    const [first] = plain.filter((name) => longest(name) >= fewestPoints).toSorted((a, b) => longest(b) - longest(a));
    return oneOrNone(first);
  }
  const [like] = named;
  const beside = plain.filter(
    (name) =>
      like !== undefined &&
      !named.includes(name) &&
      hasLists(valuesOf(sample, name), fewestPoints) &&
      sample.every(({ fields }) => sizeOf(fields[name]) === sizeOf(fields[like])),
  );
  return lists.filter((name) => sure.includes(name) || beside.includes(name));
}

/** Numbers that a list must hold somewhere to be a curve without being called so. */
const fewestPoints = 3;

function valuesOf(sample: readonly TableRecord[], name: string): readonly unknown[] {
  return sample.map(({ fields }) => fields[name]).filter((value) => value !== undefined);
}

/** Whether all are plain lists, some of them of `least` numbers or more. */
function hasLists(values: readonly unknown[], least: number): boolean {
  return values.length > 0 && values.every(isPlainList) && values.some((value) => sizeOf(value) >= least);
}

export function longTrial(fields: readonly string[], step: string): string | undefined {
  return trialNames.find((name) => name !== step && fields.includes(name));
}

/** Names separated by commas. */
export function namesIn(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

export function oneOrNone(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

function sizeOf(value: unknown): number {
  return Array.isArray(value)
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length
      : 0;
}
