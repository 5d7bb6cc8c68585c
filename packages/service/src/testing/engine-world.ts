/** An engine on virtual time with a store in memory: for tests of what it makes of its trials. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Curve, Project } from '@attune/core/study';
import { beginRound, driveRound, takeLease, type EngineContext, type ProgressEvent } from '../engine/index.ts';
import { readRoundRecord } from '../history/index.ts';
import type { Job, Runner } from '../runners/index.ts';
import { openMemoryStore, type RoundRow, type Store } from '../store/index.ts';
import { sampleProject, sampleRound } from './sample-project.ts';
import type { Deed, Script } from './simulated-runner.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export interface EngineWorld {
  readonly store: Store;
  readonly clock: VirtualClock;
  /** All that engines here have told. */
  readonly events: ProgressEvent[];
  readonly directory: string;
  /** Stores the next round, its trials waiting. */
  begin(trials: number, changes?: Partial<Project>, baselineSeeds?: number): Promise<RoundRow>;
  /** Drives a round, the first unless told, as a new engine; where `onEvent` throws, that engine is dead. */
  drive(runner: Runner, options?: DriveOptions): Promise<RoundRow>;
  /** `status` or `status reason` of each trial. */
  states(): Promise<readonly string[]>;
  curveOf(trial: number, metric?: string): Promise<Curve | undefined>;
  close(): Promise<void>;
}

export interface DriveOptions {
  readonly round?: number;
  readonly starts?: boolean;
  readonly signal?: AbortSignal;
  readonly leave?: AbortSignal;
  readonly environment?: EngineContext['environment'];
  readonly onEvent?: (event: ProgressEvent) => void;
}

export async function openEngineWorld(): Promise<EngineWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'attune-engine-'));
  const store = openMemoryStore();
  const clock = virtualClock();
  const events: ProgressEvent[] = [];

  async function roundOf(number: number): Promise<RoundRow> {
    const [round] = await store.read('round', { id: [number] });
    if (round === undefined) throw new Error(`no round ${number}`);
    return round;
  }

  return {
    store,
    clock,
    events,
    directory,
    async begin(trials, changes = {}, baselineSeeds = 0) {
      const number = (await store.read('round')).length + 1;
      const resolved = sampleRound(sampleProject(changes), { trials, baselineSeeds });
      const identity = { number, name: `round-${number}`, file: `rounds/${number}.yaml`, hash: 'x', provenance: null };
      return beginRound(store, resolved, identity, { actor: 'test', time: clock.now() });
    },
    async drive(runner, { round = 1, starts = true, signal, leave, environment = {}, onEvent } = {}) {
      const context: EngineContext = {
        store,
        runner,
        clock,
        projectDirectory: directory,
        storeDirectory: directory,
        environment,
        actor: 'test',
        signal: signal ?? new AbortController().signal,
        ...(leave === undefined ? {} : { leave }),
        progress(event) {
          events.push(event);
          onEvent?.(event);
        },
        memoryKills: () => Promise.resolve(null),
      };
      const lease = await takeLease(store, clock);
      if (lease === null) throw new Error('lease taken');
      try {
        return await driveRound(context, lease, await roundOf(round), { starts });
      } finally {
        await lease.release();
      }
    },
    async states() {
      const trials = await store.read('trial');
      return trials.map(({ state }) => ('reason' in state ? `${state.status} ${state.reason}` : state.status));
    },
    async curveOf(trial, metric = 'valid/loss') {
      const [row] = await store.read('trial', { id: [trial] });
      const record = await readRoundRecord(store, await roundOf(row?.round ?? 0));
      return record.trials.find(({ id }) => id === trial)?.curves.find((curve) => curve.metric === metric);
    },
    async close() {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** A falling loss every ten steps, a second each. */
export function course(from: number, to: number, loss = (step: number) => 1 / step): Deed[] {
  const deeds: Deed[] = [];
  for (let step = from; step <= to; step += 10) {
    deeds.push({
      after: ((step - from) / 10 + 1) * 1000,
      metrics: { step, 'train/loss': loss(step), 'valid/loss': loss(step) },
    });
  }
  return deeds;
}

/** Reports to step 100 and ends. */
export const good: Script = () => [...course(10, 100), { after: 10_500, exit: 0 }];

export const attemptOf = (job: Job) => Number(job.directory.split('-').at(-1));
export const trialOf = (job: Job) => Number(job.env['ATTUNE_TRIAL']);

/** For an `onEvent`: the engine is killed here. */
export function dies(): never {
  throw new Error('the engine dies here');
}
