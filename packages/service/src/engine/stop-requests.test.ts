import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reopenAsked } from './begin-round.ts';
import type { ProgressEvent } from './progress.ts';
import { course, dies, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import type { Runner } from '../runners/index.ts';
import { simulatedRunner } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

async function ask(id: number, trial: number, kind: 'stop-trial' | 'retry-trial' = 'stop-trial'): Promise<void> {
  const request = kind === 'stop-trial' ? { kind, trial } : { kind, trial, round: 1 };
  const row = { id, request, time: 0 };
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

describe('a trial that is asked to end, and is to be tried again after all', () => {
  /** Asks for both at the first thing that is measured. */
  function bothAsked(): (event: ProgressEvent) => void {
    let asked = false;
    return ({ kind }) => {
      if (kind !== 'measurement' || asked) return;
      asked = true;
      void ask(1, 1).then(() => ask(2, 1, 'retry-trial'));
    };
  }

  it('has another attempt when it has ended', async () => {
    await world.begin(2);
    let tried = 0;
    const runner = simulatedRunner(
      world.clock,
      (job) =>
        trialOf(job) === 1 && ++tried === 1 ? course(10, 1000) : [...course(10, 300), { after: 31_000, exit: 0 }],
      1000,
    );
    await world.drive(runner, { onEvent: bothAsked() });
    expect(await world.states()).toEqual(['completed', 'completed']);
    expect((await world.store.read('attempt', { trial: [1] })).map(({ outcome }) => outcome?.kind)).toEqual([
      'stopped',
      'finished',
    ]);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('is not run again where it came to its end meanwhile', async () => {
    await world.begin(2);
    const runner = simulatedRunner(
      world.clock,
      (job) => (trialOf(job) === 1 ? good(job) : [...course(10, 300), { after: 31_000, exit: 0 }]),
      1000,
    );
    await world.drive(runner, {
      onEvent: (event) => {
        if (event.kind === 'trial-ended' && event.trial === 1) void ask(1, 1, 'retry-trial');
      },
    });
    expect(await world.states()).toEqual(['completed', 'completed']);
    expect(runner.started).toHaveLength(2);
    expect(await world.store.read('request')).toEqual([]);
  });
});

describe('a trial that saves because its round is to pause, is asked to end, and is to be tried again after all', () => {
  it('has its other attempt when the round goes on', async () => {
    await world.begin(1);
    const pause = { id: 1, request: { kind: 'pause-round', round: 1, actor: 'ada' }, time: 0 } as const;
    const runner = simulatedRunner(world.clock, () => course(10, 1000), 5000);
    const told: string[] = [];
    const saving: Runner = {
      ...runner,
      async stop(job, how) {
        await runner.stop(job, how);
        told.push(how);
        if (told.length > 1) return;
        await ask(2, 1);
        await ask(3, 1, 'retry-trial');
      },
    };
    let measured = 0;
    const paused = await world.drive(saving, {
      onEvent: ({ kind }) => {
        if (kind !== 'measurement' || ++measured > 1) return;
        void world.store.write([{ do: 'insert', kind: 'request', row: pause }], { actor: 'ada', time: 0 });
      },
    });
    expect([paused.status, told[0]]).toEqual(['paused', 'terminate']);
    expect((await world.store.read('request')).map(({ id }) => id)).toEqual([2, 3]);
    await world.drive(simulatedRunner(world.clock, good));
    expect(await world.states()).toEqual(['completed']);
    expect(await world.store.read('request')).toEqual([]);
  });
});

describe('a server that begins a round', () => {
  it('keeps it asked for to try a trial again that has yet to end, and stops no second attempt', async () => {
    const round = await world.begin(2);
    const [first, second] = await world.store.read('trial');
    if (first === undefined || second === undefined) throw new Error('no trials');
    const ending = { ...first, state: { status: 'running' } } as const;
    const stopped = { ...second, state: { status: 'stopped' } } as const;
    await world.store.write(
      [ending, stopped].map((row) => ({ do: 'update', kind: 'trial', row })),
      { actor: 'user', time: 0 },
    );
    await ask(1, 1, 'retry-trial');
    // Obeyed, though nobody has said so yet.
    await ask(2, 2);
    await ask(3, 2, 'retry-trial');
    await reopenAsked(world.store, round, { actor: 'user', time: 0 });
    expect(await world.states()).toEqual(['running', 'waiting']);
    expect((await world.store.read('request')).map(({ id }) => id)).toEqual([1]);
  });
});
