/** A round on a real store, and an engine that drives it with the runner that it is given. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveRound } from '@attune/core/design';
import { parseSpace } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import { beginRound, driveRound, systemClock, takeLease } from '@attune/service/engine';
import type { Runner } from '@attune/service/runners';
import { openSqliteStore, type Store } from '@attune/service/store';

export interface RoundSize {
  readonly trials: number;
  readonly slots: number;
  readonly command: readonly string[];
}

/** Drives a new round in a folder `name` of `directory`; `use` looks at the store when it is completed. */
export async function driveNewRound<T>(
  directory: string,
  name: string,
  size: RoundSize,
  runner: Runner,
  use: (store: Store) => Promise<T>,
  observed: (store: Store) => Store = (store) => store,
): Promise<T> {
  const root = join(directory, name);
  mkdirSync(root);
  const store = observed(await openSqliteStore(join(root, 'store.db')));
  try {
    const round = await newRound(store, size);
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('the lease is taken');
    const { status } = await driveRound(
      {
        store,
        runner,
        clock: systemClock,
        projectDirectory: root,
        storeDirectory: root,
        environment: process.env,
        actor: 'bench',
        signal: new AbortController().signal,
        progress: () => undefined,
        memoryKills: () => Promise.resolve(null),
      },
      lease,
      round,
    );
    await lease.release();
    if (status !== 'completed') throw new Error(`the round is ${status}`);
    return await use(store);
  } finally {
    await store.close();
  }
}

function newRound(store: Store, { trials, slots, command }: RoundSize) {
  const project: Project = {
    name: 'bench',
    objective: { metric: 'valid/loss', direction: 'minimize' },
    train: { command, maxSteps: 1, stepUnit: 'step', graceSeconds: 10 },
    metrics: { from: 'file', rename: {} },
    space: parseSpace({ lr: { range: [1e-4, 1], scale: 'log' } }).space,
    baseline: { lr: 0.1 },
    inactive: {},
    examples: {},
    references: {},
    resources: { slots, gpusPerTrial: 0 },
  };
  const resolved = resolveRound(
    project,
    {
      name: 'bench',
      goal: 'maximize',
      question: '',
      scientific: [],
      fixed: [],
      nuisance: 'rest',
      ranges: [],
      search: { kind: 'halton' },
      trials,
      baselineSeeds: 0,
      notes: '',
    },
    1,
  );
  const identity = { number: 1, name: 'bench', file: 'rounds/01-bench.yaml', hash: '', provenance: null };
  return beginRound(store, resolved, identity, { actor: 'bench', time: Date.now() });
}
