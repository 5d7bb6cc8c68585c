/**
 * Trials of several records each, a measurement a record; the records of trials may be interleaved, so that all are held
 * until the end. What never changes within a trial is a hyperparameter, unless its name is a result's.
 */
import { AttuneError } from '@attune/core/errors';
import { isSealed } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { curveBuilder, type BuiltCurves } from '../curve-builder.ts';
import type { History, ImportOptions } from '../importer.ts';
import { isResultName, isTimeName, storedMetric } from '../metric-name.ts';
import { numberOf } from './points.ts';
import type { TableRecord } from './records.ts';
import { assumedOf, hyperparametersIn, type Roles } from './roles.ts';
import { labelOf, trialOf, type Trials } from './trial-of.ts';

export const longTexts = defineTexts('table-long', {
  badStep: '{path}:{line}: {field} is {value}: it must be a number',
  shared:
    '{path}: {duplicates} of {points} points are of a trial and step that other rows report too, so that rows of several trials seem to be one here (trials told apart by {trial}): name what tells them apart, one field or several, with --trial, such as --trial {example}; the fields are {fields}',
  oneTrial: 'nothing: all rows are one trial',
});

/** Share of points of a step that its trial reports again from which on it is no resumed run: trials share a name. */
const sharedTrials = 0.25;

/** One field of a trial over its records: held by column, since there may be a million. */
interface Column {
  readonly first: unknown;
  last: unknown;
  changes: boolean;
  readonly steps: number[];
  /** NaN where the field holds no number. */
  readonly values: number[];
  notNumbers: number;
}

interface Gathered {
  /** Where its first record stands. */
  readonly line: number;
  readonly columns: Map<string, Column>;
  lastStep: number;
  rows: number;
}

export function longTrials(path: string, roles: Roles, options: ImportOptions): Trials {
  const stepField = roles.layout.kind === 'long' ? roles.layout.step : '';
  const trials = new Map<string, Gathered>();
  const key = [...roles.beside, ...roles.trial];
  /** The last record's trial and fields. */
  let latest: { readonly trial: Gathered; readonly names: readonly string[] } | undefined;

  function gather({ fields, line }: TableRecord): void {
    const id = JSON.stringify(key.map((name) => fields[name] ?? null));
    let trial = trials.get(id);
    if (trial === undefined) trials.set(id, (trial = { line, columns: new Map(), lastStep: -Infinity, rows: 0 }));
    trial.rows += 1;
    const step = stepIn(fields[stepField], path, line, stepField) + roles.shift;
    trial.lastStep = Math.max(trial.lastStep, step);
    const names = Object.keys(fields).filter((name) => name !== stepField);
    for (const name of names) addCell(trial.columns, name, step, fields[name]);
    latest = { trial, names };
  }

  /** Leaves out the last record where its last cell may be cut short; whether it did. */
  function leaveDoubtful(): boolean {
    const ends = [...trials.values()].map(({ lastStep }) => lastStep);
    if (latest === undefined || ends.length < 2 || latest.trial.lastStep >= Math.max(...ends)) return false;
    for (const name of latest.names) dropLast(latest.trial.columns, name);
    return true;
  }

  return {
    take(records) {
      records.forEach(gather);
      return [];
    },
    rest({ truncated, unended }) {
      const doubtful = unended && leaveDoubtful();
      const all = [...trials.values()];
      const metrics = metricsAmong(all, roles, options);
      const constant = constantAmong(all);
      const built = all.map((trial) => curvesOf(trial, metrics));
      refuseShared(built, all, path, key);
      const fieldsOf = ({ columns }: Gathered): TableRecord['fields'] =>
        Object.fromEntries(
          [...columns].map(([name, { first, last }]) => [name, name === roles.infeasible ? last : first]),
        );
      // Fields that other trials' identity needs beside the trial's own are told where they matter.
      const distinct = new Set(all.map((trial) => labelOf(fieldsOf(trial), roles.trial, ''))).size;
      const told = distinct < all.length ? key : roles.trial;
      const asked = new Set([...(options.hyperparameters ?? []), roles.infeasible, roles.lengthField, ...key]);
      const kept = (name: string): boolean =>
        !metrics.has(name) && (constant.has(name) || asked.has(name) || options.space !== undefined);
      const shown = fieldsNamed(all);
      const sample = all.map((trial) => pick(fieldsOf(trial), kept));
      const hyperparameters = [
        ...new Set(sample.flatMap((fields) => hyperparametersIn(fields, roles, options).map(([name]) => name))),
      ];
      const assumed = assumedOf(roles, { hyperparameters, fields: shown, metrics: [...metrics], trial: told });
      return all.map((trial, index): History => {
        const { curves, notNumbers } = built[index] ?? { curves: curveBuilder().build(), notNumbers: 0 };
        const isLast = trial === latest?.trial;
        const history = trialOf({ line: trial.line, fields: sample[index] ?? {} }, curves, {
          path,
          roles,
          options,
          index: index + 1,
          notNumbers,
          truncated: truncated && isLast,
          label: labelOf(fieldsOf(trial), told, String(index + 1)),
          assumed,
        });
        return doubtful && isLast ? { ...history, mended: { ...history.mended, doubtful: 1 } } : history;
      });
    },
  };
}

