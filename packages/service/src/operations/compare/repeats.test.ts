/** Searches that were repeated under another seed, and times that tell a larger model, on a real project. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../store/index.ts';
import { comparedProject, type ComparedProject } from '../../testing/compared-project.ts';
import { best } from '../report/best.ts';
import { stepTimesOf } from './times.ts';
import { perform } from '../operation-input.ts';
import { run } from '../run/run.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let folder: ComparedProject;

beforeEach(async () => {
  folder = await comparedProject();
});

afterEach(() => folder.remove());

const writeRound = (name: string, text: string): Promise<void> =>
  writeFile(join(folder.directory, 'rounds', name), `attune: 1\ngoal: maximize\n${text}`);

it('tell how much the best of a search varies, and no search of another design does', async () => {
  await writeRound('01-first.yaml', 'budget: { trials: 4 }\nseed: 1\n');
  await perform(run, folder.contextOf(), {});
  const { trial } = await perform(best, folder.contextOf(), {});
  const alone = await folder.comparing({ candidate: String(trial), seedsMax: 3 });
  // Four trials of a single search are too few to draw from.
  expect(alone.variation.candidate.study).toBeNull();
  await writeRound('03-second.yaml', 'budget: { trials: 4 }\nseed: 2\n');
  await writeRound('04-larger.yaml', 'budget: { trials: 6 }\nseed: 3\n');
  await perform(run, folder.contextOf(), { round: '3' });
  await perform(run, folder.contextOf(), { round: '4' });
  const bests = [1, 3].map((round) => perform(best, folder.contextOf(), { round }));
  const [first, second] = (await Promise.all(bests)).map(({ objective }) => objective);
  const { variation } = await folder.comparing({ candidate: String(trial), dryRun: true });
  expect(variation.candidate.study).toMatchObject({ of: 4, from: 'repeats', searches: 2 });
  // Of two values the standard deviation is their distance by √2.
  expect(variation.candidate.study?.deviation).toBeCloseTo(Math.abs((first ?? NaN) - (second ?? NaN)) / Math.SQRT2, 12);
});

it('times tell a larger model only where whole runs differ by more than a machine does', async () => {
  await folder.comparing({ candidate: 'lr=0.02', seedsMax: 3 });
  const store = await openSqliteStore(join(folder.directory, '.attune', 'store.db'));
  const [slow, fast] = [
    { lr: 0.02, momentum: 0 },
    { lr: 0.01, momentum: 0 },
  ] as const;
  const trials = await store.read('trial');
  const lasting = async (lr: number, milliseconds: number): Promise<void> => {
    const own = trials.filter(({ configuration }) => configuration['lr'] === lr).map(({ id }) => id);
    const attempts = await store.read('attempt', { trial: own });
    const writer = { actor: 'test', time: 1 };
    for (const [i, attempt] of attempts.entries()) {
      const row = { ...attempt, endedAt: attempt.startedAt + milliseconds + i };
      await store.write([{ do: 'update', kind: 'attempt', row }], writer);
    }
  };
  await lasting(0.01, 100);
  await lasting(0.02, 4_000);
  expect(await stepTimesOf(store, slow, fast)).toBeNull();
  await lasting(0.02, 6_000);
  // 20 steps; three runs each, 100 to 102 and 6000 to 6002 ms.
  const times = await stepTimesOf(store, slow, fast);
  expect(times?.candidate).toBeCloseTo(300, 6);
  expect(times?.baseline).toBeGreaterThan(5);
  expect(times?.baseline).toBeLessThan(5.2);
  expect(await stepTimesOf(store, slow, { lr: 0.5, momentum: 0 })).toBeNull();
  await store.close();
  const { complexity } = await folder.comparing({ candidate: 'lr=0.02', again: true, dryRun: true });
  expect(complexity).toBe('adds');
});
