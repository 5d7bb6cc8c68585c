import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { course, openEngineWorld, type EngineWorld } from '../testing/engine-world.ts';
import { sampleProject } from '../testing/sample-project.ts';
import { simulatedRunner, type Deed } from '../testing/simulated-runner.ts';

let world: EngineWorld;

beforeEach(async () => {
  world = await openEngineWorld();
});

afterEach(() => world.close());

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
      'ends with an objective that is NaN and the only loss',
      [...only(10, 30), { after: 4000, metrics: { step: 40, 'valid/loss': 'NaN' } }, { after: 9000, exit: 0 }],
      'infeasible diverged',
      /^valid\/loss not finite from step 40 to the end, and no training loss was reported$/,
    ],
    [
      'fails its last evaluation while its training loss is sound',
      [
        ...course(10, 90),
        { after: 10_000, metrics: { step: 100, 'train/loss': 0.1, 'valid/loss': 'NaN' } },
        { after: 11_000, exit: 0 },
      ],
      'completed',
      /^$/,
    ],
    [
      'fails an evaluation before its last',
      [
        ...only(10, 30),
        { after: 4000, metrics: { step: 40, 'valid/loss': 'NaN' } },
        ...only(50, 100),
        { after: 11_000, exit: 0 },
      ],
      'completed',
      /^$/,
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
    [
      'fails only after its training was whole',
      [...course(10, 100), { after: 10_500, stderr: 'plot.py: no display\n' }, { after: 10_600, exit: 3 }],
      'completed',
      /trained to its end, and then ended with exit status 3: plot.py/,
    ],
    ['stops early on its own', [...course(10, 50), { after: 6000, exit: 0 }], 'completed', /step 50 of 100/],
  ];

  it.each(ends)('%s', async (_, deeds, state, note) => {
    await world.begin(1);
    const runner = simulatedRunner(world.clock, () => deeds);
    await world.drive(runner);
    expect(await world.states()).toEqual([state]);
    expect((await world.store.read('trial'))[0]?.note).toMatch(note);
    expect(runner.started).toHaveLength(1);
  });

  /** Without a training loss. */
  function only(from: number, to: number): Deed[] {
    return course(from, to).map((_, i) => ({
      after: 100 * from + 1000 * i,
      metrics: { step: from + 10 * i, 'valid/loss': 1 / (from + 10 * i) },
    }));
  }

  function nan(times: number, from: number): Deed[] {
    return Array.from({ length: times }, (_, i) => ({
      after: 4000 + i * 1000,
      metrics: { step: from + i * 10, 'train/loss': 'NaN', 'valid/loss': 'NaN' },
    }));
  }

  it.each<[counting: string, steps: readonly number[], note: string]>([
    ['from 0, one by one', [0, 1, 2, 3, 4], ''],
    ['from 0, every second step', [0, 2, 4], ''],
    ['from 1', [1, 2, 3, 4, 5], ''],
    ['from 0, but not to the end', [0, 1, 2], 'ended at step 2 of 5'],
    ['from 1, but not to the end', [1, 2], 'ended at step 2 of 5'],
  ])('knows the end of a program that counts its steps %s', async (_, steps, note) => {
    await world.begin(1, { train: { ...sampleProject().train, maxSteps: 5 } });
    const reports = steps.map((step, i): Deed => ({ after: 100 * i, metrics: { step, 'valid/loss': 1 } }));
    await world.drive(simulatedRunner(world.clock, () => [...reports, { after: 1000, exit: 0 }]));
    expect(await world.store.read('trial')).toMatchObject([{ state: { status: 'completed' }, note }]);
  });

  it('takes a program that counts from 0 for ended where it ends just as its time is over', async () => {
    await world.begin(1, { train: { ...sampleProject().train, maxSteps: 3, timeLimitSeconds: 5 } });
    const reports = [0, 1, 2].map((step): Deed => ({ after: 1000 * step, metrics: { step, 'valid/loss': 1 } }));
    await world.drive(simulatedRunner(world.clock, () => [...reports, { after: 6000, exit: 0 }], Infinity));
    expect(await world.states()).toEqual(['completed']);
  });

  it('survives two non-finite reports in the middle', async () => {
    await world.begin(1);
    const deeds = [
      ...course(10, 30),
      ...nan(2, 40),
      ...course(10, 100)
        .slice(5)
        .map((deed) => ({ ...deed, after: deed.after + 3000 })),
    ];
    await world.drive(simulatedRunner(world.clock, () => [...deeds, { after: 20_000, exit: 0 }]));
    expect(await world.states()).toEqual(['completed']);
    expect((await world.curveOf(1))?.values.filter(Number.isNaN)).toHaveLength(2);
  });

  it('fails a trial that ends well but never reports the objective, and names what it did report', async () => {
    await world.begin(1);
    await world.drive(
      simulatedRunner(world.clock, () => [
        { after: 1, metrics: { step: 1, loss: 1, 'test/loss': 2 } },
        { after: 2, exit: 0 },
      ]),
    );
    expect(await world.states()).toEqual(['failed crashed']);
    expect((await world.store.read('trial'))[0]?.note).toBe(
      'ended without reporting valid/loss; it reported loss: compare objective.metric and metrics.rename',
    );
  });
});
