import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryStore, type Change, type Store, type TrialRow } from '../../store/index.ts';
import { attempt, insert, project, round, study, trial, writer } from '../../testing/store-rows.ts';
import { readTrials } from './round-trials.ts';
import { trialMemory } from './trial-memory.ts';

const row = round(1);
const ids = [1, 2, 3, 4];

async function opened(): Promise<Store> {
  const store = openMemoryStore();
  const trials = ids.map((id) => insert('trial', trial(id, id === 4 ? 2 : 1, id === 4 ? 2 : 1)));
  const rounds = [
    insert('round', row),
    insert('round', round(2)),
    insert('study', study(1, 1)),
    insert('study', study(2, 2)),
  ];
  await store.write([insert('project', project), ...rounds, ...trials], writer);
  return store;
}

type Step =
  | { readonly do: 'start'; readonly trial: number }
  | { readonly do: 'complete'; readonly trial: number }
  | { readonly do: 'measure'; readonly trial: number; readonly value: number }
  | { readonly do: 'add' };

/** As an engine changes a store: each change of a trial with its event, new trials with one of the round. */
async function apply(store: Store, step: Step, count: number): Promise<void> {
  if (step.do === 'add') {
    const event = { kind: 'round.extended', subject: 'round 1' };
    await store.write([insert('trial', trial(100 + count, 1, 1), event)], writer);
    return;
  }
  const [current] = await store.read('trial', { id: [step.trial] });
  const attempts = await store.read('attempt', { trial: [step.trial] });
  if (current === undefined) return;
  const subject = `trial ${step.trial}`;
  const update = (state: TrialRow['state']): Change => ({
    ...{ do: 'update', kind: 'trial', row: { ...current, state }, event: { kind: 'told', subject } },
  });
  const last = attempts.at(-1);
  if (step.do === 'start') {
    const begun = insert('attempt', { ...attempt(step.trial, attempts.length + 1), resumedAt: null });
    await store.write([update({ status: 'running' }), begun], writer);
  } else if (step.do === 'complete') {
    await store.write([update({ status: 'completed' })], writer);
  } else if (current.state.status === 'running' && last !== undefined) {
    const offsets = { metrics: last.metricsOffset, stdout: 0 };
    const series = [{ metric: 'valid/loss', steps: [last.metricsOffset + 1], values: [step.value] }];
    const about = { trial: step.trial, attempt: last.number, series, checkpoints: [] };
    await store.ingest([{ ...about, from: offsets, to: { ...offsets, metrics: offsets.metrics + 1 } }], writer);
  }
}

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('start' as const), trial: fc.constantFrom(...ids) }),
    fc.record({ do: fc.constant('complete' as const), trial: fc.constantFrom(...ids) }),
    fc.record({
      do: fc.constant('measure' as const),
      trial: fc.constantFrom(...ids),
      value: fc.constantFrom(3, 2, 1, NaN),
    }),
    fc.constant({ do: 'add' as const }),
  ),
  { maxLength: 30 },
);

describe('the memory of trials', () => {
  it('knows after any changes what reading everything tells', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (given, every) => {
        const store = await opened();
        const memory = trialMemory(store);
        await memory(row);
        for (const [index, step] of given.entries()) {
          await apply(store, step, index);
          if (index % every === 0) await memory(row);
        }
        expect(await memory(row)).toEqual(await readTrials(store, row));
        await store.close();
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
