/** Which metrics the trials of a round reported, for choosing among them. */
import Type from 'typebox';
import type { Store } from '../../store/index.ts';
import { guessDirection } from '../init/direction.ts';
import { clockSeries } from '../../engine/index.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { keptOf, readStore } from '../analysis/reading.ts';
import { roundOf } from '../rounds.ts';
import { nullable } from './trial-document.ts';

export const metricsList = defineOperation({
  name: 'metrics',
  summary: 'List the metrics that a round’s trials reported',
  permission: 'read',
  input: inputOf({ round: Type.Integer({ minimum: 1 }) }),
  result: documentOf('metrics', {
    round: Type.Integer(),
    metrics: Type.Array(
      Type.Object({
        metric: Type.String(),
        trials: Type.Integer({ description: 'That reported it.' }),
        points: Type.Integer({ description: 'Of all their attempts.' }),
        direction: nullable(Type.Enum(['minimize', 'maximize']), {
          description: 'Which way is good, where the objective or its name tells.',
        }),
      }),
      { description: 'The objective first, then by how many trials reported it; sealed ones are absent.' },
    ),
  }),
  async run(context, { round }) {
    return readStore(context, (store) =>
      keptOf(context, store, { name: 'metrics', round }, () => metricsDocument(store, round)),
    );
  },
});

async function metricsDocument(store: Store, round: number) {
  const { objective } = (await roundOf(store, round)).resolved.project;
  const trials = await store.read('trial', { round: [round] });
  const summaries = await store.summaries({ trials: trials.map(({ id }) => id) });
  const metrics = [...Map.groupBy(summaries, ({ metric }) => metric)]
    .filter(([metric]) => metric !== clockSeries)
    .map(([metric, own]) => ({
      metric,
      trials: new Set(own.map(({ trial }) => trial)).size,
      points: own.reduce((sum, { count }) => sum + count, 0),
      direction: metric === objective.metric ? objective.direction : (guessDirection(metric) ?? null),
    }))
    .toSorted(
      (a, b) =>
        Number(b.metric === objective.metric) - Number(a.metric === objective.metric) ||
        b.trials - a.trials ||
        (a.metric < b.metric ? -1 : 1),
    );
  return { schema: 'metrics/1' as const, round, metrics };
}
