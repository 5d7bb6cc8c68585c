import { expect, it, onTestFinished } from 'vitest';
import { systemClock, takeLease } from '../engine/index.ts';
import { openMemoryStore, type RowOf, type Store } from '../store/index.ts';
import { attempt, round, study, trial } from '../testing/store-rows.ts';
import { quickProject } from '../../test/quick-project.ts';
import type { Context } from './operation.ts';
import { status } from './status.ts';

const writer = { actor: 'test', time: 0 };

function projectStore() {
  const project = quickProject({});
  onTestFinished(() => project.remove());
  const store = openMemoryStore();
  const signal = new AbortController().signal;
  const { directory } = project;
  const context: Context = {
    ...{ directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined, signal },
  };
  return { store, context };
}

const ended: RowOf['trial']['state'] = { status: 'completed' };
const waiting: RowOf['trial']['state'] = { status: 'waiting' };

/** Round 1 is paused with a trial that waits; round 2 runs, and has one trial that took 60 s and `left` that wait. */
async function twoRounds(store: Store, left: number, change: Partial<RowOf['round']['resolved']['project']>) {
  const plain = round(2).resolved;
  const project = { ...plain.project, ...change };
  await store.write(
    [
      { do: 'insert', kind: 'round', row: { ...round(1), status: 'paused' } },
      { do: 'insert', kind: 'round', row: { ...round(2), status: 'running', resolved: { ...plain, project } } },
      { do: 'insert', kind: 'study', row: study(1, 1) },
      { do: 'insert', kind: 'study', row: study(2, 2) },
      { do: 'insert', kind: 'trial', row: { ...trial(1, 1, 1), state: waiting } },
      { do: 'insert', kind: 'trial', row: { ...trial(2, 2, 2), state: ended } },
      {
        do: 'insert',
        kind: 'attempt',
        row: { ...attempt(2, 1), startedAt: 0, endedAt: 60_000, outcome: { kind: 'finished', code: 0, message: '' } },
      },
      ...Array.from({ length: left }, (_, i) => ({
        do: 'insert' as const,
        kind: 'trial' as const,
        row: { ...trial(3 + i, 2, 2), state: waiting },
      })),
    ],
    writer,
  );
}

it('reckons the time left of the round that runs, with its own places', async () => {
  const { store, context } = projectStore();
  const { resources } = round(2).resolved.project;
  await twoRounds(store, 6, { resources: { ...resources, slots: 3 } });
  expect((await status.run(context, {})).secondsLeft).toBeNull();
  await takeLease(store, systemClock);
  const { secondsLeft } = await status.run(context, {});
  expect(secondsLeft).toBeCloseTo(2 * 60);
});

it('reckons no time where programs ask for the trials', async () => {
  const { store, context } = projectStore();
  const { train } = round(2).resolved.project;
  await twoRounds(store, 6, { train: { ...train, command: 'ask' } });
  await takeLease(store, systemClock);
  expect((await status.run(context, {})).secondsLeft).toBeNull();
});
