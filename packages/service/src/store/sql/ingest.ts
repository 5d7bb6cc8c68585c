/**
 * Stores batches of points: a chunk for each series, its summary, the checkpoints and the attempts' new offsets. Reads
 * what it needs of all batches at once, and writes each table at once: where the database is another machine, the number
 * of questions is what takes time.
 */
import { sql } from 'kysely';
import { checkBatch, type Offsets, type StoredAttempt } from '../batch.ts';
import { nameOf } from '../kinds.ts';
import { refuse } from '../refusals.ts';
import type { Batch } from '../store.ts';
import { extendSummary } from '../summary.ts';
import { encodeSteps, encodeValues } from './chunk.ts';
import type { SqlDialect } from './dialect.ts';
import { internMetrics } from './metrics.ts';
import { fromSummary, toSummary } from './summary-columns.ts';
import type { ChunkTable, Columns, Database, SeriesTable } from './tables.ts';

/** Rows of one statement: SQLite takes 32,766 parameters, and a series has 13 columns. */
const rowsAtOnce = 500;

/** What is to be written; attempts, series and checkpoints by their keys. */
interface Pending {
  readonly offsets: Map<string, { readonly trial: number; readonly attempt: number; readonly to: Offsets }>;
  readonly series: Map<string, SeriesTable>;
  readonly chunks: ChunkTable[];
  readonly checkpoints: Map<string, Columns>;
}

/** `time` is that of announced checkpoints. Throws as `Store.ingest` does; the caller's transaction undoes all then. */
export async function ingestBatches(
  db: Database,
  dialect: SqlDialect,
  batches: readonly Batch[],
  time: number,
): Promise<void> {
  const names = batches.flatMap(({ series }) => series.filter(({ steps }) => steps.length > 0));
  const metrics = await internMetrics(
    db,
    names.map(({ metric }) => metric),
  );
  const offsets = await storedOffsets(db, dialect, batches);
  const series = await storedSeries(db, dialect, batches);
  const pending: Pending = { offsets: new Map(), series: new Map(), chunks: [], checkpoints: new Map() };
  for (const batch of batches) {
    advanceOffsets(batch, offsets, pending);
    appendSeries(batch, metrics, series, pending);
    const { trial, attempt } = batch;
    for (const { step, path } of batch.checkpoints) {
      pending.checkpoints.set(keyOf(trial, attempt, step), { trial, attempt, step, path, time });
    }
  }
  await write(db, pending);
}

function advanceOffsets(batch: Batch, offsets: Map<string, StoredAttempt>, pending: Pending): void {
  const { trial, attempt, to } = batch;
  const key = keyOf(trial, attempt);
  const stored = offsets.get(key);
  if (stored === undefined) throw refuse.missing(nameOf('attempt', [trial, attempt]));
  checkBatch(batch, stored);
  offsets.set(key, { ...to, ended: stored.ended });
  pending.offsets.set(key, { trial, attempt, to });
}

function appendSeries(
  batch: Batch,
  metrics: ReadonlyMap<string, number>,
  series: Map<string, SeriesTable>,
  pending: Pending,
): void {
  const { trial, attempt } = batch;
  for (const { metric: name, steps, values } of batch.series) {
    const metric = metrics.get(name);
    if (metric === undefined || steps.length === 0) continue;
    const key = keyOf(trial, attempt, metric);
    const stored = series.get(key);
    const summary = extendSummary(stored === undefined ? null : toSummary(name, stored), name, steps, values);
    if (summary === null) continue;
    const sequence = stored?.next_sequence ?? 0;
    const row = { trial, attempt, metric, ...fromSummary(summary), next_sequence: sequence + 1 };
    series.set(key, row);
    pending.series.set(key, row);
    const data = { step_data: encodeSteps(steps), value_data: encodeValues(values) };
    pending.chunks.push({ trial, attempt, metric, sequence, count: steps.length, ...data });
  }
}

async function write(db: Database, { offsets, series, chunks, checkpoints }: Pending): Promise<void> {
  for (const moved of portions([...offsets.values()])) {
    await db
      .updateTable('attempt')
      .set({
        metrics_offset: whichever(moved.map(({ trial, attempt, to }) => [trial, attempt, to.metrics])),
        stdout_offset: whichever(moved.map(({ trial, attempt, to }) => [trial, attempt, to.stdout])),
      })
      .where((row) =>
        row.or(moved.map(({ trial, attempt }) => row.and([row('trial', '=', trial), row('number', '=', attempt)]))),
      )
      .execute();
  }
  for (const rows of portions([...series.values()])) {
    await db
      .insertInto('series')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['trial', 'attempt', 'metric']).doUpdateSet((row) => ({
          count: row.ref('excluded.count'),
          min_step: row.ref('excluded.min_step'),
          min_value: row.ref('excluded.min_value'),
          max_step: row.ref('excluded.max_step'),
          max_value: row.ref('excluded.max_value'),
          last_step: row.ref('excluded.last_step'),
          last_value: row.ref('excluded.last_value'),
          first_step: row.ref('excluded.first_step'),
          first_non_finite: row.ref('excluded.first_non_finite'),
          ascending: row.ref('excluded.ascending'),
          next_sequence: row.ref('excluded.next_sequence'),
        })),
      )
      .execute();
  }
  for (const rows of portions(chunks)) await db.insertInto('chunk').values(rows).execute();
  for (const rows of portions([...checkpoints.values()])) {
    await db
      .insertInto('checkpoint')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['trial', 'attempt', 'step'])
          .doUpdateSet((row) => ({ path: row.ref('excluded.path'), time: row.ref('excluded.time') })),
      )
      .execute();
  }
}

/** The number that belongs to the row's attempt. */
function whichever(numbers: readonly (readonly [trial: number, attempt: number, value: number])[]) {
  const cases = numbers.map(
    ([trial, attempt, value]) => sql`when trial = ${trial} and number = ${attempt} then cast(${value} as bigint)`,
  );
  return sql<number>`case ${sql.join(cases, sql` `)} end`;
}

async function storedOffsets(
  db: Database,
  dialect: SqlDialect,
  batches: readonly Batch[],
): Promise<Map<string, StoredAttempt>> {
  const rows = await db
    .selectFrom('attempt')
    .select(['trial', 'number', 'metrics_offset', 'stdout_offset', 'ended_at'])
    .where('trial', 'in', dialect.among(unique(batches.map(({ trial }) => trial))))
    .execute();
  return new Map(
    rows.map((row) => [
      keyOf(Number(row['trial']), Number(row['number'])),
      {
        metrics: Number(row['metrics_offset']),
        stdout: Number(row['stdout_offset']),
        ended: row['ended_at'] !== null,
      },
    ]),
  );
}

async function storedSeries(
  db: Database,
  dialect: SqlDialect,
  batches: readonly Batch[],
): Promise<Map<string, SeriesTable>> {
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .where('trial', 'in', dialect.among(unique(batches.map(({ trial }) => trial))))
    .where('attempt', 'in', dialect.among(unique(batches.map(({ attempt }) => attempt))))
    .execute();
  return new Map(rows.map((row) => [keyOf(row.trial, row.attempt, row.metric), row]));
}

function keyOf(...numbers: readonly number[]): string {
  return numbers.join(' ');
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)];
}

function portions<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, i) =>
    rows.slice(i * rowsAtOnce, (i + 1) * rowsAtOnce),
  );
}
