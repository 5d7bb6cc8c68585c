/** What the engine has been asked to do and has not done, and taking it back. */
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, engineName, withRequests } from '../../engine/index.ts';
import type { Lease, RequestRow, Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { isDrive, tokenOf } from '../requests.ts';
import { iso } from '../show.ts';
import { nullable, timeSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const jobTexts = defineTexts('jobs', {
  gone: 'there is no job {job}: it is done, or was taken back',
  running: 'round {round} runs already: pause it, and what it measured is kept',
  grown: 'round {round} has been given these trials already ({trials} in all): pause it, and they wait',
  compares: 'the comparison runs already: pause its round, and what it measured is kept',
});

const jobSchema = Type.Object({
  job: Type.Integer(),
  kind: Type.Enum(['stop-trial', 'retry-trial', 'pause-round', 'drive-round', 'compare']),
  subject: Type.String({ description: '`trial 7`, `round 2`, or `project`.' }),
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
        ({ id }) => id === job,
        ([row]) => takeBack(context, store, job, row),
      );
      return { schema: 'cancel-job/1' as const, job };
    });
  },
});

async function takeBack(context: Context, store: Store, job: number, row: RequestRow | undefined): Promise<void> {
  const request = row?.request;
  if (row === undefined || request === undefined || request.kind === 'give-trial') {
    throw new AttuneError('not-found', jobTexts.gone({ job }));
  }
  const { state, subject } = jobDocument({ ...row, request }, await work(context, store, await store.read('request')));
  if (state === 'running' && request.kind === 'drive-round') {
    throw new AttuneError('conflict', jobTexts.running({ round: request.round }));
  }
  // Its file says so, and the store may: only who drives it makes both the same.
  if (request.kind === 'drive-round' && request.total !== undefined) {
    throw new AttuneError('conflict', jobTexts.grown({ round: request.round, trials: request.total }));
  }
  if (state === 'running' && request.kind === 'compare') throw new AttuneError('conflict', jobTexts.compares());
  const event = { kind: 'request.cancelled', subject, data: { kind: request.kind } };
  await store.write([{ do: 'delete', kind: 'request', row, event }], {
    actor: context.actor,
    time: context.clock.now(),
  });
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
  const met = driven.flatMap(({ number }) => rows.find(isDrive(number)) ?? []).filter(metByRunning);
  return { lease, begun: new Set([...claimed, ...met].map(({ id }) => id)) };
}

/** Whether the round that runs, whoever drives it, is what was asked for; more trials and other tries are still to come. */
function metByRunning({ request }: RequestRow): boolean {
  return request.kind === 'drive-round' && (request.why === 'start' || request.why === 'continue');
}

interface JobRow extends RequestRow {
  readonly request: Exclude<RequestRow['request'], { readonly kind: 'give-trial' }>;
}

function jobDocument({ id, request, time }: JobRow, { begun }: Work): Static<typeof jobSchema> {
  const state = begun.has(id) ? 'running' : 'waiting';
  const about = { job: id, kind: request.kind, time: iso(time), why: null, actor: null, state } as const;
  switch (request.kind) {
    case 'stop-trial':
    case 'retry-trial':
      return { ...about, subject: `trial ${request.trial}` };
    case 'pause-round':
      return { ...about, subject: `round ${request.round}`, actor: request.actor };
    case 'drive-round':
      return { ...about, subject: `round ${request.round}`, actor: request.actor, why: request.why };
    case 'compare':
      return { ...about, subject: 'project', actor: request.actor };
  }
}
