/** Reads measurements: whole or thinned series from their chunks, and summaries without them. */
import { thin } from '@attune/core/study';
import { visible } from '../sealed.ts';
import { byAttemptAndMetric } from '../series-order.ts';
import type { AttemptCurve, AttemptSummary, CurveQuery } from '../store.ts';
import { decodeSteps, decodeValues } from './chunk.ts';
import type { SqlDialect } from './dialect.ts';
import { allMetrics } from './metrics.ts';
import { toSummary } from './summary-columns.ts';
import type { Database } from './tables.ts';

export async function readCurves(
  db: Database,
  dialect: SqlDialect,
  query: CurveQuery,
): Promise<readonly AttemptCurve[]> {
  const metrics = await visibleMetrics(db, query);
  const chunks = await db
    .selectFrom('chunk')
    .select(['trial', 'attempt', 'metric', 'step_data', 'value_data'])
    .where('trial', 'in', dialect.among(query.trials))
    .where('metric', 'in', dialect.among([...metrics.keys()]))
    .orderBy('trial')
    .orderBy('attempt')
    .orderBy('metric')
    .orderBy('sequence')
    .execute();

  const curves: Growing[] = [];
  for (const { trial, attempt, metric: id, step_data, value_data } of chunks) {
    const metric = metrics.get(id) ?? '';
    let curve = curves.at(-1);
    if (curve?.trial !== trial || curve.attempt !== attempt || curve.metric !== metric) {
      curve = { trial, attempt, metric, steps: [], values: [] };
      curves.push(curve);
    }
    decodeSteps(step_data, curve.steps);
    decodeValues(value_data, curve.values);
  }
  const { maxPoints } = query;
  const whole = curves.sort(byAttemptAndMetric);
  return maxPoints === undefined ? whole : whole.map((curve) => thin(curve, maxPoints));
}

export async function readSummaries(
  db: Database,
  dialect: SqlDialect,
  query: Omit<CurveQuery, 'maxPoints'>,
): Promise<readonly AttemptSummary[]> {
  const metrics = await visibleMetrics(db, query);
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .where('trial', 'in', dialect.among(query.trials))
    .where('metric', 'in', dialect.among([...metrics.keys()]))
    .orderBy('trial')
    .orderBy('attempt')
    .execute();
  return rows
    .map((row) => {
      const { trial, attempt } = row;
      return { trial, attempt, ...toSummary(metrics.get(row.metric) ?? '', row) };
    })
    .sort(byAttemptAndMetric);
}

interface Growing extends AttemptCurve {
  readonly steps: number[];
  readonly values: number[];
}

/** Metrics that the query may see, by their number. */
export async function visibleMetrics(
  db: Database,
  query: Pick<CurveQuery, 'metrics' | 'unsealed'>,
): Promise<ReadonlyMap<number, string>> {
  return new Map([...(await allMetrics(db))].filter(([, name]) => visible(name, query)));
}
