/** What must hold of a completed round of `training.sh`, whatever was killed while it ran. */
import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect } from 'vitest';
import { verdictTexts } from '../../src/engine/verdict.ts';
import { objectivesOf, readRoundRecord } from '../../src/history/index.ts';
import type { AttemptRow, EventRow, Store, TrialRow } from '../../src/store/index.ts';
import { attemptProcesses } from './attempt-processes.ts';
import { checkpointEvery, expectedLoss, startsFromScratch } from './expected.ts';
import type { World } from './world.ts';

/** Exit status of a program that SIGKILL ended. */
const killed = 137;
const killedAfterwards = verdictTexts.afterwards({ code: killed, message: 'Killed' }).text;

/** Expects that every trial is completed with exactly its points, and that store, files and processes agree. */
export async function expectNothingLost(world: World, trials: number): Promise<void> {
  const { store, root } = world;
  const rows = await store.read('trial');
  const attempts = await store.read('attempt');
  const attemptsOf = Map.groupBy(attempts, ({ trial }) => trial);
  expect(rows.map(({ id, state }) => [id, state])).toEqual(
    Array.from({ length: trials }, (_, i) => [i + 1, { status: 'completed' }]),
  );
  expect((await store.read('round')).map(({ status }) => status)).toEqual(['completed']);

  for (const trial of rows) {
    const own = attemptsOf.get(trial.id) ?? [];
    expectAttemptsInOrder(trial, own);
    expect([trial.id, trial.note]).toEqual([trial.id, killedAtItsEnd(own.at(-1)) ? killedAfterwards : '']);
    for (const attempt of own) expectFilesTakenIn(attempt);
  }
  await expectPointsOfFiles(store, attempts);
  await expectCurves(world, rows, attemptsOf);
  expectEvents(await store.events(0, 1_000_000), rows, attempts);

  expect(await store.read('request')).toEqual([]);
  expect(await store.lease({ do: 'read' })).toBeNull();
  expect(attemptProcesses(root)).toEqual([]);
  // What follows looks into the file itself.
  if (!existsSync(world.file)) return;
  expect(ask(world.file, 'pragma integrity_check')).toEqual({ integrity_check: 'ok' });
  // So short a series is one chunk once its attempt has ended.
  const chunks = 'select count(*) as n from chunk group by trial, attempt, metric order by n desc limit 1';
  expect(ask(world.file, chunks)).toEqual({ n: 1 });
}

/** Whether a kill hit its program between the last line that it wrote and its exit: everything was measured by then. */
function killedAtItsEnd(attempt: AttemptRow | undefined): boolean {
  return attempt?.outcome?.kind === 'finished' && attempt.outcome.code === killed;
}

/** One after the other, each ended; the last one finished what the trial is. */
function expectAttemptsInOrder(trial: TrialRow, attempts: readonly AttemptRow[]): void {
  expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, i) => i + 1));
  expect(attempts.map(({ cause }) => cause)).toEqual(attempts.map((_, i) => (i === 0 ? 'start' : 'retry')));
  const last = attempts.at(-1);
  expect(last?.outcome).toMatchObject({ kind: 'finished', code: killedAtItsEnd(last) ? killed : 0 });
  for (const [index, attempt] of attempts.entries()) {
    const before = attempts[index - 1];
    expect(attempt.endedAt).toBeGreaterThanOrEqual(attempt.startedAt);
    if (before !== undefined) {
      expect(attempt.startedAt).toBeGreaterThanOrEqual(before.endedAt ?? Infinity);
      expect(['crashed', 'lost']).toContain(before.outcome?.kind);
    }
    const { resumedAt, resumeFrom } = attempt;
    if (resumedAt === null) continue;
    expect(resumedAt % checkpointEvery).toBe(0);
    expect(readFileSync(resumeFrom ?? '', 'utf8')).toBe(`${resumedAt}\n`);
  }
  if (!startsFromScratch(trial.id)) return;
  // Whoever began from scratch and reported a step is known to have done so.
  for (const { directory, resumedAt } of attempts) if (linesOf(directory).length > 0) expect(resumedAt).toBeNull();
}

