import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { course, dies, good, openEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { simulatedRunner } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

async function ask(id: number, trial: number): Promise<void> {
  const row = { id, request: { kind: 'stop-trial', trial }, time: 0 } as const;
  await world.store.write([{ do: 'insert', kind: 'request', row }], { actor: 'user', time: 0 });
}

describe('an engine that only obeys', () => {
  it('stops what it was asked to stop, leaves the round as it is, and waits for nothing else', async () => {
    await world.begin(4);
    const runner = simulatedRunner(world.clock, () => course(10, 1000), 1000);
    const dead = world.drive(runner, { onEvent: (event) => event.kind === 'measurement' && dies() });
    await expect(dead).rejects.toThrow('dies here');
    const [before] = await world.store.read('round');
    await ask(1, 1);
    await ask(2, 4);

    await world.drive(runner, { starts: false });
    expect(await world.states()).toEqual(['stopped', 'running', 'waiting', 'stopped']);
    expect(await world.store.read('request')).toEqual([]);
    expect(await world.store.read('round')).toEqual([before]);
    expect(runner.started).toHaveLength(2);
  });

  it('keeps the note of a round that is paused', async () => {
    await world.begin(2);
    const broken = () => [
      { after: 100, stderr: 'ValueError: x\n' },
      { after: 200, exit: 1 },
    ];
    const paused = await world.drive(simulatedRunner(world.clock, broken));
    expect(paused.note).toContain('ValueError: x');
    await ask(1, 2);
    await world.drive(simulatedRunner(world.clock, good), { starts: false });
    expect(await world.store.read('round')).toMatchObject([{ status: 'paused', note: paused.note }]);
    expect(await world.states()).toEqual(['waiting', 'stopped']);
  });

  it('kills a trial that ignores SIGTERM once its grace has passed', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => course(10, 1000), Infinity);
    const dead = world.drive(runner, { onEvent: (event) => event.kind === 'measurement' && dies() });
    await expect(dead).rejects.toThrow('dies here');
    await ask(1, 1);
    await world.drive(runner, { starts: false });
    expect(await world.states()).toEqual(['stopped']);
  });

  it('leaves what has not ended yet to the next one where it is to go', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => course(10, 1000), Infinity);
    const dead = world.drive(runner, { onEvent: (event) => event.kind === 'measurement' && dies() });
    await expect(dead).rejects.toThrow('dies here');
    await ask(1, 1);
    const leave = new AbortController();
    leave.abort();
    await world.drive(runner, { starts: false, leave: leave.signal });
    expect(await world.states()).toEqual(['running']);
    await world.drive(runner, { starts: false });
    expect(await world.states()).toEqual(['stopped']);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('needs no GPU', async () => {
    await world.begin(1, { resources: { slots: 1, gpusPerTrial: 1 } });
    await ask(1, 1);
    const none = { CUDA_VISIBLE_DEVICES: '' };
    await world.drive(simulatedRunner(world.clock, good), { starts: false, environment: none });
    expect(await world.states()).toEqual(['stopped']);
  });
});
