/** Lists trials. */
import Type from 'typebox';
import { better } from '@attune/core/study';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { roundOf } from './rounds.ts';
import { statusSchema, trialDocuments, trialSchema, type TrialDocument } from './trial-document.ts';
import { openWorkspace, withStore } from './workspace.ts';

export const trials = defineOperation({
  name: 'trials',
  summary: 'List trials with their state, objective and hyperparameters',
  permission: 'read',
  input: inputOf({
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'Only this round.' })),
    status: Type.Optional(Type.Array(statusSchema, { description: 'Only trials in these states.' })),
    sort: Type.Optional(Type.Enum(['number', 'objective'], { description: 'By objective: the best first.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, description: 'At most so many.' })),
  }),
  result: documentOf('trials', {
    objective: Type.Object({ metric: Type.String(), direction: Type.Enum(['minimize', 'maximize']) }),
    total: Type.Integer({ description: 'Trials that match, listed or not.' }),
    trials: Type.Array(trialSchema),
  }),
  async run(context, { round, status, sort = 'number', limit }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const rounds = round === undefined ? await store.read('round') : [await roundOf(store, round)];
      const rows = await store.read('trial', {
        ...(round === undefined ? {} : { round: [round] }),
        ...(status === undefined ? {} : { status }),
      });
      const listed = sort === 'number' && limit !== undefined ? rows.slice(0, limit) : rows;
      const documents = await trialDocuments(store, rounds, listed);
      const { objective } = workspace.project;
      const sorted = sort === 'objective' ? bestFirst(documents, objective.direction) : documents;
      return {
        schema: 'trials/1' as const,
        objective,
        total: rows.length,
        trials: [...(limit === undefined ? sorted : sorted.slice(0, limit))],
      };
    });
  },
});

/** Trials without an objective come last. */
function bestFirst(documents: readonly TrialDocument[], direction: 'minimize' | 'maximize'): readonly TrialDocument[] {
  return documents.toSorted((a, b) => {
    if (a.objective === null || b.objective === null)
      return Number(a.objective === null) - Number(b.objective === null);
    if (a.objective === b.objective) return a.trial - b.trial;
    return better(direction, a.objective, b.objective) ? -1 : 1;
  });
}
