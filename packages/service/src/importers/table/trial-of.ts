/** One trial of a table, from its record and its curves. */
import { basename } from 'node:path';
import type { Message } from '@attune/core/texts';
import { configurationIn, configurationOf } from '../configuration.ts';
import type { BuiltCurves } from '../curve-builder.ts';
import type { History, ImportOptions } from '../importer.ts';
import { nothingMended } from '../mended.ts';
import { stateOf } from '../trial-state.ts';
import { numberOf } from './points.ts';
import type { TableRecord } from './records.ts';
import { hyperparametersIn, type Roles } from './roles.ts';

/** Trials as their records arrive. */
export interface Trials {
  /** The trials that these records complete. */
  take(records: readonly TableRecord[]): readonly History[];
  /** Those that only the end completes. */
  rest(end: TableEnd): readonly History[];
}

/** How a table ends: see `RecordSource`. */
export interface TableEnd {
  readonly truncated: boolean;
  readonly unended: boolean;
}

/** What is known of the table around a trial. */
export interface Surroundings {
  readonly path: string;
  readonly roles: Roles;
  readonly options: ImportOptions;
  /** From 1. */
  readonly index: number;
  /** Cells that hold no number where one belongs. */
  readonly notNumbers: number;
  readonly truncated: boolean;
  /** Replaces the label that the record's own fields tell. */
  readonly label?: string;
  /** How the fields were read. */
  readonly assumed: readonly Message[];
}

/** `record` holds what is one value for the whole trial. */
export function trialOf(
  { fields, line, entry }: TableRecord,
  { curves, duplicates, unordered }: BuiltCurves,
  { path, roles, options, index, notNumbers, truncated, label, assumed }: Surroundings,
): History {
  const group = roles.group === undefined ? basename(path) : textOf(fields[roles.group], '');
  const said = roles.infeasible === undefined ? undefined : fields[roles.infeasible];
  const seed = roles.seed === undefined ? index : Number(fields[roles.seed] ?? index);
  const recorded = configurationOf(hyperparametersIn(fields, roles, options));
  const where = `${path}${entry === true ? '#' : ':'}${line}`;
  const length = roles.lengthField === undefined ? undefined : numberOf(fields[roles.lengthField]);
  const given = typeof options.maxSteps === 'number' ? options.maxSteps : length;
  return {
    source: where,
    group,
    label: label ?? labelOf(fields, roles.trial, String(index)),
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed % 2 ** 31 : index,
    configuration:
      options.space === undefined ? recorded : configurationIn(options.space, recorded, where, Object.keys(fields)),
    curves,
    state: stateOf(curves, isTrue(said) ? 'infeasible' : null),
    toldInfeasible: isTrue(said),
    objective: null,
    stepUnit: roles.stepUnit,
    maxSteps: given !== undefined && Number.isFinite(given) && given > 0 ? given : null,
    endedAtTarget: false,
    chance: null,
    examples: {},
    mended: {
      ...nothingMended,
      duplicates,
      unordered,
      notNumbers,
      truncated: truncated ? 1 : 0,
      withoutMeasurements: curves.length === 0 ? 1 : 0,
    },
    assumed,
  };
}

/** The trial's name by the fields that tell trials apart; `missing` where there is none. */
export function labelOf(fields: TableRecord['fields'], names: readonly string[], missing: string): string {
  return names.length === 0 ? missing : names.map((name) => textOf(fields[name], missing)).join('/');
}

/** Whether a field says yes. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

/** A name; numbers and texts as they are, anything else as JSON. */
function textOf(value: unknown, missing: string): string {
  if (value === undefined || value === null) return missing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