function stepIn(cell: unknown, path: string, line: number, field: string): number {
  const step = numberOf(cell);
  if (step !== undefined && Number.isFinite(step)) return step;
  const value = cell === undefined ? 'missing' : JSON.stringify(cell);
  throw new AttuneError('invalid', longTexts.badStep({ path, line, field, value }));
}

function addCell(columns: Map<string, Column>, name: string, step: number, cell: unknown): void {
  let column = columns.get(name);
  if (column === undefined) {
    columns.set(name, (column = { first: cell, last: cell, changes: false, steps: [], values: [], notNumbers: 0 }));
  } else if (!column.changes && !Object.is(column.first, cell)) column.changes = true;
  column.last = cell;
  const value = numberOf(cell);
  if (value === undefined) column.notNumbers += 1;
  column.steps.push(step);
  column.values.push(value ?? NaN);
}

function dropLast(columns: Map<string, Column>, name: string): void {
  const column = columns.get(name);
  column?.steps.pop();
  column?.values.pop();
  if (column?.steps.length === 0) columns.delete(name);
}

function fieldsNamed(trials: readonly Gathered[]): readonly string[] {
  return [...new Set(trials.flatMap(({ columns }) => [...columns.keys()]))];
}

/** Fields that change within no trial; a text that stands in some rows alone is a remark. */
function constantAmong(trials: readonly Gathered[]): ReadonlySet<string> {
  return new Set(
    fieldsNamed(trials).filter((name) =>
      trials.every(({ columns, rows }) => {
        const column = columns.get(name);
        if (column === undefined) return true;
        return !column.changes && (column.notNumbers === 0 || column.values.length === rows);
      }),
    ),
  );
}

/** Fields that are metrics: a result's by name, asked for, or holding numbers that change within some trial. */
function metricsAmong(
  trials: readonly Gathered[],
  roles: Roles,
  { objective, hyperparameters = [] }: ImportOptions,
): ReadonlySet<string> {
  const other = new Set([
    ...roles.trial,
    ...roles.beside,
    roles.group,
    roles.seed,
    roles.infeasible,
    roles.lengthField,
    ...hyperparameters,
  ]);
  return new Set(
    fieldsNamed(trials).filter((name) => {
      if (other.has(name) || isTimeName(name) || isSealed(storedMetric(name))) return false;
      if (isResultName(name) || objective?.metric === name) return true;
      return trials.some(({ columns }) => {
        const column = columns.get(name);
        return column?.changes === true && column.notNumbers < column.values.length;
      });
    }),
  );
}

interface Read {
  readonly curves: BuiltCurves;
  readonly notNumbers: number;
}

function curvesOf({ columns }: Gathered, metrics: ReadonlySet<string>): Read {
  const builder = curveBuilder();
  let notNumbers = 0;
  for (const [name, column] of columns) {
    if (!metrics.has(name)) continue;
    const metric = storedMetric(name);
    notNumbers += column.notNumbers;
    for (const [i, value] of column.values.entries()) builder.add(metric, column.steps[i] ?? 0, value);
  }
  return { curves: builder.build(), notNumbers };
}

/** Throws `invalid` where so many points are of a step that was reported that several trials must be one. */
function refuseShared(built: readonly Read[], trials: readonly Gathered[], path: string, key: readonly string[]): void {
  const duplicates = built.reduce((sum, { curves }) => sum + curves.duplicates, 0);
  const kept = built.reduce((sum, { curves }) => curves.curves.reduce((all, { steps }) => all + steps.length, sum), 0);
  const points = duplicates + kept;
  if (duplicates < sharedTrials * points || duplicates === 0) return;
  const fields = fieldsNamed(trials);
  const other = fields.filter(
    (name) =>
      !key.includes(name) &&
      !isResultName(name) &&
      !isTimeName(name) &&
      trials.some((one) => one.columns.get(name)?.changes),
  );
  const example = [...key, ...other].slice(0, Math.max(2, key.length + 1)).join(',');
  const trial = key.length === 0 ? longTexts.oneTrial().text : key.join(', ');
  throw new AttuneError(
    'invalid',
    longTexts.shared({ path, duplicates, points, trial, example: example || 'FIELD', fields: fields.join(', ') }),
  );
}

function pick(fields: TableRecord['fields'], kept: (name: string) => boolean): TableRecord['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kept(name)));
}
