/** One trial of a table, from its record and its curves. */
import { basename } from 'node:path';
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
  rest(truncated: boolean): readonly History[];
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
}

/** `record` holds what is one value for the whole trial. */
export function trialOf(
  { fields, line }: TableRecord,
  { curves, duplicates, unordered }: BuiltCurves,
  { path, roles, options, index, notNumbers, truncated }: Surroundings,
): History {
  const label = roles.trial === undefined ? String(index) : textOf(fields[roles.trial], String(index));
  const group = roles.group === undefined ? basename(path) : textOf(fields[roles.group], '');
  const said = roles.infeasible === undefined ? undefined : fields[roles.infeasible];
  const seed = roles.seed === undefined ? index : Number(fields[roles.seed] ?? index);
  const recorded = configurationOf(hyperparametersIn(fields, roles, options));
  const length = roles.lengthField === undefined ? undefined : numberOf(fields[roles.lengthField]);
  const given = typeof options.maxSteps === 'number' ? options.maxSteps : length;
  return {
    source: `${path}:${line}`,
    group,
    label,
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed % 2 ** 31 : index,
    configuration: options.space === undefined ? recorded : configurationIn(options.space, recorded, `${path}:${line}`),
    curves,
    state: stateOf(curves, said === true || said === 1 ? 'infeasible' : null),
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
    assumed: roles.assumed,
  };
}

/** A name; numbers and texts as they are, anything else as JSON. */
function textOf(value: unknown, missing: string): string {
  if (value === undefined || value === null) return missing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
