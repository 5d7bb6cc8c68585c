import { writeFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { course, dies, openEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { simulatedRunner } from '../testing/simulated-runner.ts';
import type { AttemptRow } from '../store/index.ts';
import { openIntake } from './intake.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'attune-intake-'));
});

afterEach(() => rm(directory, { recursive: true }));

const attempt = (metricsOffset = 0): AttemptRow => ({
  ...{ trial: 1, number: 1, cause: 'start', resumedAt: null, resumeFrom: null, directory, slot: 0, handle: null },
  ...{ startedAt: 0, endedAt: null, outcome: null, metricsOffset, stdoutOffset: 0, revision: 1 },
});

const line = (step: number) => `${JSON.stringify({ step, 'valid/loss': 1 })}\n`;
const { metrics: source } = sampleProject();
const file = () => join(directory, 'metrics.jsonl');

describe('an intake', () => {
  it.each([
    ['that can be read', 900_000, [1, 2, 3]],
    ['that is too long to be read', 5_000_000, [1, 3]],
  ])('takes in what stands behind a long line %s', async (_, length, steps) => {
    const long = `${JSON.stringify({ step: 2, 'valid/loss': 1, padding: 'x'.repeat(length) })}\n`;
    await writeFile(file(), line(1) + long + line(3));
    const intake = openIntake(attempt(), source);
    const seen: number[] = [];
    for (let news = await intake.next(); news !== null; news = news.more ? await intake.next() : null) {
      seen.push(...news.measurements.map(({ step }) => step));
    }
    await intake.close();
    expect(seen).toEqual(steps);
  });

  it('waits for the end of a long line', async () => {
    await writeFile(file(), `${line(1)}{"step": 2, "padding": "${'x'.repeat(900_000)}`);
    const intake = openIntake(attempt(), source);
    expect((await intake.next())?.measurements).toHaveLength(1);
    expect(await intake.next()).toBeNull();
    await appendFile(file(), '", "valid/loss": 1}\n');
    expect((await intake.next())?.measurements).toMatchObject([{ step: 2 }]);
    await intake.close();
  });

  it('says once that a file has been begun anew, and reads no more of it', async () => {
    await writeFile(file(), line(1) + line(2));
    const intake = openIntake(attempt(), source);
    expect((await intake.next())?.measurements).toHaveLength(2);
    await writeFile(file(), line(3));
    const offset = line(1).length + line(2).length;
    expect(await intake.next()).toMatchObject({
      measurements: [],
      problems: [{ key: 'follower.shortened', values: { file: 'metrics.jsonl' } }],
      batch: { from: { metrics: offset }, to: { metrics: offset } },
    });
    await appendFile(file(), line(4) + line(5) + line(6));
    expect(await intake.next()).toBeNull();
    await intake.close();
  });
});

describe('under the engine', () => {
  let world: EngineWorld;

  beforeEach(async () => {
    world = await openEngineWorld();
  });

  afterEach(() => world.close());

  const metricsFile = () => join(world.directory, 'trials', '0001', 'attempt-1', 'metrics.jsonl');
  const warnings = () => world.events.filter((event) => event.kind === 'message' && event.level === 'warning');

  it('what was measured behind a long line at the very end of a trial counts', async () => {
    await world.begin(1);
    const long = { step: 50, padding: 'x'.repeat(900_000) };
    await world.drive(
      simulatedRunner(world.clock, () => [
        { after: 1, metrics: long },
        { after: 1, metrics: { step: 100, 'valid/loss': 7 } },
        { after: 1, exit: 0 },
      ]),
    );
    expect((await world.curveOf(1))?.values).toEqual([7]);
    expect(await world.states()).toEqual(['completed']);
  });

  it('an adopted trial keeps what was seen of it behind a long line', async () => {
    await world.begin(1);
    const long = { step: 50, padding: 'x'.repeat(900_000) };
    const runner = simulatedRunner(world.clock, () => [
      { after: 1, metrics: long },
      { after: 1, metrics: { step: 100, 'valid/loss': 7 } },
      { after: 10_000, exit: 0 },
    ]);
    await expect(
      world.drive(runner, { onEvent: (event) => event.kind === 'measurement' && event.value === 7 && dies() }),
    ).rejects.toThrow('dies here');
    await world.drive(runner);
    expect(world.events.filter(({ kind }) => kind === 'trial-started')).toMatchObject([
      { fromStep: 0 },
      { fromStep: 100 },
    ]);
    expect(await world.states()).toEqual(['completed']);
  });

  it('a file that is begun anew is warned of once, and what was stored of it stays', async () => {
    await world.begin(1);
    await world.drive(
      simulatedRunner(world.clock, () => [...course(10, 100), { after: 20_000, exit: 0 }]),
      {
        onEvent: (event) => {
          if (event.kind === 'measurement' && event.step === 90) writeFileSync(metricsFile(), '');
        },
      },
    );
    expect(warnings()).toHaveLength(1);
    expect(warnings()).toMatchObject([{ message: { text: expect.stringContaining('appending') as string } }]);
    expect((await world.curveOf(1))?.steps.slice(0, 9)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(await world.states()).toEqual(['completed']);
  });

  it('an adopted trial whose file has been begun anew is judged by what was stored', async () => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => [...course(10, 100), { after: 20_000, exit: 0 }]);
    const dead = world.drive(runner, {
      onEvent: (event) => event.kind === 'measurement' && event.step === 100 && dies(),
    });
    await expect(dead).rejects.toThrow('dies here');
    await writeFile(metricsFile(), '');
    await world.drive(runner);
    expect(warnings()).toHaveLength(1);
    expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'completed' }, note: '' }]);
  });
});
