/** A round on virtual time and in memory, driven by engines that may die on the way. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@attune/core/study';
import { beginRound, driveRound, takeLease, type ProgressEvent } from '../../src/engine/index.ts';
import type { Runner } from '../../src/runners/index.ts';
import { openMemoryStore, type RoundRow, type Store } from '../../src/store/index.ts';
import { sampleProject, sampleRound } from '../../src/testing/sample-project.ts';
import { virtualClock, type VirtualClock } from '../../src/testing/virtual-clock.ts';

export interface VirtualWorld {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly directory: string;
  /** Drives the round as a new engine; where `progress` throws, that engine is dead. */
  drive(runner: Runner, progress?: (event: ProgressEvent) => void): Promise<RoundRow>;
  close(): Promise<void>;
}

export async function openVirtualWorld(trials: number, changes: Partial<Project> = {}): Promise<VirtualWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'attune-virtual-'));
  const store = openMemoryStore();
  const clock = virtualClock();
  const identity = { number: 1, name: 'first', file: 'rounds/01-first.yaml', hash: '', provenance: null };
  const resolved = sampleRound(sampleProject(changes), { trials });
  await beginRound(store, resolved, identity, { actor: 'test', time: clock.now() });
  return {
    store,
    clock,
    directory,
    async drive(runner, progress = () => undefined) {
      const lease = await takeLease(store, clock);
      const [round] = await store.read('round');
      if (lease === null || round === undefined) throw new Error('the round cannot be driven');
      const context = {
        store,
        runner,
        clock,
        projectDirectory: directory,
        storeDirectory: directory,
        environment: {},
        actor: 'test',
        signal: new AbortController().signal,
        progress,
        memoryKills: () => Promise.resolve(null),
      };
      try {
        return await driveRound(context, lease, round);
      } finally {
        await lease.release();
      }
    },
    async close() {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
