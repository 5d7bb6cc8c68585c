import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '@attune/core/study';
import type { Job } from '../runners/index.ts';
import { readRoundRecord } from '../history/index.ts';
import { openMemoryStore, type RoundRow, type Store } from '../store/index.ts';
import { sampleProject, sampleRound } from '../testing/sample-project.ts';
import { simulatedRunner, type Deed, type Script, type SimulatedRunner } from '../testing/simulated-runner.ts';
import { virtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { beginRound } from './begin-round.ts';
import type { EngineContext } from './drive.ts';
import { driveRound } from './engine.ts';
import { takeLease } from './lease.ts';
import type { ProgressEvent } from './progress.ts';

interface World {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly events: ProgressEvent[];
  readonly directory: string;
}

let world: World;

beforeEach(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'attune-engine-'));
  world = { store: openMemoryStore(), clock: virtualClock(), events: [], directory };
});

afterEach(async () => {
  await world.store.close();
  await rm(world.directory, { recursive: true });
});

/** Reports a falling loss every ten steps, a second each, and ends. */
const good: Script = () => [...course(10, 100), { after: 10_500, exit: 0 }];

function course(from: number, to: number, loss = (step: number) => 1 / step): Deed[] {
  const deeds: Deed[] = [];
  for (let step = from; step <= to; step += 10) {
    deeds.push({
      after: ((step - from) / 10 + 1) * 1000,
      metrics: { step, 'train/loss': loss(step), 'valid/loss': loss(step) },
    });
  }
  return deeds;
}

const attemptOf = (job: Job) => Number(job.directory.split('-').at(-1));
const trialOf = (job: Job) => Number(job.env['ATTUNE_TRIAL']);

async function begin(trials: number, changes: Partial<Project> = {}, baselineSeeds = 0): Promise<RoundRow> {
  const resolved = sampleRound(sampleProject(changes), { trials, baselineSeeds });
  const identity = { number: 1, name: 'first', file: 'rounds/01-first.yaml', hash: 'x', provenance: null };
  return beginRound(world.store, resolved, identity, { actor: 'test', time: world.clock.now() });
}

async function drive(
  runner: SimulatedRunner,
  options: { readonly signal?: AbortSignal; readonly onEvent?: (event: ProgressEvent) => void } = {},
): Promise<RoundRow> {
  const { store, clock, directory, events } = world;
  const [round] = await store.read('round');
  if (round === undefined) throw new Error('no round');
  const context: EngineContext = {
    store,
    runner,
    clock,
    projectDirectory: directory,
    storeDirectory: directory,
    environment: {},
    actor: 'test',
    signal: options.signal ?? new AbortController().signal,
    progress(event) {
      events.push(event);
      options.onEvent?.(event);
    },
    memoryKills: () => Promise.resolve(null),
  };
  const lease = await takeLease(store, clock);
  if (lease === null) throw new Error('lease taken');
  try {
    return await driveRound(context, lease, round);
  } finally {
    await lease.release();
  }
}

async function states(): Promise<string[]> {
  const trials = await world.store.read('trial');
  return trials.map(({ state }) => ('reason' in state ? `${state.status} ${state.reason}` : state.status));
}

async function curveOf(trial: number, metric = 'valid/loss') {
  const [round] = await world.store.read('round');
  if (round === undefined) throw new Error('no round');
  const record = (await readRoundRecord(world.store, round)).trials.find(({ id }) => id === trial);
  return record?.curves.find((curve) => curve.metric === metric);
}

