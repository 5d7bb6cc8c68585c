import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptOf, course, dies, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { simulatedRunner, type Deed, type SimulatedRunner } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

describe('another attempt', () => {
  it('retries a crash once, and not where the same crash is known', async () => {
    await world.begin(4);
    const crash = (message: string): Deed[] => [
      ...course(10, 20),
      { after: 3000, stderr: `${message}\n` },
      { after: 3100, exit: 1 },
    ];
    const runner = simulatedRunner(world.clock, (job) => {
      if (trialOf(job) === 1) return attemptOf(job) === 1 ? crash('OSError: disk hiccup at 0x7f') : good(job);
      return trialOf(job) <= 3 ? crash('ValueError: width 17 is odd') : good(job);
    });
    await world.drive(runner);
    expect(await world.states()).toEqual(['completed', 'failed crashed', 'failed crashed', 'completed']);
    const attempts = Map.groupBy(runner.started.map(trialOf), (trial) => trial);
    // The first crash of a kind is retried; another trial's crash of the same kind tells that it is no accident.
    expect([1, 2, 3, 4].map((trial) => attempts.get(trial)?.length)).toEqual([2, 2, 1, 1]);
  });

  it('resumes a trial that was preempted or lost from its last checkpoint', async () => {
    await world.begin(1);
    const checkpoint = join(world.directory, 'checkpoint-40');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) =>
      attemptOf(job) === 1
        ? [
            ...course(10, 40),
            { after: 4100, metrics: { step: 40, checkpoint } },
            { after: 5000, metrics: { step: 50, 'valid/loss': 1 / 50 } },
            { after: 7000, vanish: true },
          ]
        : [...course(50, 100, (step) => 2 / step), { after: 9000, exit: 0 }],
    );
    await world.drive(runner);
    expect(await world.states()).toEqual(['completed']);
    expect(runner.started[1]?.env['ATTUNE_RESUME']).toBe(checkpoint);
    const curve = await world.curveOf(1);
    expect(curve?.steps).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(curve?.values[3]).toBe(1 / 40);
    expect(curve?.values[4]).toBe(2 / 50);
  });

  it('drops an earlier best that a restart from scratch has made untrue', async () => {
    await world.begin(1);
    const checkpoint = join(world.directory, 'checkpoint-40');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) =>
      attemptOf(job) === 1
        ? [
            { after: 500, metrics: { step: 30, 'valid/loss': 0.001 } },
            { after: 600, metrics: { step: 40, checkpoint } },
            { after: 700, vanish: true },
          ]
        : good(job),
    );
    await world.drive(runner);
    const ended = world.events.find((event) => event.kind === 'trial-ended' && event.state.status === 'completed');
    expect(ended).toMatchObject({ objective: 1 / 100 });
    expect((await world.curveOf(1))?.values).not.toContain(0.001);
    expect(world.events).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.objectContaining({ key: 'engine.fromScratch' }) as unknown,
      }),
    );
    expect((await world.store.read('attempt'))[1]).toMatchObject({ resumedAt: null, resumeFrom: checkpoint });
  });

  it('gives up on a trial that is lost again and again without progress', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => [...course(10, 30), { after: 4000, vanish: true }]);
    await world.drive(runner);
    expect(await world.states()).toEqual(['failed lost']);
    expect(runner.started).toHaveLength(5);
  });

  it('retries a trial that hit its time limit only where a checkpoint advanced', async () => {
    const train = { ...sampleProject().train, timeLimitSeconds: 5 };
    await world.begin(2, { train });
    const checkpoint = join(world.directory, 'checkpoint-30');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) => {
      if (trialOf(job) === 2) return course(10, 100);
      if (attemptOf(job) === 2) return [...course(40, 70), { after: 4500, exit: 0 }];
      return [...course(10, 40), { after: 4600, metrics: { step: 30, checkpoint } }];
    });
    await world.drive(runner);
    expect(await world.states()).toEqual(['completed', 'failed timed-out']);
    expect(runner.started.filter((job) => trialOf(job) === 1)).toHaveLength(2);
  });

  it('kills what ignores SIGTERM once the grace has passed', async () => {
    await world.begin(1, { train: { ...sampleProject().train, timeLimitSeconds: 5, graceSeconds: 3 } });
    const began = world.clock.now();
    await world.drive(simulatedRunner(world.clock, () => course(10, 100), Infinity));
    expect(await world.states()).toEqual(['failed timed-out']);
    expect(world.clock.now() - began).toBeGreaterThan(8000);
    expect(world.clock.now() - began).toBeLessThan(10_000);
  });

  it('gives up on a trial that starts anew after each time limit and comes no further', async () => {
    await world.begin(1, { train: { ...sampleProject().train, timeLimitSeconds: 5 } });
    const checkpoint = join(world.directory, 'checkpoint');
    await writeFile(checkpoint, '');
    const runner = simulatedRunner(world.clock, (job) => [
      ...course(10, 40),
      // The second attempt comes one step further than the first; none does afterwards.
      { after: 4600, metrics: { step: attemptOf(job) === 1 ? 35 : 36, checkpoint } },
    ]);
    await world.drive(runner);
    expect(await world.states()).toEqual(['failed timed-out']);
    expect(runner.started).toHaveLength(3);
  });
});

