/**
 * Merges the small chunks that ingestion leaves into few large ones. A merged chunk takes the sequence number of its
 * first part, so the order stays, and ingestion may go on meanwhile.
 */
import { decodeSteps, decodeValues, encodeSteps, encodeValues } from './chunk.ts';
import type { Database } from './tables.ts';

/** Points of a merged chunk: enough to read fast, few enough that a merge takes some milliseconds. */
export const mergedPoints = 32_768;

/** Consecutive chunks of one series that become one; at least two. */
export interface Merge {
  readonly trial: number;
  readonly attempt: number;
  readonly metric: number;
  readonly from: number;
  readonly to: number;
}

/** What is to be merged of an attempt's series. */
export async function planMerges(db: Database, trial: number, attempt: number): Promise<readonly Merge[]> {
  const chunks = await db
    .selectFrom('chunk')
    .select(['metric', 'sequence', 'count'])
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .orderBy('metric')
    .orderBy('sequence')
    .execute();
  const runs: { metric: number; points: number; from: number; to: number; chunks: number }[] = [];
  for (const { metric, sequence, count } of chunks) {
    const run = runs.at(-1);
    if (run?.metric === metric && run.points + count <= mergedPoints) {
      run.points += count;
      run.to = sequence;
      run.chunks += 1;
    } else {
      runs.push({ metric, points: count, from: sequence, to: sequence, chunks: 1 });
    }
  }
  return runs.filter((run) => run.chunks > 1).map(({ metric, from, to }) => ({ trial, attempt, metric, from, to }));
}

/** Does one merge, as it stands now: a part that another process merged meanwhile is no loss. */
export async function mergeChunks(db: Database, { trial, attempt, metric, from, to }: Merge): Promise<void> {
  const parts = await db
    .selectFrom('chunk')
    .select(['sequence', 'step_data', 'value_data'])
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .where('metric', '=', metric)
    .where('sequence', '>=', from)
    .where('sequence', '<=', to)
    .orderBy('sequence')
    .execute();
  const [first] = parts;
  if (first === undefined) return;
  const steps: number[] = [];
  const values: number[] = [];
  for (const { step_data, value_data } of parts) {
    decodeSteps(step_data, steps);
    decodeValues(value_data, values);
  }

  await db
    .deleteFrom('chunk')
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .where('metric', '=', metric)
    .where('sequence', '>', first.sequence)
    .where('sequence', '<=', to)
    .execute();
  await db
    .updateTable('chunk')
    .set({ count: steps.length, step_data: encodeSteps(steps), value_data: encodeValues(values) })
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .where('metric', '=', metric)
    .where('sequence', '=', first.sequence)
    .execute();
}
