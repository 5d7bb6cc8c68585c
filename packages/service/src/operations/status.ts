/** How the project stands: its rounds, what runs now, time left. */
import Type, { type Static } from 'typebox';
import { better, ended, type Project } from '@attune/core/study';
import { engineAlive, engineName } from '../engine/index.ts';
import { objectivesOf, trialTime } from '../history/index.ts';
import { ownLoop } from '../protocol/index.ts';
import type { AttemptRow, RoundRow, Store, TrialRow } from '../store/index.ts';
import { compareCommand } from './compare/command.ts';
import { earlierComparison } from './compare/round.ts';
import { defineOperation, documentOf, inputOf, measuredNumber } from './operation.ts';
import { toStop } from './run/ask-to-stop.ts';
import { iso } from './time-text.ts';
import { nullable, timeSchema } from './views/trial-document.ts';
import { openWorkspace, storeExists, withStore, type Workspace } from './workspace.ts';

const bestSchema = nullable(Type.Object({ trial: Type.Integer(), objective: Type.Number() }));

const roundSchema = Type.Object({
  round: Type.Integer(),
  name: Type.String(),
  question: Type.String(),
  status: Type.Enum(['running', 'interrupted', 'paused', 'completed'], {
    description: '`interrupted`: no engine drives it though it is not finished.',
  }),
  continue: nullable(
    Type.String({
      description: 'The command that goes on with it; null where it has ended, is driven, or cannot go on.',
    }),
  ),
  note: Type.String(),
  trials: Type.Record(Type.String(), Type.Integer(), { description: 'How many are in each state.' }),
  best: bestSchema,
  startedAt: timeSchema,
  endedAt: nullable(timeSchema),
});

const runningSchema = Type.Object({
  trial: Type.Integer(),
  attempt: Type.Integer(),
  step: nullable(Type.Number({ description: 'Latest step reported.' })),
  untilStep: Type.Number(),
  value: nullable(measuredNumber, { description: "Latest value of the objective's metric." }),
  startedAt: timeSchema,
  stopping: Type.Boolean({ description: 'Somebody has asked for it to end: it saves, and ends.' }),
});

export const status = defineOperation({
  name: 'status',
  summary: 'Show what runs, what has ended, and the time left',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('status', {
    time: timeSchema,
    project: Type.String(),
    objective: Type.Object({ metric: Type.String(), direction: Type.Enum(['minimize', 'maximize']) }),
    stepUnit: Type.String(),
    engine: nullable(Type.String({ description: 'Machine and process of the engine at work; null where none is.' })),
    rounds: Type.Array(roundSchema),
    running: Type.Array(runningSchema),
    secondsLeft: nullable(
      Type.Number({
        description:
          'Of the round at work, from what earlier trials or a check took, as a plan is; null where programs ask for its trials.',
      }),
    ),
  }),
  async run(context) {
    const workspace = openWorkspace(context);
    const { name: project, objective, train } = workspace.project;
    const about = { schema: 'status/1' as const, project, objective, stepUnit: train.stepUnit };
    if (!(await storeExists(workspace))) {
      return { ...about, time: iso(context.clock.now()), engine: null, rounds: [], running: [], secondsLeft: null };
    }
    return withStore(workspace, async (store) => {
      const lease = await engineAlive(store, context.clock.now());
      const rounds = await store.read('round');
      const trials = await store.read('trial');
      const documents = [];
      for (const round of rounds)
        documents.push(await roundDocument(store, workspace.project, round, trials, lease !== null));
      const current = lease === null ? undefined : rounds.find((round) => round.status === 'running');
      const running = await runningDocuments(store, trials, workspace.project.objective.metric);
      return {
        ...about,
        time: iso(context.clock.now()),
        engine: lease === null ? null : engineName(lease),
        rounds: documents,
        running,
        secondsLeft: current === undefined ? null : await secondsLeft(store, workspace, current, { trials, running }),
      };
    });
  },
});

