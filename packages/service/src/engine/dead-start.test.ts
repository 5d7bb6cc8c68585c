import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { course, good, openEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { simulatedRunner, type Script } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

describe('a dead start', () => {
  const broken: Script = () => [
    { after: 100, stderr: 'Traceback\nModuleNotFoundError: No module named jax\n' },
    { after: 200, exit: 1 },
  ];

  it('pauses the round with the traceback and the remedy, and loses no trial', async () => {
    await world.begin(8);
    const runner = simulatedRunner(world.clock, broken);
    const round = await world.drive(runner);
    expect(round.status).toBe('paused');
    expect(round.note).toContain('ModuleNotFoundError: No module named jax');
    expect(round.note).toContain('train.setup');
    expect(runner.started.length).toBeLessThanOrEqual(4);
    expect(await world.states()).toEqual(Array(8).fill('waiting'));

    const mended = await world.drive(simulatedRunner(world.clock, good));
    expect(mended.status).toBe('completed');
    expect(await world.states()).toEqual(Array(8).fill('completed'));
  });

  it('does not pause where trials fail after they have learnt something', async () => {
    await world.begin(4);
    const script: Script = () => [
      ...course(10, 30),
      { after: 4000, stderr: 'RuntimeError: x\n' },
      { after: 4100, exit: 1 },
    ];
    const round = await world.drive(simulatedRunner(world.clock, script));
    expect(round.status).toBe('completed');
    expect(await world.states()).toEqual(Array(4).fill('failed crashed'));
  });
});
