/** Comparisons on a real project: real processes, a real store. */
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRoundRecord } from '../../history/index.ts';
import { openSqliteStore } from '../../store/index.ts';
import { systemClock, type Context } from '../operation.ts';
import { perform } from '../operation-input.ts';
import { run } from '../run/run.ts';
import { comparedProject, training, type ComparedProject } from '../../testing/compared-project.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let folder: ComparedProject;
let directory: string;
const contextOf = (change?: Partial<Context>): Context => folder.contextOf(change);
const comparing: ComparedProject['comparing'] = (input, change) => folder.comparing(input, change);
const projectText = (): Promise<string> => folder.projectText();
const stored = () => folder.stored();

beforeEach(async () => {
  folder = await comparedProject();
  ({ directory } = folder);
});

afterEach(() => folder.remove());

describe('compare', () => {
  it('runs pairs under fresh seeds that both share, until the answer is clear', async () => {
    await perform(run, contextOf(), {});
    const before = new Set((await stored()).trials.map(({ seed }) => seed));
    const result = await comparing({ candidate: '4', baseline: 'lr=0.001' });
    expect(result).toMatchObject({
      round: 2,
      status: 'completed',
      baseline: { label: 'lr=0.001' },
      complexity: 'adds',
    });
    expect(result.candidate).toMatchObject({ label: 'trial 4', trial: 4 });
    expect(result.recommendation).toBe('adopt');
    expect(result.pairs).toBeLessThan(10);
    expect(result.effect).toBeGreaterThan(0);
    expect(result.runs).toHaveLength(result.pairs);
    expect(new Set(result.runs.map(({ seed }) => seed)).size).toBe(result.pairs);
    expect(result.runs.some(({ seed }) => before.has(seed))).toBe(false);
    expect(result.selected).toMatchObject({ trial: 4, among: 3 });
    expect(result.selected?.rank).toBeLessThanOrEqual(3);
    const { rounds, trials, events } = await stored();
    expect(trials.filter(({ round }) => round === 2)).toHaveLength(2 * result.pairs);
    expect(rounds[1]?.resolved.comparison?.concluded).toMatchObject({ recommendation: 'adopt', pairs: result.pairs });
    expect(events.filter(({ kind }) => kind === 'comparison.concluded')).toHaveLength(1);
  });

  it('takes runs of the baseline as its noise, and leaves the search to other rounds', async () => {
    await comparing({ candidate: 'lr=0.02', complexity: 'adds', seedsMax: 3 });
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const [round] = await store.read('round');
    if (round === undefined) throw new Error('the comparison is a round');
    const { studies, roles } = await readRoundRecord(store, round);
    await store.close();
    expect(studies.map(({ purpose, name, trials }) => [purpose, name, trials])).toEqual([
      ['rerun', 'lr=0.02', 3],
      ['baseline', 'baseline', 3],
    ]);
    expect(roles).toEqual({ lr: 'scientific', momentum: 'fixed' });
  });

  it('goes on where it was interrupted, and again with more seeds', async () => {
    const stopping = new AbortController();
    const input = { candidate: 'lr=0.0101', complexity: 'adds', seedsMax: 3 };
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'trial-ended') stopping.abort('SIGINT');
    };
    const first = await comparing(input, { signal: stopping.signal, progress });
    expect(first).toMatchObject({ status: 'paused', round: 2 });
    const second = await comparing(input);
    expect(second).toMatchObject({ status: 'completed', round: 2, pairs: 3 });
    expect(second.runs.map(({ seed }) => seed)).toEqual(first.runs.map(({ seed }) => seed));
    const third = await comparing({ ...input, seedsMax: 6 });
    expect(third.round).toBe(2);
    expect(third.runs.slice(0, 3)).toEqual(second.runs);
    expect(third.pairs).toBeGreaterThan(3);
    expect(new Set(third.runs.map(({ seed }) => seed)).size).toBe(third.pairs);
    expect(await comparing({ ...input, seedsMax: 6, dryRun: true })).toEqual(third);
    // Without its options it goes on as it was begun.
    expect(await comparing({ candidate: 'lr=0.0101', dryRun: true })).toMatchObject({
      complexity: 'adds',
      pairsMax: 6,
    });
    // What is asked of it stays once it has been looked at.
    await expect(comparing({ ...input, complexity: 'none' })).rejects.toThrow(
      'the comparison in round 2 was begun as one that adds complexity, and has been looked at',
    );
    expect((await comparing({ ...input, again: true })).round).toBe(3);
  });

  it('says what is compared where a trial trained for another length', async () => {
    await perform(run, contextOf(), {});
    const steps = Number(/max_steps: (\d+)/.exec(await projectText())?.[1]);
    await writeFile(
      join(directory, 'attune.yaml'),
      (await projectText()).replace(`max_steps: ${steps}`, `max_steps: ${2 * steps}`),
    );
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'message') said.push(event.message.text);
    };
    await comparing({ candidate: '4', baseline: '5', dryRun: true }, { progress });
    expect(said).toEqual([
      `trial 4 and trial 5 trained for ${steps} steps; this comparison trains both sides for ${2 * steps}, as attune.yaml says, and tells which is better after ${2 * steps}, not after ${steps}: for that, write max_steps: ${steps} under train in attune.yaml`,
    ]);
    said.length = 0;
    await comparing({ candidate: 'lr=0.1', dryRun: true }, { progress });
    expect(said).toEqual([]);
  });

  it('warns where fresh seeds fall farther behind the result that selected it than luck explains', async () => {
    await perform(run, contextOf(), {});
    const before = await projectText();
    await writeFile(join(directory, 'train.sh'), training.replace('noise / 4', 'noise / 4 + 50'));
    const result = await comparing({ candidate: '4', seedsMax: 5 });
    expect(await projectText()).toBe(before);
    expect(result.selected?.warning).toContain('that luck among 3 results does not explain it');
    expect(result.selected?.mean).toBeGreaterThan(50);
  });

  it('begins nothing while another process is at work, says so, and begins when that has ended', async () => {
    await perform(run, contextOf(), {});
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const now = systemClock.now();
    const lease = await store.lease({ do: 'take', holder: 'elsewhere 1 2 3', now, until: now + 60_000 });
    const stopping = new AbortController();
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind !== 'message') return;
      said.push(event.message.text);
      stopping.abort('SIGINT');
    };
    const stopped = await comparing({ candidate: 'lr=0.1' }, { signal: stopping.signal, progress });
    expect(stopped).toMatchObject({ round: null, status: 'planned' });
    expect(said).toEqual([expect.stringContaining('the comparison begins when that has ended')]);
    const freeing: Context['progress'] = (event) => {
      if (event.kind === 'message' && event.message.text.startsWith('another process'))
        void store.lease({ do: 'release', token: lease?.token ?? 0 });
    };
    expect(await comparing({ candidate: 'lr=0.1' }, { progress: freeing })).toMatchObject({ status: 'completed' });
    await store.close();
  });

  it('names no round where a new comparison has none yet', async () => {
    await comparing({ candidate: 'lr=0.1' });
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const now = systemClock.now();
    await store.lease({ do: 'take', holder: 'elsewhere 1 2 3', now, until: now + 60_000 });
    await store.close();
    const stopping = new AbortController();
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind !== 'message') return;
      said.push(event.message.text);
      stopping.abort('SIGINT');
    };
    await comparing({ candidate: 'lr=0.1', again: true }, { signal: stopping.signal, progress });
    expect(said).toEqual([expect.stringContaining('another process is at work in this project')]);
    expect(said.join()).not.toMatch(/round \d/);
  });

  it('counts a candidate that diverges under some seeds as it is', async () => {
    const result = await comparing({ candidate: 'lr=0.9', seedsMax: 8 });
    const diverged = result.runs.filter(({ candidate }) => candidate.result === 'infeasible');
    expect(diverged).toHaveLength(result.infeasible.candidate);
    expect(diverged.every(({ seed }) => seed % 2 === 1)).toBe(true);
    expect(result.runs.filter(({ seed }) => seed % 2 === 1)).toHaveLength(diverged.length);
    // Seeds are drawn from the project's name and the round's number: some of them are odd.
    expect(diverged.length).toBeGreaterThan(0);
    expect(result.recommendation).not.toBe('adopt');
    const feasible = result.runs.flatMap(({ candidate, baseline }) =>
      candidate.value === null || baseline.value === null ? [] : [baseline.value - candidate.value],
    );
    expect(feasible.length).toBeGreaterThan(0);
    expect(result.effect).toBeCloseTo(feasible.reduce((sum, each) => sum + each, 0) / feasible.length, 10);
    expect(result.lessReliable?.high).toBeGreaterThan(0);
  });

  it('says what it would do before it has run, and stores nothing then', async () => {
    const result = await comparing({ candidate: 'lr=0.1', dryRun: true });
    expect(result).toMatchObject({ round: null, status: 'planned', runs: [], recommendation: 'more-evidence' });
    await expect(access(join(directory, '.attune'))).rejects.toThrow('ENOENT');
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ candidate: 'foo' }, 'invalid', 'foo is nothing to compare'],
    [{ candidate: '7' }, 'not-found', 'there is no trial 7'],
    [{ candidate: 'baseline' }, 'invalid', 'are the same configuration'],
    [{ candidate: 'rate=0.1' }, 'invalid', 'there is no hyperparameter rate'],
    [{ candidate: 'lr=fast' }, 'invalid', 'lr=fast cannot be compared'],
    [{ candidate: 'lr=' }, 'invalid', 'lr= is no value'],
    [{ candidate: 'lr=0.1', seedsMax: 101 }, 'invalid', 'at most 100 pairs'],
    [{ candidate: 'lr=0.1', seedsMax: 2 }, 'invalid', 'it must be at least 3'],
  ])('refuses %j', async (input, code, words) => {
    const refused = await comparing(input).then(
      () => null,
      (error: unknown) => error as { code: string; message: string; issues?: readonly { message: { text: string } }[] },
    );
    expect(refused?.code).toBe(code);
    expect([refused?.message, ...(refused?.issues ?? []).map(({ message }) => message.text)].join('\n')).toContain(
      words,
    );
  });

  it('pauses where its runs fail at once, and says so', async () => {
    // Both sides fail, so that failures follow each other whatever ends first.
    await writeFile(join(directory, 'train.sh'), 'exit 3\n');
    const result = await comparing({ candidate: 'momentum=0.5' });
    expect(result.status).toBe('paused');
    expect(result.pauseNote).toContain('failed before their first measurement');
    expect(result.pairs).toBe(0);
    expect(result.recommendation).toBe('more-evidence');
  });
});
