import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineRequest } from '../store/index.ts';
import { course, dies, good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
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

  it.each([
    ['http:local', 'paused from this machine: it continues where it stopped'],
    ['http:ada', 'paused by ada: it continues where it stopped'],
    ['cli:ada', 'paused by ada: it continues where it stopped'],
  ])('tells who asked as a person would: %s', async (actor, note) => {
    await world.begin(1);
    await ask(1, { ...pause, actor });
    expect(await world.drive(simulatedRunner(world.clock, good))).toMatchObject({ status: 'paused', note });
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

  it('takes its turn by its number, as it would after a restart', async () => {
    await world.begin(6);
    let tried = 0;
    const runner = simulatedRunner(world.clock, (job) =>
      trialOf(job) === 1 && ++tried === 1
        ? [
            { after: 50, metrics: { step: 1, 'valid/loss': 1 } },
            { after: 100, exit: 3 },
          ]
        : good(job),
    );
    await world.drive(runner, {
      onEvent: (event) => {
        if (event.kind === 'trial-ended' && event.trial === 1 && event.state.status === 'failed') {
          void ask(1, { kind: 'retry-trial', trial: 1, round: 1 });
        }
      },
    });
    const begun = (await world.store.events(0, 1_000)).flatMap(({ kind, subject }) =>
      kind === 'attempt.started' ? [subject] : [],
    );
    expect(begun.lastIndexOf('trial 1')).toBeLessThan(begun.indexOf('trial 6'));
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

describe('a request that is taken back while the engine obeys it', () => {
  /** The request is gone just before the engine's commit arrives. */
  function takeBackAt(id: number, then: () => Promise<void> = () => Promise.resolve()): void {
    const { store } = world;
    const original = { ...store };
    const writing = vi.spyOn(store, 'write').mockImplementation(async (changes, writer) => {
      const row = changes.flatMap((change) =>
        change.kind === 'request' && change.do === 'delete' ? change.row : [],
      )[0];
      if (row?.id === id) {
        writing.mockRestore();
        await original.write([{ do: 'delete', kind: 'request', row }], { actor: 'ada', time: 0 });
        await then();
      }
      return original.write(changes, writer);
    });
  }

  const give = (handle: string): EngineRequest => ({
    kind: 'give-trial',
    round: 1,
    handle,
    until: Number.MAX_SAFE_INTEGER,
  });

  it('leaves the trial to the next program that asks', async () => {
    await world.begin(2, { train: { ...sampleProject().train, command: 'ask' } });
    await ask(1, give('first'));
    takeBackAt(1, () => ask(2, give('second')));
    const driven = world.drive(
      simulatedRunner(world.clock, () => []),
      { onEvent: ({ kind }) => (kind === 'trial-started' ? dies() : undefined) },
    );
    await expect(driven).rejects.toThrow('dies here');
    expect(await world.store.read('attempt')).toMatchObject([{ trial: 1, handle: 'second' }]);
    expect(await world.states()).toEqual(['running', 'waiting']);
  });

  it('stops no trial, and the round goes on', async () => {
    await world.begin(3);
    await ask(1, { kind: 'stop-trial', trial: 3 });
    takeBackAt(1);
    await world.drive(simulatedRunner(world.clock, good));
    expect(await world.states()).toEqual(['completed', 'completed', 'completed']);
  });

  it('and was about what has ended long since, is no matter', async () => {
    await world.begin(1);
    await ask(1, { kind: 'stop-trial', trial: 99 });
    takeBackAt(1);
    expect((await world.drive(simulatedRunner(world.clock, good))).status).toBe('completed');
  });
});
