import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { good, openEngineWorld, trialOf, type EngineWorld } from '../testing/engine-world.ts';
import { simulatedRunner } from '../testing/simulated-runner.ts';

const texts = defineTexts('test-runner', { refused: 'the machine refuses' });

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

describe('an attempt that cannot be started', () => {
  it('pauses the round with the place and the remedy where its directory cannot be made, and nothing is lost', async () => {
    await world.begin(3);
    await writeFile(join(world.directory, 'trials'), '');
    const round = await world.drive(simulatedRunner(world.clock, good));
    expect(round.status).toBe('paused');
    expect(round.note).toContain(join(world.directory, 'trials', '0001', 'attempt-1'));
    expect(round.note).toContain('move away what is in the place of a folder, then run again');
    expect(await world.states()).toEqual(['waiting', 'waiting', 'waiting']);

    await rm(join(world.directory, 'trials'));
    expect(await world.drive(simulatedRunner(world.clock, good))).toMatchObject({ status: 'completed', note: '' });
    expect(await world.states()).toEqual(Array(3).fill('completed'));
  });

  it('pauses the round where no process can be made, and lets what runs go on to its end', async () => {
    await world.begin(4);
    const runner = simulatedRunner(world.clock, good);
    const refusing = {
      ...runner,
      start: async (...[job]: Parameters<typeof runner.start>) => {
        if (trialOf(job) === 2) throw new AttuneError('unavailable', texts.refused());
        return runner.start(job);
      },
    };
    const round = await world.drive(refusing);
    expect(round).toMatchObject({ status: 'paused', note: 'the machine refuses' });
    expect(await world.states()).toEqual(['completed', 'waiting', 'waiting', 'waiting']);
  });

  it('counts for no loss, however often the user runs again', async () => {
    await world.begin(1);
    await mkdir(join(world.directory, 'trials', '0001'), { recursive: true });
    for (let attempt = 1; attempt <= 6; attempt++) {
      await writeFile(join(world.directory, 'trials', '0001', `attempt-${attempt}`), '');
      await world.drive(simulatedRunner(world.clock, good));
    }
    await world.drive(
      simulatedRunner(world.clock, (job) => (job.directory.endsWith('-7') ? [{ after: 1, vanish: true }] : good(job))),
    );
    expect(await world.states()).toEqual(['completed']);
  });
});
