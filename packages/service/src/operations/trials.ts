/** Lists trials. */
import Type from 'typebox';
import { better } from '@attune/core/study';
import { defineOperation, documentOf, inputOf } from './operation.ts';
import { keptOf } from './analysis/reading.ts';
import { roundOf } from './rounds.ts';
import { judgedDocuments, outcomesFor } from './views/judged-documents.ts';
import { nullable, outcomeSchema, statusSchema, trialSchema, type TrialDocument } from './views/trial-document.ts';
import { openWorkspace, withStore } from './workspace.ts';

export const trials = defineOperation({
  name: 'trials',
  summary: 'List trials with their state, objective and hyperparameters',
  permission: 'read',
  input: inputOf({
    round: Type.Optional(Type.Integer({ minimum: 1, description: 'Only this round.' })),
    study: Type.Optional(Type.Integer({ minimum: 1, description: 'Only this study, by its id.' })),
    status: Type.Optional(Type.Array(statusSchema, { description: 'Only trials in these states.' })),
    outcome: Type.Optional(
      Type.Array(outcomeSchema, { description: 'Only trials whose results count so, whatever state they ended in.' }),
    ),
    sort: Type.Optional(Type.Enum(['number', 'objective'], { description: 'By objective: the best first.' })),
    after: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Only those that follow this trial in the order asked for.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, description: 'At most so many.' })),
  }),
  result: documentOf('trials', {
    objective: Type.Object({ metric: Type.String(), direction: Type.Enum(['minimize', 'maximize']) }),
    total: Type.Integer({ description: 'Trials that match, listed or not.' }),
    next: nullable(
      Type.Integer({ description: 'What to ask for as `after` to have the following ones; null at the end.' }),
    ),
    trials: Type.Array(trialSchema),
  }),
  async run(context, { round, study, status, outcome, sort = 'number', after = 0, limit = Infinity }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const rounds = round === undefined ? await store.read('round') : [await roundOf(store, round)];
      const selection = {
        ...(round === undefined ? {} : { round: [round] }),
        ...(study === undefined ? {} : { study: [study] }),
        ...(status === undefined ? {} : { status }),
      };
      const kept = { name: `trials ${JSON.stringify(selection)}`, round: rounds.at(-1)?.number ?? 0, rows: true };
      const selected = await keptOf(context, store, kept, () => store.read('trial', selection));
      const outcomeOf = outcome === undefined ? undefined : await outcomesFor(context, store, rounds, selected);
      const rows = selected.filter((row) => outcomeOf === undefined || outcome?.includes(outcomeOf(row).kind));
      const { objective } = workspace.project;
      const about = { schema: 'trials/1' as const, objective, total: rows.length };
      if (sort === 'number') {
        const rest = rows.filter(({ id }) => id > after);
        const listed = await judgedDocuments(context, store, rounds, rest.slice(0, limit), outcomeOf);
        return { ...about, next: nextOf(listed, rest.length), trials: [...listed] };
      }
      const sorted = bestFirst(await judgedDocuments(context, store, rounds, rows, outcomeOf), objective.direction);
      // What has left the list meanwhile has no place in it: the reader begins again.
      const rest = sorted.slice(sorted.findIndex(({ trial }) => trial === after) + 1);
      const listed = rest.slice(0, limit);
      return { ...about, next: nextOf(listed, rest.length), trials: listed };
    });
  },
});

function nextOf(listed: readonly TrialDocument[], left: number): number | null {
  return listed.length < left ? (listed.at(-1)?.trial ?? null) : null;
}

/** Trials without an objective come last. */
function bestFirst(documents: readonly TrialDocument[], direction: 'minimize' | 'maximize'): readonly TrialDocument[] {
  return documents.toSorted((a, b) => {
    if (a.objective === null || b.objective === null)
      return Number(a.objective === null) - Number(b.objective === null);
    if (a.objective === b.objective) return a.trial - b.trial;
    return better(direction, a.objective, b.objective) ? -1 : 1;
  });
}