/** Its process ran at most once, and every complete line that it wrote has been read, once. */
function expectFilesTakenIn({ directory, metricsOffset, stdoutOffset }: AttemptRow): void {
  const begun = read(join(directory, 'begun'));
  expect(['', 'begun\n']).toContain(begun);
  const metrics = read(join(directory, 'metrics.jsonl'));
  expect([directory, metricsOffset]).toEqual([directory, metrics.lastIndexOf('\n') + 1]);
  expect(stdoutOffset).toBe(0);
}

/** Each attempt's series are the lines of its file: none missing, none twice. */
async function expectPointsOfFiles(store: Store, attempts: readonly AttemptRow[]): Promise<void> {
  const curves = await store.curves({ trials: [...new Set(attempts.map(({ trial }) => trial))] });
  for (const { trial, number, directory } of attempts) {
    const lines = linesOf(directory).filter((line) => 'valid/loss' in line);
    for (const metric of ['train/loss', 'valid/loss']) {
      const curve = curves.find((one) => one.trial === trial && one.attempt === number && one.metric === metric);
      expect(curve?.steps ?? []).toEqual(lines.map((line) => line['step']));
      expect(curve?.values ?? []).toEqual(lines.map((line) => line[metric]));
    }
  }
}

/** The trials' curves and objectives are those of runs that nobody had disturbed. */
async function expectCurves(
  { store, project }: World,
  trials: readonly TrialRow[],
  attemptsOf: ReadonlyMap<number, readonly AttemptRow[]>,
): Promise<void> {
  const steps = Array.from({ length: project.train.maxSteps }, (_, i) => i + 1);
  const [round] = await store.read('round');
  if (round === undefined) throw new Error('no round');
  const record = await readRoundRecord(store, round);
  const objectives = await objectivesOf(store, project.objective, [...attemptsOf.values()].flat());
  for (const trial of trials) {
    // One that resumed at the end and was killed before its first line has added nothing.
    const reporting = attemptsOf.get(trial.id)?.filter(({ directory }) => linesOf(directory).length > 0);
    const last = reporting?.at(-1)?.number ?? 0;
    const losses = steps.map((step) => expectedLoss(trial, last, step));
    const curves = record.trials.find(({ id }) => id === trial.id)?.curves;
    expect(curves).toEqual([
      { metric: 'train/loss', steps, values: losses.map((loss) => loss + 1) },
      { metric: 'valid/loss', steps, values: losses },
    ]);
    const value = Math.min(...losses);
    expect(objectives.get(trial.id)).toEqual({ value, step: steps[losses.indexOf(value)] });
  }
}

/** The log tells the same story: each attempt begins once, each end is told once, the round ends once. */
function expectEvents(events: readonly EventRow[], trials: readonly TrialRow[], attempts: readonly AttemptRow[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  for (const { id } of trials) {
    const own = attempts.filter(({ trial }) => trial === id);
    const told = events.filter(({ subject }) => subject === `trial ${id}`);
    const starts = told.filter(({ kind }) => kind === 'attempt.started');
    expect(starts.map(({ data }) => data)).toMatchObject(own.map(({ number }) => ({ attempt: number })));
    const ends = told.filter(({ kind, data }) => kind.startsWith('trial.') && data !== null);
    expect(ends.map(({ data }) => data)).toMatchObject(
      own.map(({ number, outcome }) => ({ attempt: number, outcome })),
    );
    expect(told.filter(({ kind }) => kind === 'trial.completed')).toHaveLength(1);
  }
  const round = events.filter(({ subject }) => subject === 'round 1').map(({ kind }) => kind);
  expect(round[0]).toBe('round.started');
  expect(round.at(-1)).toBe('round.completed');
  expect(round.filter((kind) => kind === 'round.completed')).toHaveLength(1);
}

function linesOf(directory: string): readonly Readonly<Record<string, unknown>>[] {
  return read(join(directory, 'metrics.jsonl'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function ask(file: string, question: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return { ...database.prepare(question).get() };
  } finally {
    database.close();
  }
}
