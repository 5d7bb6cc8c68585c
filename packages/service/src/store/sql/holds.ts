/** Tells whether what a batch holds is stored: for whoever sends one again, and for nobody else. */
import { contains } from '../run-of-points.ts';
import type { Batch } from '../store.ts';
import { readCurves } from './curves.ts';
import type { SqlDialect } from './dialect.ts';
import type { Database } from './tables.ts';

/** As `Store.holds`. Reads whole series: batches are rarely sent again. */
export async function holdsBatches(
  db: Database,
  dialect: SqlDialect,
  batches: readonly Batch[],
): Promise<readonly boolean[]> {
  const trials = [...new Set(batches.map(({ trial }) => trial))];
  const metrics = [...new Set(batches.flatMap(({ series }) => series.map(({ metric }) => metric)))];
  // Nothing of them is given away, so that no reason is recorded.
  const unsealed = { reason: 'sent again' };
  const curves = await readCurves(db, dialect, { trials, metrics, unsealed });
  const checkpoints = await db
    .selectFrom('checkpoint')
    .selectAll()
    .where('trial', 'in', dialect.among(trials))
    .execute();
  const announced = new Set(checkpoints.map((row) => keyOf(row['trial'], row['attempt'], row['step'])));
  return batches.map(({ trial, attempt, series, checkpoints: sent }) => {
    const own = curves.filter((curve) => curve.trial === trial && curve.attempt === attempt);
    return (
      sent.every(({ step }) => announced.has(keyOf(trial, attempt, step))) &&
      series.every((each) =>
        contains(
          own.find(({ metric }) => metric === each.metric),
          each,
        ),
      )
    );
  });
}

function keyOf(...key: readonly unknown[]): string {
  return key.map(Number).join(' ');
}