describe('a round', () => {
  it('runs every trial once, a few at a time, and keeps their curves', async () => {
    await begin(5, {}, 2);
    const runner = simulatedRunner(world.clock, good);
    const round = await drive(runner);
    expect(round.status).toBe('completed');
    expect(await states()).toEqual(Array(7).fill('completed'));
    expect(runner.started.map(trialOf)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect((await curveOf(7))?.steps).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    const running = world.events.reduce(
      ({ now, most }, event) => {
        const next = now + Number(event.kind === 'trial-started') - Number(event.kind === 'trial-ended');
        return { now: next, most: Math.max(most, next) };
      },
      { now: 0, most: 0 },
    );
    expect(running).toEqual({ now: 0, most: 2 });
  });

  it('starts with the baseline, and gives every trial a seed of its own', async () => {
    await begin(3, {}, 2);
    const runner = simulatedRunner(world.clock, good);
    await drive(runner);
    const [first, second] = runner.started;
    expect(first?.argv).toEqual(['train', '--lr=0.1']);
    expect(second?.argv).toEqual(['train', '--lr=0.1']);
    expect(new Set(runner.started.map(({ env }) => env['ATTUNE_SEED'])).size).toBe(5);
  });

  it('hands each trial the protocol', async () => {
    await begin(1, { train: { ...sampleProject().train, evalEvery: 10 } });
    const runner = simulatedRunner(world.clock, good);
    await drive(runner);
    expect(runner.started[0]?.env).toMatchObject({
      ATTUNE_PROTOCOL: '1',
      ATTUNE_TRIAL: '1',
      ATTUNE_MAX_STEPS: '100',
      ATTUNE_UNTIL_STEP: '100',
      ATTUNE_EVAL_EVERY: '10',
      ATTUNE_DIR: join(world.directory, 'trials', '0001', 'attempt-1'),
    });
    expect(runner.started[0]?.env).not.toHaveProperty('ATTUNE_RESUME');
  });

  it('gives each place its GPUs', async () => {
    await begin(4, { resources: { slots: 4, gpusPerTrial: 2 } });
    const runner = simulatedRunner(world.clock, good);
    const { store, clock, directory } = world;
    const lease = await takeLease(store, clock);
    const [round] = await store.read('round');
    if (lease === null || round === undefined) throw new Error('not ready');
    await driveRound(
      {
        store,
        runner,
        clock,
        projectDirectory: directory,
        storeDirectory: directory,
        environment: { CUDA_VISIBLE_DEVICES: '3,5,6,7,9' },
        actor: 'test',
        signal: new AbortController().signal,
        progress: () => undefined,
        memoryKills: () => Promise.resolve(null),
      },
      lease,
      round,
    );
    const given = runner.started.map(({ env }) => env['CUDA_VISIBLE_DEVICES']);
    expect(new Set(given)).toEqual(new Set(['3,5', '6,7']));
  });
});

describe('how attempts end', () => {
  const ends: [name: string, deeds: Deed[], state: string, note: RegExp][] = [
    ['reports NaN three times in a row', [...course(10, 30), ...nan(3, 40)], 'infeasible diverged', /from step 40/],
    [
      'ends with a NaN training loss',
      [...course(10, 30), ...nan(1, 40), { after: 9000, exit: 0 }],
      'infeasible diverged',
      /not finite/,
    ],
    [
      'runs out of device memory',
      [
        { after: 1000, stderr: 'torch.OutOfMemoryError: CUDA out of memory. Tried\n' },
        { after: 1100, exit: 1 },
      ],
      'infeasible out-of-memory',
      /batch size/,
    ],
    [
      'says that it is impossible',
      [
        { after: 100, metrics: { step: 0, infeasible: 'width must divide heads' } },
        { after: 200, exit: 1 },
      ],
      'infeasible invalid',
      /width must divide heads/,
    ],
    [
      'stops on a NaN assertion',
      [...course(10, 20), { after: 5000, stderr: 'AssertionError: loss is nan\n' }, { after: 5100, exit: 1 }],
      'infeasible diverged',
      /learning rate/,
    ],
    [
      'never reports a finite objective',
      [
        { after: 100, metrics: { step: 10, 'valid/loss': 'NaN' } },
        { after: 200, exit: 0 },
      ],
      'infeasible diverged',
      /never finite/,
    ],
    ['stops early on its own', [...course(10, 50), { after: 6000, exit: 0 }], 'completed', /step 50 of 100/],
  ];

  it.each(ends)('%s', async (_, deeds, state, note) => {
    await begin(1);
    const runner = simulatedRunner(world.clock, () => deeds);
    await drive(runner);
    expect(await states()).toEqual([state]);
    expect((await world.store.read('trial'))[0]?.note).toMatch(note);
    expect(runner.started).toHaveLength(1);
  });

  function nan(times: number, from: number): Deed[] {
    return Array.from({ length: times }, (_, i) => ({
      after: 4000 + i * 1000,
      metrics: { step: from + i * 10, 'train/loss': 'NaN', 'valid/loss': 'NaN' },
    }));
  }

  it('survives two non-finite reports in the middle', async () => {
    await begin(1);
    const deeds = [
      ...course(10, 30),
      ...nan(2, 40),
      ...course(10, 100)
        .slice(5)
        .map((deed) => ({ ...deed, after: deed.after + 3000 })),
    ];
    await drive(simulatedRunner(world.clock, () => [...deeds, { after: 20_000, exit: 0 }]));
    expect(await states()).toEqual(['completed']);
    expect((await curveOf(1))?.values.filter(Number.isNaN)).toHaveLength(2);
  });

  it('retries a crash once, and not where the same crash is known', async () => {
    await begin(4);
    const crash = (message: string): Deed[] => [
      ...course(10, 20),
      { after: 3000, stderr: `${message}\n` },
      { after: 3100, exit: 1 },
    ];
    const runner = simulatedRunner(world.clock, (job) => {
      if (trialOf(job) === 1) return attemptOf(job) === 1 ? crash('OSError: disk hiccup at 0x7f') : good(job);
      return trialOf(job) <= 3 ? crash('ValueError: width 17 is odd') : good(job);
    });
    await drive(runner);
    expect(await states()).toEqual(['completed', 'failed crashed', 'failed crashed', 'completed']);
    const attempts = Map.groupBy(runner.started.map(trialOf), (trial) => trial);
    // The first crash of a kind is retried; another trial's crash of the same kind tells that it is no accident.
    expect([1, 2, 3, 4].map((trial) => attempts.get(trial)?.length)).toEqual([2, 2, 1, 1]);
  });

  it('resumes a trial that was preempted or lost from its last checkpoint', async () => {
    await begin(1);
    const checkpoint = join(world.directory, 'checkpoint-40');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) =>
      attemptOf(job) === 1
        ? [
            ...course(10, 40),
            { after: 4100, metrics: { step: 40, checkpoint } },
            { after: 5000, metrics: { step: 50, 'valid/loss': 1 / 50 } },
            { after: 7000, vanish: true },
          ]
        : [...course(50, 100, (step) => 2 / step), { after: 9000, exit: 0 }],
    );
    await drive(runner);
    expect(await states()).toEqual(['completed']);
    expect(runner.started[1]?.env['ATTUNE_RESUME']).toBe(checkpoint);
    const curve = await curveOf(1);
    expect(curve?.steps).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(curve?.values[3]).toBe(1 / 40);
    expect(curve?.values[4]).toBe(2 / 50);
  });

  it('drops an earlier best that a restart from scratch has made untrue', async () => {
    await begin(1);
    const checkpoint = join(world.directory, 'checkpoint-40');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) =>
      attemptOf(job) === 1
        ? [
            { after: 500, metrics: { step: 30, 'valid/loss': 0.001 } },
            { after: 600, metrics: { step: 40, checkpoint } },
            { after: 700, vanish: true },
          ]
        : good(job),
    );
    await drive(runner);
    const ended = world.events.find((event) => event.kind === 'trial-ended' && event.state.status === 'completed');
    expect(ended).toMatchObject({ objective: 1 / 100 });
    expect((await curveOf(1))?.values).not.toContain(0.001);
    expect(world.events).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.objectContaining({ key: 'engine.fromScratch' }) as unknown,
      }),
    );
    expect((await world.store.read('attempt'))[1]).toMatchObject({ resumedAt: null, resumeFrom: checkpoint });
  });

  it('gives up on a trial that is lost again and again without progress', async () => {
    await begin(1);
    const runner = simulatedRunner(world.clock, () => [...course(10, 30), { after: 4000, vanish: true }]);
    await drive(runner);
    expect(await states()).toEqual(['failed lost']);
    expect(runner.started).toHaveLength(5);
  });

  it('retries a trial that hit its time limit only where a checkpoint advanced', async () => {
    const train = { ...sampleProject().train, timeLimitSeconds: 5 };
    await begin(2, { train });
    const checkpoint = join(world.directory, 'checkpoint-30');
    await writeFile(checkpoint, 'state');
    const runner = simulatedRunner(world.clock, (job) => {
      if (trialOf(job) === 2) return course(10, 100);
      if (attemptOf(job) === 2) return [...course(40, 70), { after: 4500, exit: 0 }];
      return [...course(10, 40), { after: 4600, metrics: { step: 30, checkpoint } }];
    });
    await drive(runner);
    expect(await states()).toEqual(['completed', 'failed timed-out']);
    expect(runner.started.filter((job) => trialOf(job) === 1)).toHaveLength(2);
  });

  it('kills what ignores SIGTERM once the grace has passed', async () => {
    await begin(1, { train: { ...sampleProject().train, timeLimitSeconds: 5, graceSeconds: 3 } });
    const began = world.clock.now();
    await drive(simulatedRunner(world.clock, () => course(10, 100), Infinity));
    expect(await states()).toEqual(['failed timed-out']);
    expect(world.clock.now() - began).toBeGreaterThan(8000);
    expect(world.clock.now() - began).toBeLessThan(10_000);
  });

  it('fails a trial that ends well but never reports the objective, and names what it did report', async () => {
    await begin(1);
    await drive(
      simulatedRunner(world.clock, () => [
        { after: 1, metrics: { step: 1, loss: 1, 'test/loss': 2 } },
        { after: 2, exit: 0 },
      ]),
    );
    expect(await states()).toEqual(['failed crashed']);
    expect((await world.store.read('trial'))[0]?.note).toBe(
      'ended without reporting valid/loss; it reported loss: compare objective.metric and metrics.rename',
    );
  });
});

