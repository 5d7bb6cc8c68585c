/**
 * The measurements of an AlgoPerf trial. A row is one of three: an evaluation (metrics of the splits), a step (the
 * minibatch's loss and gradient norm), or the end, which only repeats the time. NaN is written as an empty cell: so a loss
 * left empty in an evaluation or in a step is NaN, while a cell of the other kind of row was not measured.
 */
import { AttuneError } from '@attune/core/errors';
import { isSealed, type Curve } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { numberIn } from '../cells.ts';
import { openCsv, type CsvRow } from '../csv-rows.ts';
import { curveBuilder, type CurveBuilder } from '../curve-builder.ts';
import { nothingMended, type Mended } from '../mended.ts';

export interface Measurements {
  readonly curves: readonly Curve[];
  /** Examples in the validation set; null where not recorded. */
  readonly validExamples: number | null;
  readonly mended: Mended;
}

export const algoperfTexts = defineTexts('algoperf', {
  noStep: '{path}:1: there is no column {column}: this is not a file of AlgoPerf measurements',
  badStep: '{path}:{line}: {column} is {value}: it must be a number',
});

const stepColumn = 'global_step';

/** Columns about the run's course rather than the model. */
const bookkeeping = /^(score|total_duration|accumulated_\w+|preemption_count|eval_\w*time\w*)$/;

export async function readMeasurements(path: string): Promise<Measurements> {
  const table = await openCsv(path);
  if (table === null) return { curves: [], validExamples: null, mended: { ...nothingMended, withoutMeasurements: 1 } };
  const columns = table.header.map(columnOf);
  const stepAt = table.header.indexOf(stepColumn);
  if (stepAt < 0) throw new AttuneError('invalid', algoperfTexts.noStep({ path, column: stepColumn }));
  const reader = rowReader(columns, path, stepAt);
  for await (const rows of table.rows) for (const row of rows) reader.read(row);
  const { curves, duplicates, unordered } = reader.builder.build();
  return {
    curves,
    validExamples: reader.validExamples(),
    mended: {
      ...nothingMended,
      duplicates,
      unordered,
      notNumbers: reader.notNumbers(),
      emptyLosses: reader.emptyLosses(),
      truncated: table.truncated() ? 1 : 0,
      withoutMeasurements: curves.length === 0 ? 1 : 0,
    },
  };
}

interface MetricColumn {
  readonly kind: 'evaluated' | 'minibatch';
  readonly metric: string;
  readonly loss: boolean;
}

type Column = MetricColumn | { readonly kind: 'valid-examples' | 'sealed' | 'bookkeeping' | 'ignored' };

function columnOf(name: string): Column {
  if (name === stepColumn || name === '') return { kind: 'ignored' };
  if (/^valid(ation)?\/num_examples$/.test(name)) return { kind: 'valid-examples' };
  if (isSealed(name)) return { kind: 'sealed' };
  if (name.endsWith('/num_examples') || bookkeeping.test(name)) return { kind: 'bookkeeping' };
  const loss = /(^|[/_])loss$/.test(name);
  return { kind: name.includes('/') ? 'evaluated' : 'minibatch', metric: name, loss };
}

interface RowReader {
  readonly builder: CurveBuilder;
  read(row: CsvRow): void;
  validExamples(): number | null;
  notNumbers(): number;
  emptyLosses(): number;
}

function rowReader(columns: readonly Column[], path: string, stepAt: number): RowReader {
  const builder = curveBuilder();
  /** Columns in which a number has been seen: text elsewhere is a remark, not a measurement. */
  const numeric = new Set<number>();
  let validExamples: number | null = null;
  let notNumbers = 0;
  let emptyLosses = 0;

  function read({ line, cells }: CsvRow): void {
    const step = numberIn(cells[stepAt] ?? '');
    if (step === null || step === undefined || !Number.isFinite(step)) {
      const value = cells[stepAt] ?? '';
      throw new AttuneError(
        'invalid',
        algoperfTexts.badStep({ path, line, column: stepColumn, value: value === '' ? 'empty' : `"${value}"` }),
      );
    }
    const kind = kindOf(columns, cells);
    if (kind === 'end') return;
    const lossGiven = columns.some((column, at) => isLoss(column, kind) && cells[at] !== '');
    for (const [at, column] of columns.entries()) {
      const cell = cells[at] ?? '';
      if (column.kind === 'valid-examples') validExamples ??= numberIn(cell) ?? null;
      if (column.kind !== 'evaluated' && column.kind !== 'minibatch') continue;
      const value = numberIn(cell);
      if (value === undefined) {
        if (!numeric.has(at)) continue;
        notNumbers += 1;
        builder.add(column.metric, step, NaN);
      } else if (value !== null) {
        numeric.add(at);
        builder.add(column.metric, step, value);
      } else if (column.kind === kind && isNaNWhereEmpty(column, lossGiven)) {
        emptyLosses += column.loss ? 1 : 0;
        builder.add(column.metric, step, NaN);
      }
    }
  }

  return {
    builder,
    read,
    validExamples: () => validExamples,
    notNumbers: () => notNumbers,
    emptyLosses: () => emptyLosses,
  };
}

/** A row at which both were measured counts as an evaluation: its minibatch's loss, where empty, was not measured. */
function kindOf(columns: readonly Column[], cells: readonly string[]): 'evaluated' | 'minibatch' | 'end' {
  let end = false;
  for (const [at, { kind }] of columns.entries()) {
    if ((cells[at] ?? '') === '') continue;
    if (kind === 'evaluated' || kind === 'valid-examples' || kind === 'sealed') return 'evaluated';
    if (kind === 'bookkeeping') end = true;
  }
  return end ? 'end' : 'minibatch';
}

function isLoss(column: Column, kind: 'evaluated' | 'minibatch'): boolean {
  return column.kind === kind && column.loss;
}

/** A metric of an evaluation, a step's loss, and a step's gradient norm where its loss is empty too. */
function isNaNWhereEmpty(column: MetricColumn, lossGiven: boolean): boolean {
  return column.kind === 'evaluated' || column.loss || (column.metric === 'grad_norm' && !lossGiven);
}
