/** Stores batches of points: a chunk for each series, its summary, the checkpoints and the attempt's new offsets. */
import { checkBatch } from '../batch.ts';
import { nameOf } from '../kinds.ts';
import { refuse } from '../refusals.ts';
import type { Batch } from '../store.ts';
import { extendSummary } from '../summary.ts';
import { encodeSteps, encodeValues } from './chunk.ts';
import { internMetrics } from './metrics.ts';
import { fromSummary, toSummary } from './summary-columns.ts';
import type { Database } from './tables.ts';

/** `time` is that of announced checkpoints. Throws as `Store.ingest` does; the caller's transaction undoes all then. */
export async function ingestBatches(db: Database, batches: readonly Batch[], time: number): Promise<void> {
  const metrics = await internMetrics(
    db,
    batches.flatMap(({ series }) => series.filter(({ steps }) => steps.length > 0).map(({ metric }) => metric)),
  );
  for (const batch of batches) {
    await advanceOffsets(db, batch);
    await appendSeries(db, batch, metrics);
    await announce(db, batch, time);
  }
}

async function advanceOffsets(db: Database, batch: Batch): Promise<void> {
  const { trial, attempt, to } = batch;
  const stored = await db
    .selectFrom('attempt')
    .select(['metrics_offset', 'stdout_offset'])
    .where('trial', '=', trial)
    .where('number', '=', attempt)
    .executeTakeFirst();
  if (stored === undefined) throw refuse.missing(nameOf('attempt', [trial, attempt]));
  checkBatch(batch, { metrics: Number(stored['metrics_offset']), stdout: Number(stored['stdout_offset']) });
  await db
    .updateTable('attempt')
    .set({ metrics_offset: to.metrics, stdout_offset: to.stdout })
    .where('trial', '=', trial)
    .where('number', '=', attempt)
    .execute();
}

async function appendSeries(db: Database, batch: Batch, metrics: ReadonlyMap<string, number>): Promise<void> {
  const { trial, attempt } = batch;
  const stored = await db
    .selectFrom('series')
    .selectAll()
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .execute();
  const known = new Map(stored.map((row) => [row.metric, row]));

  for (const { metric: name, steps, values } of batch.series) {
    const metric = metrics.get(name);
    if (metric === undefined) continue;
    const row = known.get(metric);
    const summary = extendSummary(row === undefined ? null : toSummary(name, row), name, steps, values);
    if (summary === null || steps.length === 0) continue;
    const key = { trial, attempt, metric };
    const sequence = row?.next_sequence ?? 0;
    const columns = { ...fromSummary(summary), next_sequence: sequence + 1 };
    await db
      .insertInto('series')
      .values({ ...key, ...columns })
      .onConflict((conflict) => conflict.columns(['trial', 'attempt', 'metric']).doUpdateSet(columns))
      .execute();
    const data = { step_data: encodeSteps(steps), value_data: encodeValues(values) };
    await db
      .insertInto('chunk')
      .values({ ...key, sequence, count: steps.length, ...data })
      .execute();
    known.set(metric, { ...key, ...columns });
  }
}

async function announce(db: Database, { trial, attempt, checkpoints }: Batch, time: number): Promise<void> {
  for (const { step, path } of checkpoints) {
    await db
      .insertInto('checkpoint')
      .values({ trial, attempt, step, path, time })
      .onConflict((conflict) => conflict.columns(['trial', 'attempt', 'step']).doUpdateSet({ path, time }))
      .execute();
  }
}
