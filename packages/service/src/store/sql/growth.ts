/**
 * Reads what series have grown by, at a cost that depends on the news and not on their length: a chunk holds at least one
 * point, so that as many of the latest chunks as there are new points hold all of them. Many series are one question.
 */
import { byAttemptAndMetric } from '../series-order.ts';
import type { AttemptCurve, GrowthQuery } from '../store.ts';
import { decodeSteps, decodeValues } from './chunk.ts';
import { visibleMetrics } from './curves.ts';
import type { SqlDialect } from './dialect.ts';
import type { ChunkTable, Database, SeriesTable } from './tables.ts';

/** Series of one statement. */
const seriesAtOnce = 64;

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
  const grown = series.flatMap((row): Grown[] => {
    const metric = metrics.get(row.metric) ?? '';
    const news = row.count - seen(row.trial, row.attempt, metric);
    return news > 0 ? [{ ...row, news }] : [];
  });
  const chunks = Map.groupBy(await latestChunks(db, grown), keyOf);
  return grown
    .map((row) => {
      const { trial, attempt } = row;
      return {
        trial,
        attempt,
        metric: metrics.get(row.metric) ?? '',
        ...latest(chunks.get(keyOf(row)) ?? [], row.news),
      };
    })
    .sort(byAttemptAndMetric);
}

interface Grown extends Pick<SeriesTable, 'trial' | 'attempt' | 'metric' | 'next_sequence'> {
  /** Points that are new. */
  readonly news: number;
}

/** Of each series as of its row: what has been appended since that was read is left for the next time. */
async function latestChunks(db: Database, grown: readonly Grown[]): Promise<readonly ChunkTable[]> {
  const chunks: ChunkTable[] = [];
  for (let from = 0; from < grown.length; from += seriesAtOnce) {
    const [first, ...rest] = padded(grown.slice(from, from + seriesAtOnce)).map((row) => chunksOf(db, row));
    if (first !== undefined) chunks.push(...(await rest.reduce((all, one) => all.unionAll(one), first).execute()));
  }
  return chunks;
}

function chunksOf(db: Database, { trial, attempt, metric, next_sequence, news }: Grown) {
  const chunks = db
    .selectFrom('chunk')
    .selectAll()
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .where('metric', '=', metric)
    .where('sequence', '<', next_sequence)
    .orderBy('sequence', 'desc')
    .limit(news);
  return db.selectFrom(chunks.as('latest')).selectAll();
}

/** As many as the next power of two, by series without news: so that few statements are prepared. */
function padded(grown: readonly Grown[]): readonly Grown[] {
  const none = grown.slice(0, 1).map((row) => ({ ...row, news: 0 }));
  const missing = 2 ** Math.ceil(Math.log2(Math.max(1, grown.length))) - grown.length;
  return [...grown, ...none.flatMap((row) => Array.from({ length: missing }, () => row))];
}

/** The last `points` points. */
function latest(chunks: readonly ChunkTable[], points: number): Pick<AttemptCurve, 'steps' | 'values'> {
  const steps: number[] = [];
  const values: number[] = [];
  let found = 0;
  const needed = chunks
    .toSorted((a, b) => b.sequence - a.sequence)
    .filter(({ count }) => {
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

function keyOf({ trial, attempt, metric }: Pick<ChunkTable, 'trial' | 'attempt' | 'metric'>): string {
  return `${trial} ${attempt} ${metric}`;
}
