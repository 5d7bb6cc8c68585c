/**
 * Reads what series have grown by, at a cost that depends on the news and not on their length: a chunk holds at least one
 * point, so that as many of the latest chunks as there are new points hold all of them.
 */
import { byAttemptAndMetric } from '../series-order.ts';
import type { AttemptCurve, GrowthQuery } from '../store.ts';
import { decodeSteps, decodeValues } from './chunk.ts';
import { visibleMetrics } from './curves.ts';
import type { SqlDialect } from './dialect.ts';
import type { Database, SeriesTable } from './tables.ts';

export async function readGrowth(
  db: Database,
  dialect: SqlDialect,
  { trials, seen }: GrowthQuery,
): Promise<readonly AttemptCurve[]> {
  const metrics = await visibleMetrics(db, {});
  const series = await db
    .selectFrom('series')
    .select(['trial', 'attempt', 'metric', 'count', 'next_sequence'])
    .where('trial', 'in', dialect.among(trials))
    .where('metric', 'in', dialect.among([...metrics.keys()]))
    .execute();
  const grown: AttemptCurve[] = [];
  for (const row of series) {
    const metric = metrics.get(row.metric) ?? '';
    const news = row.count - seen(row.trial, row.attempt, metric);
    if (news <= 0) continue;
    const { steps, values } = await latest(db, row, news);
    grown.push({ trial: row.trial, attempt: row.attempt, metric, steps, values });
  }
  return grown.sort(byAttemptAndMetric);
}

/** The last `points` points as of the series' row: what has been appended since that was read is left for the next time. */
async function latest(
  db: Database,
  series: Pick<SeriesTable, 'trial' | 'attempt' | 'metric' | 'next_sequence'>,
  points: number,
): Promise<{ readonly steps: readonly number[]; readonly values: readonly number[] }> {
  const chunks = await db
    .selectFrom('chunk')
    .select(['count', 'step_data', 'value_data'])
    .where('trial', '=', series.trial)
    .where('attempt', '=', series.attempt)
    .where('metric', '=', series.metric)
    .where('sequence', '<', series.next_sequence)
    .orderBy('sequence', 'desc')
    .limit(points)
    .execute();
  const steps: number[] = [];
  const values: number[] = [];
  let found = 0;
  const needed = chunks.filter(({ count }) => {
    const wanted = found < points;
    found += count;
    return wanted;
  });
  for (const { step_data, value_data } of needed.toReversed()) {
    decodeSteps(step_data, steps);
    decodeValues(value_data, values);
  }
  return { steps: steps.slice(-points), values: values.slice(-points) };
}
