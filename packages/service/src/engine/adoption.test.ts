import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptOf, course, dies, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { simulatedRunner, type SimulatedRunner } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

/** Drives round 1 until its engine is killed, two measurements on. */
async function killed(runner: SimulatedRunner, environment: Record<string, string> = {}): Promise<void> {
  const dead = world.drive(runner, {
    environment,
    onEvent: (event) => event.kind === 'measurement' && event.step === 20 && dies(),
  });
  await expect(dead).rejects.toThrow('dies here');
}

/** How many trials of all rounds run at once at most, by their attempts' times. */
async function mostAtOnce(): Promise<number> {
  const attempts = await world.store.read('attempt');
  const running = (at: number) =>
    attempts.filter(({ startedAt, endedAt }) => startedAt <= at && at < (endedAt ?? Infinity)).length;
  return Math.max(...attempts.map(({ startedAt }) => running(startedAt)));
}

describe('trials that an engine left running', () => {
  it('are told of by the next one, with the step that they have come to', async () => {
    await world.begin(2);
    const runner = simulatedRunner(world.clock, good);
    await killed(runner);
    const before = world.events.length;
    await world.drive(runner);
    const told = world.events.slice(before).filter(({ kind }) => kind === 'trial-started');
    expect(told).toEqual([
      { kind: 'trial-started', trial: 1, attempt: 1, fromStep: 20, untilStep: 100, baseline: false },
      expect.objectContaining({ trial: 2, attempt: 1 }),
    ]);
    expect(runner.started).toHaveLength(2);
  });

  it('of another round take places, are judged by their own project, and leave their round paused', async () => {
    const other = { ...sampleProject().objective, metric: 'train/loss' };
    await world.begin(3, { objective: other });
    await world.begin(3);
    const runner = simulatedRunner(world.clock, (job) =>
      trialOf(job) <= 3
        ? [...course(10, 200).map(({ after, ...deed }) => ({ ...deed, after: 2 * after })), { after: 50_000, exit: 0 }]
        : [...course(10, 100), { after: 10_500, exit: 0 }],
    );
    await killed(runner);
    expect(runner.started.map(trialOf)).toEqual([1, 2]);

    const before = world.events.length;
    const second = await world.drive(runner, { round: 2 });
    expect(second.status).toBe('completed');
    expect(await mostAtOnce()).toBe(2);
    expect(await world.states()).toEqual(['completed', 'completed', 'waiting', 'completed', 'completed', 'completed']);
    expect((await world.curveOf(1, 'train/loss'))?.steps).toHaveLength(20);
    expect((await world.store.read('round')).map(({ status }) => status)).toEqual(['paused', 'completed']);
    // The display is of round 2 alone.
    const told = world.events.slice(before);
    const trials = new Set(told.flatMap((event) => ('trial' in event ? [event.trial] : [])));
    expect(trials).toEqual(new Set([4, 5, 6]));
    expect(told.filter(({ kind }) => kind === 'trial-ended')).toHaveLength(3);
    expect(told.flatMap((event) => (event.kind === 'message' ? [event.message.key] : []))).toEqual([
      'engine.adoptedElsewhere',
      'engine.endedElsewhere',
      'engine.endedElsewhere',
    ]);

    await world.drive(runner, { round: 1 });
    expect(await world.states()).toEqual(Array(6).fill('completed'));
    expect(runner.started.map(trialOf)).toEqual([1, 2, 4, 5, 6, 3]);
  });

  it('of another round keep their time limit', async () => {
    await world.begin(1, { train: { ...sampleProject().train, timeLimitSeconds: 5 } });
    await world.begin(1);
    const runner = simulatedRunner(world.clock, (job) => (trialOf(job) === 1 ? course(10, 1000) : good(job)));
    await killed(runner);
    await world.drive(runner, { round: 2 });
    expect(await world.states()).toEqual(['failed timed-out', 'completed']);
  });

  it('of another round keep their GPUs to themselves', async () => {
    await world.begin(1, { resources: { slots: 1, gpusPerTrial: 2 } });
    await world.begin(3, { resources: { slots: 3, gpusPerTrial: 1 } });
    const environment = { CUDA_VISIBLE_DEVICES: '4,5,6' };
    const runner = simulatedRunner(world.clock, (job) =>
      trialOf(job) === 1 ? [...course(10, 300), { after: 31_000, exit: 0 }] : good(job),
    );
    await killed(runner, environment);
    await world.drive(runner, { round: 2, environment });
    const given = runner.started.map(({ env }) => env['CUDA_VISIBLE_DEVICES']);
    // While trial 1 trains on 4 and 5, the others take turns on 6.
    expect(given.slice(0, 3)).toEqual(['4,5', '6', '6']);
  });

  it('of another round wait for their next try until that round is driven', async () => {
    await world.begin(1);
    await world.begin(1);
    const runner = simulatedRunner(world.clock, (job) =>
      trialOf(job) === 1 ? [...course(10, 30), { after: 4000, vanish: true }] : good(job),
    );
    await killed(runner);
    expect(await world.drive(runner, { round: 2 })).toMatchObject({ status: 'completed' });
    expect(await world.states()).toEqual(['waiting', 'completed']);
    expect(runner.started).toHaveLength(2);
  });

  it('are judged by what they reported themselves where they began from scratch, in whichever metric', async () => {
    await world.begin(1);
    const checkpoint = join(world.directory, 'checkpoint-40');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) =>
      attemptOf(job) === 1
        ? [...course(10, 40), { after: 4100, metrics: { step: 40, checkpoint } }, { after: 4200, vanish: true }]
        : [
            ...[10, 20, 100].map((step) => ({ after: 100 * step, metrics: { step, 'train/loss': 1 / step } })),
            { after: 10_500, exit: 0 },
          ],
    );
    const dead = world.drive(runner, {
      onEvent: (event) => event.kind === 'measurement' && runner.started.length === 2 && dies(),
    });
    await expect(dead).rejects.toThrow('dies here');
    await world.drive(runner);
    const [, second] = await world.store.read('attempt');
    expect(second).toMatchObject({ resumedAt: null, outcome: { kind: 'crashed' } });
    expect(second?.outcome?.message).toContain('without reporting valid/loss');
  });
});
