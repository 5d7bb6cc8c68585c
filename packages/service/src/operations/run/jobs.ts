/** What the engine has been asked to do and has not done, and taking it back. */
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { ended } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { engineAlive, engineName, withRequests } from '../../engine/index.ts';
import type { Lease, RequestRow, Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { asksForItsEnd, isDrive, tokenOf, type DriveRow } from '../requests.ts';
import { iso } from '../time-text.ts';
import { nullable, timeSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const jobTexts = defineTexts('jobs', {
  gone: 'there is no job {job}: it is done, or was taken back',
  running: 'round {round} runs already: pause it, and what it measured is kept',
  given: 'round {round} has been given these trials already ({trials} in all): pause it, and they wait',
  goesOn:
    'round {round} has been given these trials already ({trials} in all), and goes on with them when a server has time: pause it then, and they wait',
  stopping: 'trial {trial} is asked to end already: try it again, and it goes on once it has ended',
  compares: 'the comparison runs already: pause its round, and what it measured is kept',
});

const jobSchema = Type.Object({
  job: Type.Integer(),
  kind: Type.Enum(['stop-trial', 'retry-trial', 'pause-round', 'drive-round', 'compare']),
  subject: Type.String({ description: '`trial 7`, `round 2`, or `project`.' }),
  trial: nullable(Type.Integer({ description: 'The trial that is to end, or to be tried again.' })),
  trials: nullable(Type.String({ description: 'What an extension asks for: `+4` more, or `52` in all.' })),
  why: nullable(Type.Enum(['start', 'continue', 'extend', 'retry'], { description: 'Why a round is to be driven.' })),
  actor: nullable(Type.String({ description: 'Who asked; null where the event log has it only.' })),
  time: timeSchema,
  state: Type.Enum(['waiting', 'running'], { description: '`waiting`: for a server, or for another engine to end.' }),
});

export const jobs = defineOperation({
  name: 'jobs',
  summary: 'List what the engine has been asked to do and has not done yet',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('jobs', {
    engine: nullable(Type.String({ description: 'Machine and process of the engine at work; null where none is.' })),
    jobs: Type.Array(jobSchema),
  }),
  async run(context) {
    const workspace = openWorkspace(context);
    if (!(await storeExists(workspace))) return { schema: 'jobs/1' as const, engine: null, jobs: [] };
    return withStore(workspace, async (store) => {
      const rows = await store.read('request');
      const now = await work(context, store, rows);
      return {
        schema: 'jobs/1' as const,
        engine: now.lease === null ? null : engineName(now.lease),
        jobs: rows.flatMap((row) => {
          const { request } = row;
          // Programs that wait for a trial are none of its jobs.
          return request.kind === 'give-trial' ? [] : [jobDocument({ ...row, request }, now)];
        }),
      };
    });
  },
});

export const cancelJob = defineOperation({
  name: 'cancel-job',
  summary: 'Take back a job that waits',
  permission: 'admin',
  input: inputOf({ job: Type.Integer({ minimum: 1 }) }),
  result: documentOf('cancel-job', { job: Type.Integer() }),
  async run(context, { job }) {
    return withStore(openWorkspace(context), async (store) => {
      await withRequests(
        store,
        () => true,
        (rows) => takeBack(context, store, job, rows),
      );
      return { schema: 'cancel-job/1' as const, job };
    });
  },
});

async function takeBack(context: Context, store: Store, job: number, rows: readonly RequestRow[]): Promise<void> {
  const row = rows.find(({ id }) => id === job);
  const request = row?.request;
  if (row === undefined || request === undefined || request.kind === 'give-trial') {
    throw new AttuneError('not-found', jobTexts.gone({ job }));
  }
  const now = await work(context, store, rows);
  const { state, subject } = jobDocument({ ...row, request }, now);
  const refusal = await begunAlready(store, request, state);
  if (refusal !== null) throw new AttuneError('conflict', refusal);
  const event = { kind: 'request.cancelled', subject, data: { kind: request.kind } };
  const beside = rows.filter(
    (one) => request.kind === 'retry-trial' && triesAgain(one, request) && !now.begun.has(one.id),
  );
  const changes = [
    { do: 'delete', kind: 'request', row, event } as const,
    ...beside.map((one) => ({ do: 'delete', kind: 'request', row: one }) as const),
  ];
  await store.write(changes, { actor: context.actor, time: context.clock.now() });
}

/** Whether it asks for a round to be driven for this very try. */
function triesAgain({ request }: RequestRow, { trial }: { readonly trial: number }): boolean {
  return request.kind === 'drive-round' && request.why === 'retry' && request.trial === trial;
}

/** Why a request cannot be taken back any more, and what to do instead; null where it can. */
async function begunAlready(
  store: Store,
  request: JobRow['request'],
  state: 'waiting' | 'running',
): Promise<Message | null> {
  if (request.kind === 'drive-round' && state === 'waiting') {
    if (request.why !== 'extend' || request.total === undefined) return null;
    // Its file says so, and the store may: only who drives it makes both the same.
    const [stored] = await store.read('round', { id: [request.round] });
    const text = stored?.status === 'completed' ? jobTexts.goesOn : jobTexts.given;
    return text({ round: request.round, trials: request.total });
  }
  if (state === 'waiting') return null;
  switch (request.kind) {
    case 'drive-round':
      return jobTexts.running({ round: request.round });
    case 'compare':
      return jobTexts.compares();
    case 'stop-trial':
      return jobTexts.stopping({ trial: request.trial });
    // Never seen running: what they ask for is obeyed at one stroke.
    case 'retry-trial':
    case 'pause-round':
      return null;
  }
}

/** What an engine does now. */
interface Work {
  readonly lease: Lease | null;
  /** Requests that it has begun to obey. */
  readonly begun: ReadonlySet<number>;
}

async function work({ clock }: Context, store: Store, rows: readonly RequestRow[]): Promise<Work> {
  const lease = await engineAlive(store, clock.now());
  if (lease === null) return { lease, begun: new Set() };
  const claimed = rows.filter((row) => tokenOf(row) === lease.token);
  const driven = await store.read('round', { status: ['running'] });
  // The round that runs, whoever drives it, is what was asked for; more trials and other tries are still to come.
  const met = driven.flatMap(({ number }) => rows.find(isDrive(number)) ?? []).filter(asksForItsEnd);
  const tried = driven.flatMap(({ number }) => rows.filter(isDrive(number))).filter((row) => isTried(row, rows));
  const ends = await ending(store, rows);
  return { lease, begun: new Set([...claimed, ...met, ...tried, ...ends].map(({ id }) => id)) };
}

/** Whether the trial that it names has its further attempt, or waits for it like any other. */
function isTried({ request }: DriveRow, rows: readonly RequestRow[]): boolean {
  if (request.why !== 'retry' || request.trial === undefined) return false;
  const { trial } = request;
  return !rows.some(({ request: other }) => other.kind === 'retry-trial' && other.trial === trial);
}

/** Stops that whoever is the engine has told the trial's process of, or that have been obeyed. */
async function ending(store: Store, rows: readonly RequestRow[]): Promise<readonly RequestRow[]> {
  const stops = rows.flatMap((row) =>
    row.request.kind === 'stop-trial' ? [{ ...row, trial: row.request.trial }] : [],
  );
  if (stops.length === 0) return [];
  const named = await store.read('trial', { id: stops.map(({ trial }) => trial) });
  const told = new Set(named.flatMap(({ id, state }) => (state.status === 'running' || ended(state) ? [id] : [])));
  return stops.filter(({ trial }) => told.has(trial));
}

interface JobRow extends RequestRow {
  readonly request: Exclude<RequestRow['request'], { readonly kind: 'give-trial' }>;
}

/** What not every job says. */
const unsaid = { why: null, actor: null, trial: null, trials: null };

function jobDocument({ id, request, time }: JobRow, { begun }: Work): Static<typeof jobSchema> {
  const state = begun.has(id) ? 'running' : 'waiting';
  const about = { job: id, kind: request.kind, time: iso(time), state, ...unsaid } as const;
  switch (request.kind) {
    case 'stop-trial':
    case 'retry-trial':
      return { ...about, subject: `trial ${request.trial}`, trial: request.trial };
    case 'pause-round':
      return { ...about, subject: `round ${request.round}`, actor: request.actor };
    case 'drive-round': {
      const { actor, why } = request;
      const trial = why === 'retry' ? (request.trial ?? null) : null;
      const trials = why === 'extend' ? request.trials : null;
      return { ...about, subject: `round ${request.round}`, actor, why, trial, trials };
    }
    case 'compare':
      return { ...about, subject: 'project', actor: request.actor };
  }
}
