/** What an engine knows while it drives one round; all of it can be read again from the store. */
import { join } from 'node:path';
import { better, type Project } from '@attune/core/study';
import { objectivesOf } from '../history/objectives.ts';
import type { Runner } from '../runners/index.ts';
import type { AttemptRow, Change, RoundRow, Store, StudyRow, TrialRow } from '../store/index.ts';
import { adoptRunning } from './adoption.ts';
import type { Clock } from './clock.ts';
import { earlierAttempts } from './earlier-attempts.ts';
import type { HeldLease } from './lease.ts';
import type { Live } from './live.ts';
import type { BestSoFar, ProgressEvent } from './progress.ts';
import type { EndedAttempt } from './retry.ts';

/** The world as the engine sees it. */
export interface EngineContext {
  readonly store: Store;
  readonly runner: Runner;
  readonly clock: Clock;
  /** Where the training command is started: the folder of `attune.yaml`. */
  readonly projectDirectory: string;
  /** `.attune`: attempts' directories are made under it. */
  readonly storeDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where trials reach the server that this process is; absent where it is none. */
  readonly server?: () => string;
  readonly actor: string;
  /** Aborts when the user asks to stop: running trials are asked to save and end, and wait for the next run. */
  readonly signal: AbortSignal;
  /** Aborts when this engine is to go and its trials are to go on without one: whoever drives the round next adopts them. */
  readonly leave?: AbortSignal;
  progress(event: ProgressEvent): void;
  /** How many processes the machine's memory limit has killed so far; null where it cannot be told. */
  memoryKills(): Promise<number | null>;
}

/** How GPUs are shared among the places for trials. */
export interface Places {
  readonly slots: number;
  readonly gpusOf: (slot: number) => readonly string[] | undefined;
}

/** The loop's state; its parts, one file each, change it in place. */
export interface Drive {
  readonly context: EngineContext;
  readonly lease: HeldLease;
  readonly places: Places;
  readonly project: Project;
  readonly studies: ReadonlyMap<number, StudyRow>;
  round: RoundRow;
  /** By trial; also those of other rounds that an earlier engine left running. */
  readonly live: Map<number, Live>;
  /** Trials that wait for a place, in the order in which they get one. */
  waiting: TrialRow[];
  /** Every attempt of the round and of live trials, by trial, oldest first. */
  readonly attempts: Map<number, AttemptRow[]>;
  /** Attempts that have ended, newest last: of trials that failed before, and all that this engine saw end. */
  readonly history: EndedAttempt[];
  /** Why no trial is started any more; null while they are. */
  closed: ClosedReason | null;
  best: BestSoFar | null;
  memoryKills: number | null;
  /** Kinds of unreadable lines that the user has been told of: once a round is enough. */
  readonly complaints: Set<string>;
  /** Ended attempts whose measurements are still in many chunks. */
  uncompacted: { trial: number; attempt: number }[];
}

export type ClosedReason =
  | { readonly kind: 'interrupted' }
  /** A user asked to pause the round. */
  | { readonly kind: 'asked'; readonly actor: string }
  /** A process or its directory could not be made. */
  | { readonly kind: 'not-started'; readonly reason: string }
  | {
      readonly kind: 'dead-start';
      readonly attempts: number;
      readonly trace: string;
      readonly explanation: string;
    };

/** Reads a round's state and adopts what still runs, of any round. `gpus` are those that are visible. */
export async function openDrive(
  context: EngineContext,
  lease: HeldLease,
  round: RoundRow,
  places: Places,
  gpus: readonly string[],
): Promise<Drive> {
  const { store } = context;
  const { project } = round.resolved;
  const trials = await store.read('trial', { round: [round.number] });
  const adopted = await adoptRunning(store, gpus, context.server?.());
  const elsewhere = new Set(
    adopted.live.filter(({ trial }) => trial.round !== round.number).map(({ trial }) => trial.id),
  );
  const attempts = [
    ...(await attemptsOf(store, trials)),
    ...adopted.attempts.filter(({ trial }) => elsewhere.has(trial)),
  ];
  const drive: Drive = {
    context,
    lease,
    places,
    project,
    studies: new Map((await store.read('study', { round: [round.number] })).map((study) => [study.id, study])),
    round,
    live: new Map(adopted.live.map((live) => [live.trial.id, live])),
    waiting: trials.filter(({ state }) => state.status === 'waiting'),
    attempts: Map.groupBy(attempts, ({ trial }) => trial),
    history: [...(await earlierAttempts(store, attempts))],
    closed: null,
    best: null,
    memoryKills: await context.memoryKills(),
    complaints: new Set(),
    uncompacted: lastEnded(attempts, places.slots),
  };
  await noteBestSoFar(drive, trials);
  return drive;
}

/**
 * An engine that was killed may have left the attempts that it judged last in many chunks: at most one a place, since whoever
 * comes after it begins with these. More are looked at, because the order in which they ended is not quite that in which they
 * were judged.
 */
function lastEnded(attempts: readonly AttemptRow[], places: number): { trial: number; attempt: number }[] {
  return attempts
    .filter(({ endedAt }) => endedAt !== null)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
    .slice(0, Math.max(2 * places, 16))
    .map(({ trial, number }) => ({ trial, attempt: number }));
}

/** Commits changes under the engine's lease. */
export async function commit(drive: Drive, changes: readonly Change[]): Promise<void> {
  const { store, actor, clock } = drive.context;
  await store.write(changes, { actor, time: clock.now(), token: drive.lease.token });
}

/** Whether the trial is of the round that is driven. */
export function isOwn(drive: Drive, trial: TrialRow): boolean {
  return trial.round === drive.round.number;
}

/** Whether the trial repeats the baseline. */
export function isBaseline(drive: Drive, trial: TrialRow): boolean {
  return drive.studies.get(trial.study)?.plan.purpose === 'baseline';
}

/** Counts a finished trial's objective towards the best of the round. */
export function noteBest(drive: Drive, trial: number, objective: number | null): void {
  if (objective === null) return;
  const { direction } = drive.project.objective;
  if (drive.best === null || better(direction, objective, drive.best.objective)) drive.best = { trial, objective };
}

async function noteBestSoFar(drive: Drive, trials: readonly TrialRow[]): Promise<void> {
  const completed = trials.filter(({ state }) => state.status === 'completed').map(({ id }) => id);
  const attempts = completed.flatMap((id) => drive.attempts.get(id) ?? []);
  const objectives = await objectivesOf(drive.context.store, drive.project.objective, attempts);
  for (const [trial, { value }] of objectives) noteBest(drive, trial, value);
}

async function attemptsOf(store: Store, trials: readonly TrialRow[]): Promise<readonly AttemptRow[]> {
  return trials.length === 0 ? [] : store.read('attempt', { trial: trials.map(({ id }) => id) });
}

/** Where the attempts of all trials lie. */
export function trialsDirectory({ storeDirectory }: EngineContext): string {
  return join(storeDirectory, 'trials');
}
