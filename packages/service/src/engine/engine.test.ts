import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { course, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { simulatedRunner, type Script } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

describe('a round', () => {
  it('runs every trial once, a few at a time, and keeps their curves', async () => {
    await world.begin(5, {}, 2);
    const runner = simulatedRunner(world.clock, good);
    const round = await world.drive(runner);
    expect(round.status).toBe('completed');
    expect(await world.states()).toEqual(Array(7).fill('completed'));
    expect(runner.started.map(trialOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await world.curveOf(7))?.steps).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    const running = world.events.reduce(
      ({ now, most }, event) => {
        const next = now + Number(event.kind === 'trial-started') - Number(event.kind === 'trial-ended');
        return { now: next, most: Math.max(most, next) };
      },
      { now: 0, most: 0 },
    );
    expect(running).toEqual({ now: 0, most: 2 });
  });

  it('starts with the baseline, and gives every trial a seed of its own', async () => {
    await world.begin(3, {}, 2);
    const runner = simulatedRunner(world.clock, good);
    await world.drive(runner);
    const [first, second] = runner.started;
    expect(first?.argv).toEqual(['train', '--lr=0.1']);
    expect(second?.argv).toEqual(['train', '--lr=0.1']);
    expect(new Set(runner.started.map(({ env }) => env['ATTUNE_SEED'])).size).toBe(5);
  });

  it('hands each trial the protocol', async () => {
    await world.begin(1, { train: { ...sampleProject().train, evalEvery: 10 } });
    const runner = simulatedRunner(world.clock, good);
    await world.drive(runner);
    expect(runner.started[0]?.env).toMatchObject({
      ATTUNE_PROTOCOL: '1',
      ATTUNE_TRIAL: '1',
      ATTUNE_MAX_STEPS: '100',
      ATTUNE_UNTIL_STEP: '100',
      ATTUNE_EVAL_EVERY: '10',
      ATTUNE_DIR: join(world.directory, 'trials', '0001', 'attempt-1'),
    });
    expect(runner.started[0]?.env).not.toHaveProperty('ATTUNE_RESUME');
  });

  it('gives each place its GPUs', async () => {
    await world.begin(4, { resources: { slots: 4, gpusPerTrial: 2 } });
    const runner = simulatedRunner(world.clock, good);
    await world.drive(runner, { environment: { CUDA_VISIBLE_DEVICES: '3,5,6,7,9' } });
    const given = runner.started.map(({ env }) => env['CUDA_VISIBLE_DEVICES']);
    expect(new Set(given)).toEqual(new Set(['3,5', '6,7']));
  });
});

describe('being asked', () => {
  it('stops a running and a waiting trial', async () => {
    await world.begin(4);
    const ask = (id: number, trial: number) =>
      world.store.write(
        [{ do: 'insert', kind: 'request', row: { id, request: { kind: 'stop-trial', trial }, time: 0 } }],
        {
          actor: 'user',
          time: 0,
        },
      );
    await ask(1, 1);
    await ask(2, 4);
    await world.drive(simulatedRunner(world.clock, good));
    expect(await world.states()).toEqual(['stopped', 'completed', 'completed', 'stopped']);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('puts running trials back when interrupted, and continues them the next time', async () => {
    await world.begin(4);
    const interruption = new AbortController();
    const runner = simulatedRunner(world.clock, good, 500);
    const round = await world.drive(runner, {
      signal: interruption.signal,
      onEvent: (event) => {
        if (event.kind === 'measurement' && event.trial === 2 && event.step === 50) interruption.abort('SIGINT');
      },
    });
    expect(round.status).toBe('paused');
    expect(await world.states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await world.drive(simulatedRunner(world.clock, good));
    expect(await world.states()).toEqual(Array(4).fill('completed'));
    expect((await world.store.read('attempt')).length).toBe(6);
  });

  it('refuses to go on once another engine holds the lease', async () => {
    await world.begin(2);
    const usurper: Script = () => course(10, 100);
    const driving = world.drive(simulatedRunner(world.clock, usurper), {
      onEvent: (event) => {
        if (event.kind !== 'measurement' || event.step !== 30) return;
        const now = world.clock.now() + 60_000;
        void world.store.lease({ do: 'take', holder: 'elsewhere 1 2 3', now, until: now + 1 });
      },
    });
    await expect(driving).rejects.toMatchObject({ code: 'conflict' });
  });
});
