/**
 * Gives a trial to a program that runs its own training loop. The program trains with what the answer holds, sends its
 * measurements, and tells how the attempt ended; an attempt whose program falls silent is given to another.
 */
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { argumentsOf } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { engineAlive } from '../../engine/index.ts';
import { ownLoop } from '../../protocol/index.ts';
import { newHandle, seesAttempt } from '../../runners/index.ts';
import type { AttemptRow, RoundRow, Store, TrialRow } from '../../store/index.ts';
import { reporterOf } from './asked-attempt.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { checkContinues } from '../design/freeze.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { request, askToDrive, drivesOf } from '../requests.ts';
import { chooseRound } from '../round-choice.ts';
import { configurationSchema, nullable } from '../views/trial-document.ts';
import { openWorkspace, withNewStore, type Workspace } from '../workspace.ts';
import { watchOf } from './store-watch.ts';

export const askTexts = defineTexts('ask', {
  command:
    'the trials of round {round} are started by train.command: write `train: { command: ask }` in attune.yaml to give them to programs that ask',
  ended: 'round {round} has ended',
  paused: 'round {round} is paused: continue it, then ask again',
  notStarted:
    'round {round} has not been started, and {name} may not start it: somebody with the scope admin does, with attune run {round} or POST /rounds',
  none: 'no trial of round {round} waits: ask again, those that run may have to be done over',
});

const givenSchema = Type.Object({
  trial: Type.Integer(),
  attempt: Type.Integer({ description: 'Goes with everything that is sent about it.' }),
  parameters: configurationSchema,
  seed: Type.Integer({ description: 'For initialisation, order, dropout and augmentation; never for the data split.' }),
  maxSteps: Type.Integer({ description: 'The schedule’s horizon.' }),
  untilStep: Type.Integer({ description: 'Where this attempt saves a checkpoint and ends.' }),
  evalEvery: nullable(Type.Integer({ description: 'Requested steps between evaluations.' })),
  resume: nullable(Type.Object({ step: Type.Integer(), path: Type.String() }), {
    description: 'The checkpoint to continue from.',
  }),
  directory: Type.String({ description: 'The attempt’s own, where the server is: checkpoints belong here.' }),
  patienceSeconds: Type.Integer({ description: 'After so long a silence the trial is given to another program.' }),
});

export const ask = defineOperation({
  name: 'ask',
  summary: 'Give a trial to a program that runs its own training loop',
  permission: 'report',
  input: inputOf({
    round: Type.Optional(
      Type.String({ description: 'Number, name or file; default: the unfinished one, else the next file.' }),
    ),
    waitSeconds: Type.Optional(
      Type.Number({ minimum: 0, maximum: 60, description: 'How long to wait for a trial; default 20.' }),
    ),
    patienceSeconds: Type.Optional(
      Type.Integer({ minimum: 5, maximum: 86_400, description: 'How long it may be silent; default 600.' }),
    ),
    worker: Type.Optional(Type.String({ maxLength: 100, description: 'Who asks, for the log.' })),
  }),
  result: documentOf('ask', {
    round: Type.Integer(),
    given: nullable(givenSchema),
    none: nullable(
      Type.Object({
        reason: Type.String(),
        ended: Type.Boolean({ description: 'Whether the round has ended; else ask again.' }),
      }),
      { description: 'Why there is none; null where one is given.' },
    ),
  }),
  async run(context, { round: wanted, waitSeconds = 20, patienceSeconds = 600, worker = '' }) {
    const workspace = openWorkspace(context);
    return withNewStore(workspace, async (store) => {
      const number = await begun(context, workspace, store, wanted);
      const asking = { number, handle: handleFor(context, patienceSeconds), patienceSeconds, worker };
      const answer = await waitFor(context, store, asking, context.clock.now() + 1000 * waitSeconds);
      return { schema: 'ask/1' as const, round: number, ...answer };
    });
  },
});

/** Who reports on the attempt is to be whoever it was given to. */
function handleFor({ visitor }: Context, patienceSeconds: number): string {
  return newHandle(randomUUID(), patienceSeconds, visitor?.token === true ? visitor.name : null);
}

/** The number of the round that is meant, which somebody drives from now on unless it is paused or has ended. */
async function begun(
  context: Context,
  workspace: Workspace,
  store: Store,
  wanted: string | undefined,
): Promise<number> {
  const rounds = await store.read('round');
  const name = await chooseRound(workspace.directory, workspace.directory, wanted, rounds);
  const row = rounds.find(({ number }) => number === name.number);
  const project = row?.resolved.project ?? workspace.project;
  if (!ownLoop(project)) throw new AttuneError('unsupported', askTexts.command({ round: name.number }));
  if (row !== undefined && row.status !== 'running') return name.number;
  if ((await drivesOf(store, name.number)).length > 0) return name.number;
  if (row !== undefined && (await engineAlive(store, context.clock.now())) !== null) return name.number;
  // Whoever may only report goes on with a round, but begins none.
  const reporter = reporterOf(context.visitor);
  if (row === undefined && reporter !== null) {
    throw new AttuneError('conflict', askTexts.notStarted({ round: name.number, name: reporter }));
  }
  const designed = designStored(workspace, name, row);
  if (row !== undefined) checkContinues(workspace, designed, row);
  await askToDrive(store, context, name.number, { why: row === undefined ? 'start' : 'continue' });
  return name.number;
}