describe('a dead start', () => {
  const broken: Script = () => [
    { after: 100, stderr: 'Traceback\nModuleNotFoundError: No module named jax\n' },
    { after: 200, exit: 1 },
  ];

  it('pauses the round with the traceback and the remedy, and loses no trial', async () => {
    await begin(8);
    const runner = simulatedRunner(world.clock, broken);
    const round = await drive(runner);
    expect(round.status).toBe('paused');
    expect(round.note).toContain('ModuleNotFoundError: No module named jax');
    expect(round.note).toContain('train.setup');
    expect(runner.started.length).toBeLessThanOrEqual(4);
    expect(await states()).toEqual(Array(8).fill('waiting'));

    const mended = await drive(simulatedRunner(world.clock, good));
    expect(mended.status).toBe('completed');
    expect(await states()).toEqual(Array(8).fill('completed'));
  });

  it('does not pause where trials fail after they have learnt something', async () => {
    await begin(4);
    const script: Script = () => [
      ...course(10, 30),
      { after: 4000, stderr: 'RuntimeError: x\n' },
      { after: 4100, exit: 1 },
    ];
    const round = await drive(simulatedRunner(world.clock, script));
    expect(round.status).toBe('completed');
    expect(await states()).toEqual(Array(4).fill('failed crashed'));
  });
});

