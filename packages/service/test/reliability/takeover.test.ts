/** What one engine leaves to the next at moments that a random kill seldom hits. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { objectivesOf } from '../../src/history/index.ts';
import type { Job } from '../../src/runners/index.ts';
import { sampleProject } from '../../src/testing/sample-project.ts';
import { simulatedRunner, type Deed } from '../../src/testing/simulated-runner.ts';
import { openVirtualWorld, type VirtualWorld } from './virtual-world.ts';

const worlds: VirtualWorld[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(...of: Parameters<typeof openVirtualWorld>): Promise<VirtualWorld> {
  const world = await openVirtualWorld(...of);
  worlds.push(world);
  return world;
}

const attemptOf = (job: Job) => Number(job.directory.split('-').at(-1));

/** A loss every ten steps, a second each. */
function course(from: number, to: number): Deed[] {
  const steps = Array.from({ length: (to - from) / 10 + 1 }, (_, i) => from + 10 * i);
  return steps.map((step, i) => ({ after: 1000 * (i + 1), metrics: { step, 'valid/loss': 1 / step } }));
}

const dies = () => {
  throw new Error('the engine dies here');
};

it.each<[left: string, deeds: readonly Deed[], checkpoint: number]>([
  ['nothing', [{ after: 100, exit: 0 }], 100],
  [
    'steps without an evaluation',
    [
      { after: 50, metrics: { step: 100, 'train/loss': 1 } },
      { after: 100, exit: 0 },
    ],
    95,
  ],
  [
    'only an evaluation that is not finite',
    [
      { after: 50, metrics: { step: 100, 'train/loss': 1, 'valid/loss': 'NaN' } },
      { after: 100, exit: 0 },
    ],
    95,
  ],
])('an attempt that had to train %s any more completes its trial', async (_, deeds, step) => {
  const world = await open(1);
  const checkpoint = join(world.directory, 'checkpoint');
  await writeFile(checkpoint, '');
  const runner = simulatedRunner(world.clock, (job) =>
    attemptOf(job) > 1
      ? deeds
      : [...course(10, 100), { after: 10_100, metrics: { step, checkpoint } }, { after: 10_200, vanish: true }],
  );
  expect((await world.drive(runner)).status).toBe('completed');
  expect(runner.started[1]?.env['ATTUNE_RESUME']).toBe(checkpoint);
  expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'completed' }, note: '' }]);
  const attempts = await world.store.read('attempt');
  const objectives = await objectivesOf(world.store, sampleProject().objective, attempts);
  const best = step === 100 || deeds.length === 1 ? 100 : 90;
  expect(objectives.get(1)).toEqual({ value: 1 / best, step: best });
});

it('a restart from scratch is noted by the next engine where the first one died just before', async () => {
  const world = await open(1);
  const checkpoint = join(world.directory, 'checkpoint');
  await writeFile(checkpoint, '');
  const runner = simulatedRunner(world.clock, (job) => {
    switch (attemptOf(job)) {
      case 1:
        return [...course(10, 40), { after: 4100, metrics: { step: 40, checkpoint } }, { after: 4200, vanish: true }];
      case 2:
        return [
          { after: 1000, metrics: { step: 10, 'valid/loss': 7 } },
          { after: 1100, vanish: true },
        ];
      default:
        return [...course(10, 100), { after: 11_000, exit: 0 }];
    }
  });
  const died = world.drive(runner, (event) => {
    if (event.kind === 'measurement' && event.value === 7) dies();
  });
  await expect(died).rejects.toThrow('dies here');
  expect((await world.store.read('attempt')).at(-1)).toMatchObject({ number: 2, metricsOffset: 27, resumedAt: 40 });

  expect((await world.drive(runner)).status).toBe('completed');
  expect((await world.store.read('attempt')).map(({ resumedAt }) => resumedAt)).toEqual([null, null, null]);
  // The checkpoint at step 40 belongs to a curve that the second attempt has replaced.
  expect(runner.started[2]?.env).not.toHaveProperty('ATTUNE_RESUME');
});

it('trials that went down with their machine do not pause the round, however many they were', async () => {
  const world = await open(6, { resources: { slots: 4, gpusPerTrial: 0 } });
  const good = () => [...course(10, 100), { after: 11_000, exit: 0 }];
  const before = simulatedRunner(world.clock, good);
  const died = world.drive(before, (event) => {
    if (event.kind === 'trial-started' && event.trial === 4) dies();
  });
  await expect(died).rejects.toThrow('dies here');
  expect(before.started).toHaveLength(4);

  // A new runner knows none of their processes.
  expect(await world.drive(simulatedRunner(world.clock, good))).toMatchObject({ status: 'completed' });
  expect((await world.store.read('attempt')).map(({ outcome }) => outcome?.kind)).toEqual(
    [1, 2, 3, 4].flatMap(() => ['lost', 'finished']).concat('finished', 'finished'),
  );
});