interface Asking {
  readonly number: number;
  readonly handle: string;
  readonly patienceSeconds: number;
  readonly worker: string;
}

/** Between looks at the store where nothing is logged meanwhile. */
const lookMilliseconds = 1000;
/** A request that is left behind by a killed server is obeyed for so long. */
const leftMilliseconds = 5000;

async function waitFor(context: Context, store: Store, asking: Asking, deadline: number) {
  let asked = false;
  let none = { reason: askTexts.none({ round: asking.number }).text, ended: false };
  const watcher = await watchOf(store, context.clock).join();
  try {
    for (;;) {
      const reason = await whyNone(store, asking.number);
      if (reason !== null) {
        none = reason;
        break;
      }
      if (!asked && (await trialWaits(store, asking.number))) {
        await requestTrial(context, store, asking, deadline);
        asked = true;
      }
      const pending = asked ? await pendingOf(store, asking.handle) : undefined;
      if (asked && pending === undefined) {
        asked = false;
        const given = await givenTo(store, asking);
        if (given !== null) return await handedOver(context, given);
      }
      const left = deadline - context.clock.now();
      if (context.signal.aborted || left <= 0) break;
      await watcher.news(Math.min(left, lookMilliseconds), context.signal);
    }
    if (asked && !(await withdraw(context, store, asking.handle))) {
      const given = await givenTo(store, asking);
      if (given !== null) return await handedOver(context, given);
    }
    return { given: null, none };
  } catch (error) {
    if (asked) await withdraw(context, store, asking.handle).catch(() => false);
    throw error;
  } finally {
    watcher.leave();
  }
}

async function whyNone(store: Store, number: number) {
  const [row]: readonly (RoundRow | undefined)[] = await store.read('round', { id: [number] });
  if (row?.status === 'completed') return { reason: askTexts.ended({ round: number }).text, ended: true };
  if (row?.status !== 'paused' || (await drivesOf(store, number)).length > 0) return null;
  return { reason: askTexts.paused({ round: number }).text, ended: false };
}

async function trialWaits(store: Store, round: number): Promise<boolean> {
  return (await store.read('trial', { round: [round], status: ['waiting'] })).length > 0;
}

async function requestTrial(context: Context, store: Store, asking: Asking, deadline: number): Promise<void> {
  const { number: round, handle, worker } = asking;
  const until = deadline + leftMilliseconds;
  await request(store, context, [
    {
      request: { kind: 'give-trial', round, handle, until },
      event: { kind: 'trial.asked', subject: `round ${round}`, data: { worker } },
    },
  ]);
}

/**
 * The engine makes the attempt's folder just after it has given it: that is waited for, so that the program is heard at once;
 * but not for ever, since a server that does not share the folder never sees it. Looks are counted, not time, which also
 * passes while the machine does nothing.
 */
const folderLooks = 100;
const folderMilliseconds = 20;

async function handedOver<T extends { readonly directory: string }>({ clock, signal }: Context, given: T) {
  for (let look = 0; look < folderLooks && !(await seesAttempt(given.directory)) && !signal.aborted; look++) {
    await clock.sleep(folderMilliseconds, signal);
  }
  return { given, none: null };
}

async function pendingOf(store: Store, handle: string) {
  return (await store.read('request')).find(({ request: one }) => one.kind === 'give-trial' && one.handle === handle);
}

/** Takes the request back; false where it was obeyed meanwhile. */
async function withdraw(context: Context, store: Store, handle: string): Promise<boolean> {
  const row = await pendingOf(store, handle);
  if (row === undefined) return false;
  try {
    await store.write([{ do: 'delete', kind: 'request', row }], { actor: context.actor, time: context.clock.now() });
    return true;
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    return false;
  }
}

async function givenTo(store: Store, { number, handle, patienceSeconds }: Asking) {
  const trials = await store.read('trial', { round: [number], status: ['running'] });
  if (trials.length === 0) return null;
  const attempts = await store.read('attempt', { trial: trials.map(({ id }) => id) });
  const attempt = attempts.find((one) => one.handle === handle);
  const trial = trials.find(({ id }) => id === attempt?.trial);
  const [round] = await store.read('round', { id: [number] });
  if (attempt === undefined || trial === undefined || round === undefined) return null;
  return { ...givenOf(round, trial, attempt), patienceSeconds };
}

function givenOf({ resolved: { project } }: RoundRow, trial: TrialRow, attempt: AttemptRow) {
  const { resumeFrom, resumedAt } = attempt;
  return {
    trial: trial.id,
    attempt: attempt.number,
    parameters: Object.fromEntries(
      argumentsOf(project.space, trial.configuration).map(({ arg, value }) => [arg, value]),
    ),
    seed: trial.seed,
    maxSteps: trial.maxSteps,
    untilStep: trial.untilStep,
    evalEvery: project.train.evalEvery ?? null,
    directory: attempt.directory,
    resume: resumeFrom === null || resumedAt === null ? null : { step: resumedAt, path: resumeFrom },
  };
}