async function roundDocument(
  store: Store,
  project: Project,
  round: RoundRow,
  trials: readonly TrialRow[],
  driven: boolean,
): Promise<Static<typeof roundSchema>> {
  const own = trials.filter((trial) => trial.round === round.number);
  const counts = Object.fromEntries(
    [...Map.groupBy(own, ({ state }) => state.status)].map(([key, of]) => [key, of.length]),
  );
  return {
    round: round.number,
    name: round.name,
    question: round.resolved.question,
    status: round.status === 'running' && !driven ? 'interrupted' : round.status,
    continue: driven || round.status === 'completed' ? null : await continuation(store, project, round),
    note: round.note,
    trials: counts,
    best: await bestOf(store, round, own),
    startedAt: iso(round.startedAt),
    endedAt: round.endedAt === null ? null : iso(round.endedAt),
  };
}

/** Null for a comparison that no command means any more: its space or objective has changed, or a newer one took its place. */
async function continuation(store: Store, project: Project, { number, resolved }: RoundRow): Promise<string | null> {
  const { comparison } = resolved;
  if (comparison === undefined) return `attune run ${number}`;
  const current = await earlierComparison(store, project, comparison);
  return current?.number === number ? compareCommand(comparison, project) : null;
}

async function bestOf(store: Store, round: RoundRow, trials: readonly TrialRow[]): Promise<Static<typeof bestSchema>> {
  const completed = trials.filter(({ state }) => state.status === 'completed').map(({ id }) => id);
  if (completed.length === 0) return null;
  const { objective } = round.resolved.project;
  const objectives = await objectivesOf(store, objective, await store.read('attempt', { trial: completed }));
  let best: { trial: number; objective: number } | null = null;
  for (const [trial, { value }] of objectives) {
    if (best === null || better(objective.direction, value, best.objective)) best = { trial, objective: value };
  }
  return best;
}

async function runningDocuments(
  store: Store,
  trials: readonly TrialRow[],
  metric: string,
): Promise<Static<typeof runningSchema>[]> {
  const running = trials.filter(({ state }) => state.status === 'running');
  if (running.length === 0) return [];
  const ids = running.map(({ id }) => id);
  const attempts = Map.groupBy(await store.read('attempt', { trial: ids }), ({ trial }) => trial);
  const summaries = await store.summaries({ trials: ids });
  const stopping = await toStop(store);
  return running.map(({ id, untilStep }) => {
    const attempt: AttemptRow | undefined = attempts.get(id)?.at(-1);
    const own = summaries.filter((summary) => summary.trial === id && summary.attempt === attempt?.number);
    return {
      trial: id,
      attempt: attempt?.number ?? 1,
      step: own.length === 0 ? (attempt?.resumedAt ?? null) : Math.max(...own.map(({ last }) => last.step)),
      untilStep,
      value: own.find((summary) => summary.metric === metric)?.last.value ?? null,
      startedAt: iso(attempt?.startedAt ?? 0),
      stopping: stopping.has(id),
    };
  });
}

async function secondsLeft(
  store: Store,
  workspace: Workspace,
  { number, resolved: { project } }: RoundRow,
  {
    trials,
    running,
  }: { readonly trials: readonly TrialRow[]; readonly running: readonly Static<typeof runningSchema>[] },
): Promise<number | null> {
  // How many programs ask for its trials, nobody knows.
  if (ownLoop(project)) return null;
  const { resources, train } = project;
  const left = trials.filter((trial) => trial.round === number && !ended(trial.state));
  const time = await trialTime(store, workspace.storeDirectory, train.maxSteps);
  if (time === null || left.length === 0) return null;
  const reached = new Map(running.map(({ trial, step }) => [trial, step ?? 0]));
  const steps = left.reduce((sum, { id, untilStep }) => sum + Math.max(0, untilStep - (reached.get(id) ?? 0)), 0);
  return (steps * (time.seconds / train.maxSteps)) / Math.min(resources.slots, left.length);
}
