/** As `kill.test.ts`, over a PostgreSQL server; and rounds during which that server restarts or crashes. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { stream } from '@attune/core/numeric';
import { signalProcess } from '../../src/runners/process.ts';
import { until } from '../../src/testing/until.ts';
import { withPostgres } from '../../src/testing/with-postgres.ts';
import { attemptProcesses } from './attempt-processes.ts';
import { runWhileKilling, startEngine } from './killer.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openWorld, type World } from './world.ts';

const worlds: World[] = [];

async function open(trials: number, steps: number, address: string): Promise<World> {
  const world = await openWorld(trials, steps, 2, address);
  worlds.push(world);
  return world;
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    for (const { pid } of attemptProcesses(world.root)) signalProcess(pid, 'SIGKILL');
    await world.close();
  }
});

withPostgres('a round over PostgreSQL', (server) => {
  it('loses nothing and counts nothing twice under kill -9 at random moments', async () => {
    const world = await open(8, 40, server().address('killed'));
    const done = await runWhileKilling(world, 8, stream(1, 'kill'));
    expect(Object.values(done).reduce((sum, count) => sum + count, 0)).toBe(8);
    await expectNothingLost(world, 8);
  }, 300_000);

  it.each(['fast', 'immediate'] as const)('goes on in the same engine where the server restarts (%s)', async (mode) => {
    const world = await open(4, 60, server().address(`restarted ${mode}`));
    const held = join(world.root, 'held');
    await writeFile(held, '');
    const engine = startEngine(world, { environment: { HELD: held, HELD_TRIAL: '4' } });
    await until(async () => (await world.store.summaries({ trials: [1] })).length > 0 || undefined);
    await server().restart(mode);
    await rm(held);
    expect([await engine.exit, engine.words.join('')]).toEqual([0, '']);
    await expectNothingLost(world, 4);
    const takers = (await world.store.events(0, 10_000)).filter(({ kind }) => kind === 'lease.taken');
    expect(takers).toHaveLength(1);
  });
});
