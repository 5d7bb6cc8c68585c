import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../store/index.ts';
import { course, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { simulatedRunner } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

async function ask(id: number, request: EngineRequest): Promise<void> {
  await world.store.write([{ do: 'insert', kind: 'request', row: { id, request, time: 0 } }], {
    actor: 'ada',
    time: 0,
  });
}

const pause: EngineRequest = { kind: 'pause-round', round: 1, actor: 'ada' };

describe('a round that is to pause', () => {
  it('asks its trials to save and end, starts no more, and says who paused it', async () => {
    await world.begin(4);
    const runner = simulatedRunner(world.clock, () => course(10, 1000), 1000);
    let asked = false;
    const round = await world.drive(runner, {
      onEvent: (event) => {
        if (event.kind !== 'measurement' || asked) return;
        asked = true;
        void ask(1, pause);
      },
    });
    expect(round).toMatchObject({ status: 'paused', note: expect.stringContaining('paused by ada') as string });
    expect(await world.states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    expect(runner.started).toHaveLength(2);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('is no business of the engine of another round', async () => {
    await world.begin(1);
    await ask(1, { ...pause, round: 2 });
    expect((await world.drive(simulatedRunner(world.clock, good))).status).toBe('completed');
    expect(await world.store.read('request')).toHaveLength(1);
  });
});

describe('a trial that is to be tried again', () => {
  it('waits once more while its round is driven', async () => {
    await world.begin(2);
    let tried = 0;
    const runner = simulatedRunner(world.clock, (job) => {
      if (trialOf(job) === 1 && ++tried === 1)
        return [
          { after: 50, metrics: { step: 1, 'valid/loss': 1 } },
          { after: 100, exit: 3 },
        ];
      return good(job);
    });
    await world.drive(runner, {
      onEvent: (event) => {
        if (event.kind === 'trial-ended' && event.trial === 1 && event.state.status === 'failed') {
          void ask(1, { kind: 'retry-trial', trial: 1, round: 1 });
        }
      },
    });
    expect(await world.states()).toEqual(['completed', 'completed']);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('and has not ended, is left alone', async () => {
    await world.begin(1);
    await ask(1, { kind: 'retry-trial', trial: 1, round: 1 });
    const runner = simulatedRunner(world.clock, good);
    await world.drive(runner);
    expect(await world.states()).toEqual(['completed']);
    expect(runner.started).toHaveLength(1);
  });
});
