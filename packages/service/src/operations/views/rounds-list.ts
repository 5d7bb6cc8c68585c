/** The rounds of the project, in order: what each asked, how far it is, what it came to. */
import Type, { type Static } from 'typebox';
import { ended, type ComparisonPlan } from '@attune/core/study';
import { engineAlive } from '../../engine/index.ts';
import type { RoundRow, Store } from '../../store/index.ts';
import { objectiveSchema } from '../report/asked-objective.ts';
import type { JudgedTrials } from './judged-trials.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { pooledBaseline } from './pooled-baseline.ts';
import { judgedOf, keptOf, readStore } from '../analysis/reading.ts';
import { iso } from '../time-text.ts';
import { nullable, timeSchema } from './trial-document.ts';
import { openWorkspace, storeExists } from '../workspace.ts';

const comparisonSchema = Type.Object({
  candidate: Type.String(),
  baseline: Type.String(),
  pairsMax: Type.Integer(),
  concluded: nullable(
    Type.Object({
      recommendation: Type.Enum(['adopt', 'reject', 'more-evidence']),
      effect: nullable(Type.Number({ description: 'Positive where the candidate is better.' })),
      interval: nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
      better: nullable(Type.Number({ minimum: 0, maximum: 1, description: 'P(better).' })),
      pairs: Type.Integer(),
    }),
    { description: 'How it stood when it last ended; null before.' },
  ),
});

const roundSchema = Type.Object({
  round: Type.Integer(),
  name: Type.String(),
  file: Type.String(),
  goal: Type.Enum(['compare', 'understand', 'maximize']),
  question: Type.String(),
  status: Type.Enum(['running', 'interrupted', 'paused', 'completed'], {
    description: '`interrupted`: no engine drives it though it is not finished.',
  }),
  note: Type.String({ description: 'Why it is paused; else empty.' }),
  roles: Type.Record(Type.String(), Type.Enum(['scientific', 'nuisance', 'fixed'])),
  search: Type.String({ description: 'Kinds of samplers of its search studies.' }),
  maxSteps: Type.Number(),
  objective: objectiveSchema,
  studies: Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      purpose: Type.Enum(['search', 'baseline', 'rerun']),
      trials: Type.Integer({ description: 'Planned.' }),
    }),
  ),
  trials: Type.Record(Type.String(), Type.Integer(), { description: 'How many are in each state.' }),
  planned: Type.Integer(),
  ended: Type.Integer(),
  best: nullable(Type.Object({ trial: Type.Integer(), objective: Type.Number() }), {
    description: 'Of the feasible trials of its search; null in a comparison.',
  }),
  baseline: nullable(Type.Object({ value: Type.Number(), seeds: Type.Integer() }), {
    description:
      'Mean objective of its baseline’s feasible trials, and of those that earlier rounds ran of it with other seeds.',
  }),
  startedAt: timeSchema,
  endedAt: nullable(timeSchema),
  verdict: nullable(Type.String({ description: 'The first sentence of its report; null until there is one.' })),
  comparison: nullable(comparisonSchema, { description: 'Null in rounds that search.' }),
});

type RoundDocument = Static<typeof roundSchema>;

export const roundsList = defineOperation({
  name: 'rounds',
  summary: 'List the rounds with their question, progress and best trial',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('rounds', { rounds: Type.Array(roundSchema) }),
  async run(context) {
    if (context.store === undefined && !(await storeExists(openWorkspace(context)))) {
      return { schema: 'rounds/1' as const, rounds: [] };
    }
    return readStore(context, async (store) => {
      const driven = (await engineAlive(store, context.clock.now())) !== null;
      const rounds = [];
      for (const round of await store.read('round')) rounds.push(await roundDocument(context, store, round, driven));
      return { schema: 'rounds/1' as const, rounds };
    });
  },
});

async function roundDocument(context: Context, store: Store, round: RoundRow, driven: boolean): Promise<RoundDocument> {
  const { goal, question, roles, project, comparison } = round.resolved;
  const progress = await keptOf(context, store, { name: 'progress', round: round.number }, (version) =>
    progressOf(context, store, round, version),
  );
  return {
    round: round.number,
    ...{ name: round.name, file: round.file, note: round.note, goal, question, roles },
    status: round.status === 'running' && !driven ? 'interrupted' : round.status,
    maxSteps: project.train.maxSteps,
    objective: project.objective,
    ...progress.told,
    startedAt: iso(round.startedAt),
    endedAt: round.endedAt === null ? null : iso(round.endedAt),
    verdict: context.analyst?.verdict(round.number, progress.version) ?? null,
    comparison: comparison === undefined ? null : comparisonOf(comparison),
  };
}

/** What follows from its trials. */
async function progressOf(context: Context, store: Store, round: RoundRow, version: string) {
  const judged = await judgedOf(context, store, round);
  const { studies, trials } = judged;
  const searches = studies.filter(({ plan }) => plan.purpose === 'search');
  const told = {
    search: [...new Set(searches.map(({ plan }) => plan.sampler.kind))].join(', '),
    studies: studies.map(({ id, plan }) => ({ id, name: plan.name, purpose: plan.purpose, trials: plan.trials })),
    trials: countsOf(judged),
    planned: studies.reduce((sum, { plan }) => sum + plan.trials, 0),
    ended: trials.filter(({ state }) => ended(state)).length,
    best: bestOf(judged),
    baseline: await pooledBaseline(context, store, round, judged),
  };
  return { version, told };
}

function countsOf({ trials }: JudgedTrials): RoundDocument['trials'] {
  return Object.fromEntries(
    [...Map.groupBy(trials, ({ state }) => state.status)].map(([status, of]) => [status, of.length]),
  );
}

function bestOf({ ranked, objectives }: JudgedTrials): RoundDocument['best'] {
  const [trial] = ranked;
  const best = trial === undefined ? undefined : objectives.get(trial);
  return trial === undefined || best === undefined ? null : { trial, objective: best.value };
}

function comparisonOf({ candidate, baseline, pairsMax, concluded }: ComparisonPlan): RoundDocument['comparison'] {
  const interval = concluded?.interval ?? null;
  return {
    candidate: candidate.label,
    baseline: baseline.label,
    pairsMax,
    concluded:
      concluded === undefined
        ? null
        : { ...concluded, interval: interval === null ? null : { low: interval[0], high: interval[1] } },
  };
}
