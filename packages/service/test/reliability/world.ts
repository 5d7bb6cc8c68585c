/** A project in a folder of its own, trained by `training.sh`, with its store; for tests with real processes. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@attune/core/study';
import { beginRound } from '../../src/engine/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { sampleProject, sampleRound } from '../../src/testing/sample-project.ts';

export interface World {
  readonly root: string;
  /** The store's file, or its address in PostgreSQL. */
  readonly file: string;
  readonly store: Store;
  readonly project: Project;
  close(): Promise<void>;
}

export const trainingScript = join(import.meta.dirname, 'training.sh');

/** A round of `trials` trials × `steps` steps that waits to be driven; `address` where its store is no file. */
export async function openWorld(trials: number, steps: number, slots = 2, address?: string): Promise<World> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'attune-world-')));
  const file = address ?? join(root, 'store.db');
  const store = await openStore(file);
  const project = sampleProject({
    train: { command: ['sh', trainingScript], maxSteps: steps, stepUnit: 'step', graceSeconds: 10 },
    resources: { slots, gpusPerTrial: 0 },
  });
  const identity = { number: 1, name: 'first', file: 'rounds/01-first.yaml', hash: '', provenance: null };
  await beginRound(store, sampleRound(project, { trials }), identity, { actor: 'test', time: Date.now() });
  return {
    root,
    file,
    store,
    project,
    async close() {
      await store.close();
      await rm(root, { recursive: true });
    },
  };
}