it('an attempt that ended while there was no engine ended when it did, not when it was found', async () => {
  const world = await open(1);
  const runner = simulatedRunner(world.clock, () => [...course(10, 100), { after: 11_000, exit: 0 }]);
  const began = world.clock.now();
  await expect(world.drive(runner, (event) => event.kind === 'measurement' && dies())).rejects.toThrow('dies here');
  world.clock.advance(3_600_000);
  expect((await world.drive(runner)).status).toBe('completed');
  expect(await world.store.read('attempt')).toMatchObject([{ startedAt: began, endedAt: began + 11_000 }]);
});

it('what the first engine stored counts for the verdict of the second', async () => {
  const world = await open(1);
  const runner = simulatedRunner(world.clock, () => [...course(10, 100), { after: 10_500, exit: 0 }]);
  const died = world.drive(runner, (event) => event.kind === 'measurement' && event.step === 100 && dies());
  await expect(died).rejects.toThrow('dies here');
  expect((await world.drive(runner)).status).toBe('completed');
  expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'completed' }, note: '' }]);
  expect(runner.started).toHaveLength(1);
});

it('a training loss that diverged under two engines together makes a trial infeasible', async () => {
  const world = await open(1);
  const nan = (step: number): Deed => ({ after: 100 * step, metrics: { step, 'train/loss': 'NaN', 'valid/loss': 1 } });
  const end: Deed = { after: 60_000, exit: 0 };
  const runner = simulatedRunner(world.clock, () => [nan(10), nan(20), nan(30), ...course(40, 100).slice(1), end]);
  const died = world.drive(runner, (event) => event.kind === 'measurement' && event.step === 20 && dies());
  await expect(died).rejects.toThrow('dies here');
  await world.drive(runner);
  expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'infeasible', reason: 'diverged' } }]);
});

it('chunks that the first engine left are merged by the second', async () => {
  const world = await open(3);
  const runner = simulatedRunner(world.clock, () => [...course(10, 100), { after: 11_000, exit: 0 }]);
  const compact = vi.spyOn(world.store, 'compact');
  const died = world.drive(runner, (event) => event.kind === 'trial-ended' && event.trial === 2 && dies());
  await expect(died).rejects.toThrow('dies here');
  expect(compact).not.toHaveBeenCalled();
  await world.drive(runner);
  const merged = compact.mock.calls.flatMap(([attempts]) => attempts.map(({ trial }) => trial));
  expect(merged.toSorted()).toEqual([1, 2, 3]);
});

it('chunks that several engines left, each killed after it had judged and before it merged, are all merged', async () => {
  const world = await open(4, { resources: { slots: 2, gpusPerTrial: 0 } });
  const runner = simulatedRunner(world.clock, (job) => [
    ...course(10, 100),
    { after: 11_000 + 1000 * Number(job.env['ATTUNE_TRIAL']), exit: 0 },
  ]);
  const compact = vi.spyOn(world.store, 'compact');
  for (const [kind, trial] of [
    ['trial-ended', 1],
    ['trial-started', 4],
    ['trial-ended', 3],
  ] as const) {
    const died = world.drive(runner, (event) => event.kind === kind && event.trial === trial && dies());
    await expect(died).rejects.toThrow('dies here');
    world.clock.advance(20_000);
  }
  expect((await world.drive(runner)).status).toBe('completed');
  const merged = compact.mock.calls.flatMap(([attempts]) => attempts.map(({ trial }) => trial));
  expect([...new Set(merged)].toSorted()).toEqual([1, 2, 3, 4]);
});

it('two trials killed with SIGKILL are both tried again: that leaves no message by which they could be alike', async () => {
  const world = await open(2);
  const runner = simulatedRunner(world.clock, (job) => [
    ...course(10, attemptOf(job) === 1 ? 50 : 100),
    { after: 10_500, exit: attemptOf(job) === 1 ? 137 : 0 },
  ]);
  await world.drive(runner);
  expect((await world.store.read('trial')).map(({ state }) => state.status)).toEqual(['completed', 'completed']);
});

it('a trial killed with SIGKILL again and again fails in the end', async () => {
  const world = await open(1);
  const runner = simulatedRunner(world.clock, () => [...course(10, 50), { after: 6000, exit: 137 }]);
  await world.drive(runner);
  expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'failed', reason: 'crashed' } }]);
  expect(runner.started).toHaveLength(3);
});