describe('being asked', () => {
  it('stops a running and a waiting trial', async () => {
    await begin(4);
    const ask = (id: number, trial: number) =>
      world.store.write(
        [{ do: 'insert', kind: 'request', row: { id, request: { kind: 'stop-trial', trial }, time: 0 } }],
        {
          actor: 'user',
          time: 0,
        },
      );
    await ask(1, 1);
    await ask(2, 4);
    await drive(simulatedRunner(world.clock, good));
    expect(await states()).toEqual(['stopped', 'completed', 'completed', 'stopped']);
    expect(await world.store.read('request')).toEqual([]);
  });

  it('puts running trials back when interrupted, and continues them the next time', async () => {
    await begin(4);
    const interruption = new AbortController();
    const runner = simulatedRunner(world.clock, good, 500);
    const round = await drive(runner, {
      signal: interruption.signal,
      onEvent: (event) => {
        if (event.kind === 'measurement' && event.trial === 2 && event.step === 50) interruption.abort('SIGINT');
      },
    });
    expect(round.status).toBe('paused');
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
    await drive(simulatedRunner(world.clock, good));
    expect(await states()).toEqual(Array(4).fill('completed'));
    expect((await world.store.read('attempt')).length).toBe(6);
  });

  it('refuses to go on once another engine holds the lease', async () => {
    await begin(2);
    const usurper: Script = () => course(10, 100);
    const driving = drive(simulatedRunner(world.clock, usurper), {
      onEvent: (event) => {
        if (event.kind !== 'measurement' || event.step !== 30) return;
        const now = world.clock.now() + 60_000;
        void world.store.lease({ do: 'take', holder: 'elsewhere 1 2 3', now, until: now + 1 });
      },
    });
    await expect(driving).rejects.toMatchObject({ code: 'conflict' });
  });
});
