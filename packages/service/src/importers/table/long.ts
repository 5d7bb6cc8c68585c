/**
 * Trials of several records each, a measurement a record; the records of trials may be interleaved, so that all are held
 * until the end. What never changes within a trial is a hyperparameter, unless its name is a metric's.
 */
import { AttuneError } from '@attune/core/errors';
import { isSealed } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { curveBuilder, type BuiltCurves } from '../curve-builder.ts';
import type { History, ImportOptions } from '../importer.ts';
import { isMetricName, isTimeName, storedMetric } from '../metric-name.ts';
import { numberOf } from './points.ts';
import type { TableRecord } from './records.ts';
import type { Roles } from './roles.ts';
import { trialOf, type Trials } from './trial-of.ts';

export const longTexts = defineTexts('table-long', {
  badStep: '{path}:{line}: {field} is {value}: it must be a number',
});

/** One field of a trial over its records: held by column, since there may be a million. */
interface Column {
  readonly first: unknown;
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
}

export function longTrials(path: string, roles: Roles, options: ImportOptions): Trials {
  const stepField = roles.layout.kind === 'long' ? roles.layout.step : '';
  const trials = new Map<unknown, Gathered>();

  function gather({ fields, line }: TableRecord): void {
    const id = roles.trial === undefined ? '' : fields[roles.trial];
    let trial = trials.get(id);
    if (trial === undefined) trials.set(id, (trial = { line, columns: new Map() }));
    const step = stepIn(fields[stepField], path, line, stepField) + roles.shift;
    for (const [name, cell] of Object.entries(fields)) {
      if (name !== stepField) addCell(trial.columns, name, step, cell);
    }
  }

  return {
    take(records) {
      records.forEach(gather);
      return [];
    },
    rest(truncated) {
      const all = [...trials.values()];
      const metrics = metricsAmong(all, roles, options);
      return all.map((trial, index): History => {
        const { curves, notNumbers } = curvesOf(trial, metrics);
        const constant = [...trial.columns].flatMap(([name, { first, changes }]) => (changes ? [] : [[name, first]]));
        const fields = Object.fromEntries(constant) as TableRecord['fields'];
        const last = truncated && index === all.length - 1;
        const around = { path, roles, options, index: index + 1, notNumbers, truncated: last };
        return trialOf({ line: trial.line, fields }, curves, around);
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
    columns.set(name, (column = { first: cell, changes: false, steps: [], values: [], notNumbers: 0 }));
  } else if (!column.changes && !Object.is(column.first, cell)) column.changes = true;
  const value = numberOf(cell);
  if (value === undefined) column.notNumbers += 1;
  column.steps.push(step);
  column.values.push(value ?? NaN);
}

/** Fields that are metrics: by name, by being asked for, or by holding numbers that change within some trial. */
function metricsAmong(
  trials: readonly Gathered[],
  roles: Roles,
  { objective, hyperparameters = [] }: ImportOptions,
): ReadonlySet<string> {
  const other = new Set([
    roles.trial,
    roles.group,
    roles.seed,
    roles.infeasible,
    roles.lengthField,
    ...hyperparameters,
  ]);
  const names = new Set(trials.flatMap(({ columns }) => [...columns.keys()]));
  return new Set(
    [...names].filter((name) => {
      const metric = storedMetric(name);
      if (other.has(name) || isTimeName(name) || isSealed(metric)) return false;
      if (metric.includes('/') || isMetricName(name) || objective?.metric === name) return true;
      return trials.some(({ columns }) => {
        const column = columns.get(name);
        return column?.changes === true && column.notNumbers < column.values.length;
      });
    }),
  );
}

function curvesOf(
  { columns }: Gathered,
  metrics: ReadonlySet<string>,
): { readonly curves: BuiltCurves; readonly notNumbers: number } {
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
