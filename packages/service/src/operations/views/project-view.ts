/** The project as its file describes it: what is tuned, by what, over which values. */
import Type, { type Static } from 'typebox';
import { flatten, hyperparameterLabels, type Conditioned } from '@attune/core/space';
import { clockSeries } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import { objectiveSchema } from '../report/asked-objective.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { keptOf } from '../analysis/reading.ts';
import { configurationSchema, nullable, scalarSchema } from './trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

const hyperparameterSchema = Type.Object({
  name: Type.String({ description: 'Its identity, by which configurations name it.' }),
  label: Type.String({ description: 'Short, and different for each.' }),
  meaning: nullable(Type.String()),
  kind: Type.Enum(['float', 'integer', 'discrete', 'categorical', 'boolean', 'choice'], {
    description: '`discrete` values have an order; a `choice` holds branches with hyperparameters of their own.',
  }),
  scale: nullable(Type.Enum(['linear', 'log', 'reverse-log'])),
  low: nullable(Type.Number()),
  high: nullable(Type.Number()),
  values: nullable(Type.Array(scalarSchema), { description: 'Values, or labels of branches; null for a range.' }),
  off: nullable(scalarSchema, { description: 'The value that disables it; null where there is none.' }),
  parent: nullable(Type.Object({ name: Type.String(), label: Type.String() }), {
    description: 'The choice and its branch in which it exists; null where it always does.',
  }),
});

export const projectView = defineOperation({
  name: 'project',
  summary: 'Show what the project tunes: objective, hyperparameters, baseline',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('project', {
    name: Type.String(),
    file: Type.String(),
    objective: objectiveSchema,
    stepUnit: Type.String(),
    maxSteps: Type.Number(),
    hyperparameters: Type.Array(hyperparameterSchema),
    baseline: configurationSchema,
    slots: Type.Integer(),
    metrics: Type.Array(Type.String(), {
      description: 'Names reported by the latest trials, the objective first; sealed ones are absent.',
    }),
  }),
  async run(context) {
    const workspace = openWorkspace(context);
    const { project, projectFile } = workspace;
    const { name, objective, train, space, baseline, resources } = project;
    const all = flatten(space);
    const labels = hyperparameterLabels(all.map(({ hyperparameter }) => hyperparameter));
    const seen = (await storeExists(workspace))
      ? await withStore(workspace, (store) => latestMetrics(context, store))
      : [];
    return {
      schema: 'project/1' as const,
      name,
      file: projectFile,
      objective,
      stepUnit: train.stepUnit,
      maxSteps: train.maxSteps,
      hyperparameters: all.map((each, index) => described(each, labels[index] ?? each.hyperparameter.id)),
      baseline,
      slots: resources.slots,
      metrics: [...new Set([objective.metric, ...seen])],
    };
  },
});

type HyperparameterDocument = Static<typeof hyperparameterSchema>;

function described({ hyperparameter, conditions }: Conditioned, label: string): HyperparameterDocument {
  const { id: name, meaning = null, off = null, kind } = hyperparameter;
  const last = conditions.at(-1);
  const parent = last === undefined ? null : { name: last.id, label: last.label };
  const about = { name, label, meaning, kind, off, parent, scale: null, low: null, high: null, values: null };
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer': {
      const { scale, low, high } = hyperparameter;
      return { ...about, scale, low, high };
    }
    case 'discrete':
    case 'categorical':
    case 'boolean':
      return { ...about, values: [...hyperparameter.values] };
    case 'choice':
      return { ...about, values: hyperparameter.branches.map((branch) => branch.label) };
  }
}

/** Trials whose metrics are looked at. */
const latest = 50;

async function latestMetrics(context: Context, store: Store): Promise<readonly string[]> {
  const round = (await store.read('round')).at(-1);
  if (round === undefined) return [];
  return keptOf(context, store, { name: 'latest metrics', round: round.number, rows: true }, async () => {
    const trials = (await store.read('trial', { round: [round.number] }))
      .filter(({ state }) => state.status !== 'waiting')
      .slice(-latest);
    const summaries = await store.summaries({ trials: trials.map(({ id }) => id) });
    return [...new Set(summaries.map(({ metric }) => metric))].filter((metric) => metric !== clockSeries);
  });
}
