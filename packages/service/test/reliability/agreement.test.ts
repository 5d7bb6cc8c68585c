/** The simulated runner, on which the engine's tests stand, leads the engine where real processes do. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { driveRound, systemClock, takeLease } from '../../src/engine/index.ts';
import { readRoundRecord } from '../../src/history/index.ts';
import { localRunner, type Job } from '../../src/runners/index.ts';
import type { Store } from '../../src/store/index.ts';
import { simulatedRunner, type Deed } from '../../src/testing/simulated-runner.ts';
import { openVirtualWorld, type VirtualWorld } from './virtual-world.ts';

/** One program as deeds; `programOf` makes the same of them in shell. */
function script(trial: number, attempt: number): readonly Deed[] {
  const points = (from: number, to: number, by = 1): Deed[] =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).map((step) => ({
      after: 0,
      metrics: { step, 'train/loss': (step + 1) / 8, 'valid/loss': (trial * by) / step },
    }));
  const checkpoint = (step: number): Deed => ({ after: 0, metrics: { step, checkpoint: 'checkpoint' } });
  switch (trial) {
    case 1:
      return [...points(1, 9), { after: 0, exit: 0 }];
    case 2: // Resumes.
      return attempt === 1
        ? [...points(1, 4), checkpoint(4), ...points(5, 6), { after: 0, vanish: true }]
        : [...points(5, 9, 2), { after: 0, exit: 0 }];
    case 3: // Begins from scratch, and worse.
      return attempt === 1
        ? [...points(1, 4), checkpoint(4), { after: 0, exit: 143 }]
        : [...points(1, 9, 3), { after: 0, exit: 0 }];
    case 4:
      return [...points(1, 2), { after: 0, stderr: 'ValueError: width 17 is odd\n' }, { after: 0, exit: 1 }];
    case 5:
      return [
        { after: 0, metrics: { step: 1, 'valid/loss': 'NaN' } },
        { after: 0, exit: 0 },
      ];
    case 6:
      return [
        { after: 0, stderr: 'RuntimeError: CUDA out of memory.\n' },
        { after: 0, exit: 1 },
      ];
    case 7:
      return [...points(1, 2), { after: 0, metrics: { step: 3, infeasible: 'too wide' } }, { after: 0, exit: 0 }];
    default:
      return [{ after: 0, exit: 0 }];
  }
}

const trials = 8;
const worlds: VirtualWorld[] = [];

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(command: readonly string[]): Promise<VirtualWorld> {
  const world = await openVirtualWorld(trials, {
    train: { command, maxSteps: 9, stepUnit: 'step', graceSeconds: 10 },
    resources: { slots: 1, gpusPerTrial: 0 },
  });
  worlds.push(world);
  return world;
}

const scriptOf = (job: Job) => script(Number(job.env['ATTUNE_TRIAL']), Number(job.directory.split('-').at(-1)));

describe('the same program under both runners', () => {
  it('comes to the same states, attempts, curves and events', async () => {
    const program = join(import.meta.dirname, 'deeds.sh');
    const [simulated, real] = [await open(['sh', program]), await open(['sh', program])];
    const virtual = simulatedRunner(simulated.clock, scriptOf);
    const start = virtual.start.bind(virtual);
    await simulated.drive({
      ...virtual,
      async start(job) {
        await writeFile(join(job.directory, 'checkpoint'), '');
        return start(job);
      },
    });
    await driveForReal(real);
    const expected = await storyOf(simulated.store);
    expect(expected.trials.map(({ state }) => ('reason' in state ? state.reason : state.status))).toEqual([
      'completed',
      'completed',
      'completed',
      'crashed',
      'diverged',
      'out-of-memory',
      'invalid',
      'crashed',
    ]);
    expect(await storyOf(real.store)).toEqual(expected);
  });
});

async function driveForReal({ store, directory }: VirtualWorld): Promise<void> {
  const local = localRunner();
  const lease = await takeLease(store, systemClock);
  const [round] = await store.read('round');
  if (lease === null || round === undefined) throw new Error('the round cannot be driven');
  await driveRound(
    {
      store,
      runner: {
        ...local,
        async start(job) {
          await writeFile(join(job.directory, 'deeds'), linesOf(scriptOf(job)));
          await writeFile(join(job.directory, 'checkpoint'), '');
          return local.start(job);
        },
      },
      clock: systemClock,
      projectDirectory: directory,
      storeDirectory: directory,
      environment: {},
      actor: 'test',
      signal: new AbortController().signal,
      progress: () => undefined,
      memoryKills: () => Promise.resolve(null),
    },
    lease,
    round,
  );
  await lease.release();
}

/** For `deeds.sh`: a word for the kind of deed, then its content to the end of the line. */
function linesOf(deeds: readonly Deed[]): string {
  return deeds
    .map((deed) => {
      if ('metrics' in deed) return `metrics ${JSON.stringify(deed.metrics)}\n`;
      if ('stderr' in deed) return `stderr ${deed.stderr}`;
      return 'exit' in deed ? `exit ${deed.exit}\n` : 'vanish -\n';
    })
    .join('');
}

/** Everything but times and places. */
async function storyOf(store: Store) {
  const [round] = await store.read('round');
  if (round === undefined) throw new Error('no round');
  const record = await readRoundRecord(store, round);
  return {
    status: round.status,
    trials: record.trials,
    notes: (await store.read('trial')).map(({ note }) => note),
    attempts: (await store.read('attempt')).map(
      ({ trial, number, cause, resumedAt, slot, outcome, metricsOffset, stdoutOffset }) => ({
        ...{ trial, number, cause, resumedAt, slot, outcome, metricsOffset, stdoutOffset },
      }),
    ),
    events: (await store.events(0, 10_000)).map(({ kind, subject, data }) => ({ kind, subject, data })),
  };
}