describe('another attempt under another engine', () => {
  const crash = (message: string): Deed[] => [
    ...course(10, 20),
    { after: 3000, stderr: `${message}\n` },
    { after: 3100, exit: 1 },
  ];

  /** Kills the engine each time that a trial has ended. */
  async function driveThroughDeaths(runner: SimulatedRunner, deaths: number): Promise<void> {
    for (let death = 0; death < deaths; death++) {
      const dead = world.drive(runner, { onEvent: (event) => event.kind === 'trial-ended' && dies() });
      await expect(dead).rejects.toThrow('dies here');
    }
    await world.drive(runner);
  }

  it('is not made where an earlier engine has seen the same crash', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => crash('ValueError: width 17 is odd'));
    await driveThroughDeaths(runner, 1);
    expect(await world.states()).toEqual(['failed crashed']);
    expect(runner.started).toHaveLength(2);
  });

  it('is not made after the third crash, whichever engines saw them', async () => {
    await world.begin(1);
    const causes = ['one', 'two', 'three', 'four'];
    const runner = simulatedRunner(world.clock, (job) => crash(`OSError: ${causes[attemptOf(job) - 1] ?? ''}`));
    await driveThroughDeaths(runner, 2);
    expect(await world.states()).toEqual(['failed crashed']);
    expect(runner.started).toHaveLength(3);
  });

  it('is not made after the fifth loss without progress, whichever engines saw them', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => [...course(10, 30), { after: 4000, vanish: true }]);
    await driveThroughDeaths(runner, 4);
    expect(await world.states()).toEqual(['failed lost']);
    expect(runner.started).toHaveLength(5);
  });

  it('is made however often the user has interrupted the trial', async () => {
    await world.begin(1);
    for (let time = 0; time < 6; time++) {
      const interruption = new AbortController();
      await world.drive(simulatedRunner(world.clock, good), {
        signal: interruption.signal,
        onEvent: (event) => event.kind === 'measurement' && interruption.abort(),
      });
    }
    await world.drive(
      simulatedRunner(world.clock, (job) => (attemptOf(job) === 7 ? [{ after: 100, vanish: true }] : good(job))),
    );
    expect(await world.states()).toEqual(['completed']);
    expect(await world.store.read('attempt')).toHaveLength(8);
  });

  it('is made after a crash that differs from what kept the round from beginning at all', async () => {
    await world.begin(4);
    const broken = () => crash('ModuleNotFoundError: No module named jax').slice(2);
    await world.drive(simulatedRunner(world.clock, broken));
    await world.drive(simulatedRunner(world.clock, broken));
    const tried = (await world.store.read('attempt')).filter(({ trial }) => trial === 1).length;
    expect(tried).toBeGreaterThan(2);
    const runner = simulatedRunner(world.clock, (job) =>
      trialOf(job) === 1 && attemptOf(job) === tried + 1 ? crash('OSError: disk hiccup') : good(job),
    );
    await world.drive(runner);
    expect(await world.states()).toEqual(Array(4).fill('completed'));
  });
});
