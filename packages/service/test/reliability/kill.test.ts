/**
 * The promise of reliability, with real processes: whatever is killed at whatever moment, running again loses nothing and
 * counts nothing twice.
 *
 * A kill takes about half a second, so that each test run makes only a few. For 500:
 *
 *   ATTUNE_TEST_KILLS=500 npx vitest run packages/service/test/reliability/kill.test.ts
 */
import { afterEach, describe, expect, it } from 'vitest';
import { stream } from '@attune/core/numeric';
import { signalProcess } from '../../src/runners/process.ts';
import { runWhileKilling, startEngine, type Kills } from './killer.ts';
import { attemptProcesses } from './attempt-processes.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openWorld, type World } from './world.ts';

const trials = 8;
const steps = 40;

/** Kills in one round: more than that and its trials are hit more often than they may be. */
const killsARound = 12;

const allKills = Number(process.env['ATTUNE_TEST_KILLS'] ?? 24);
const rounds = Math.ceil(allKills / killsARound);

const worlds: World[] = [];

async function open(...size: Parameters<typeof openWorld>): Promise<World> {
  const world = await openWorld(...size);
  worlds.push(world);
  return world;
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    for (const { pid } of attemptProcesses(world.root)) signalProcess(pid, 'SIGKILL');
    await world.close();
  }
});

describe('kill -9 at random moments', () => {
  it.each(Array.from({ length: rounds }, (_, i) => i + 1))(
    'loses nothing and counts nothing twice, seed %i',
    async (seed) => {
      const world = await open(trials, steps);
      const kills = Math.min(killsARound, allKills - (seed - 1) * killsARound);
      const done = await runWhileKilling(world, kills, stream(seed, 'kill'));
      expect(Object.values(done).reduce((sum, count) => sum + count, 0)).toBe(kills);
      await expectNothingLost(world, trials);
      report(seed, done, (await world.store.read('attempt')).length);
    },
    300_000,
  );
});

describe('kill -9 of the engine at a chosen moment', () => {
  it.each(['before-start', 'after-start'])('%s of a process', async (moment) => {
    const world = await open(3, 5);
    const dead = startEngine(world, { dies: moment });
    expect(await dead.exit).toBeNull();
    const [attempt, ...others] = await world.store.read('attempt');
    expect([attempt?.trial, attempt?.endedAt, others]).toEqual([1, null, []]);

    expect(await startEngine(world).exit).toBe(0);
    await expectNothingLost(world, 3);
    const attempts = await world.store.read('attempt', { trial: [1] });
    const outcomes = attempts.map(({ outcome }) => outcome?.kind);
    // A process that was never started is lost and made up for; one that was started is adopted, or died unseen.
    expect(outcomes).toEqual(moment === 'before-start' ? ['lost', 'finished'] : ['finished']);
  });
});

/** Shown where many kills were asked for. */
function report(seed: number, done: Kills, attempts: number): void {
  if (allKills <= 100) return;
  const kinds = Object.entries(done).map(([target, count]) => `${count} ${target}`);
  process.stdout.write(`seed ${seed}: ${kinds.join(', ')}; ${attempts} attempts\n`);
}
