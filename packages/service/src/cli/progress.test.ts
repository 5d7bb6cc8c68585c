import { describe, expect, it } from 'vitest';
import { defineTexts } from '@attune/core/texts';
import type { ProgressEvent } from '../operations/progress.ts';
import { progressPrinter } from './progress.ts';
import { recordedOutput, testClock } from './testing/host.ts';
import { screenOf } from './testing/screen.ts';
import { displayWidth } from './width.ts';

const texts = defineTexts('test-progress', { slow: 'the disk is slow' });

/** A round as the engine tells it: the time at which each event happens, in milliseconds. */
const script: readonly (readonly [number, ProgressEvent])[] = [
  [0, round({ trials: 5, slots: 2 })],
  [0, { kind: 'trial-started', trial: 1, attempt: 1, fromStep: 0, untilStep: 400, baseline: true }],
  [0, { kind: 'trial-started', trial: 2, attempt: 1, fromStep: 0, untilStep: 400, baseline: false }],
  [2000, { kind: 'measurement', trial: 1, step: 100, value: 0.51234567 }],
  [2000, { kind: 'measurement', trial: 2, step: 200, value: Number.NaN }],
  [3000, { kind: 'message', level: 'warning', message: texts.slow() }],
  [
    4000,
    {
      kind: 'trial-ended',
      trial: 2,
      state: { status: 'infeasible', reason: 'diverged' },
      objective: null,
      note: 'train/loss is NaN\u001b[2J from step 200',
      best: null,
    },
  ],
  [8000, ended(1, 0.25)],
  [8000, { kind: 'trial-started', trial: 3, attempt: 2, fromStep: 200, untilStep: 400, baseline: false }],
  [40_000, { kind: 'measurement', trial: 3, step: 300, value: 0.3 }],
  [41_000, { kind: 'trial-ended', trial: 3, state: { status: 'waiting' }, objective: null, note: 'lost', best: null }],
  [42_000, { kind: 'round-ended', round: 1, status: 'paused', note: 'three attempts failed alike' }],
];

function round(values: { readonly trials: number; readonly slots: number }): ProgressEvent {
  return {
    kind: 'round-started',
    round: 1,
    name: 'optimizer',
    ended: 0,
    metric: 'valid/loss',
    direction: 'minimize',
    stepUnit: 'step',
    best: null,
    ...values,
  };
}

function ended(trial: number, objective: number): ProgressEvent {
  return {
    kind: 'trial-ended',
    trial,
    state: { status: 'completed' },
    objective,
    note: '',
    best: { trial, objective },
  };
}

async function play(columns: number | undefined, until: number): Promise<string> {
  const output = recordedOutput(columns);
  const clock = testClock();
  const printer = progressPrinter(output, clock);
  for (const [time, event] of script) {
    if (time > until) break;
    await clock.advance(time - clock.now());
    printer.show(event);
  }
  await clock.advance(Math.max(0, until - clock.now()));
  const text = output.text();
  printer.close();
  return text;
}

describe('without a screen', () => {
  it('writes one line for each event, and a pulse after half a minute', async () => {
    expect(await play(undefined, 42_000)).toBe(
      [
        'round 1 optimizer: 5 trials, 2 at a time',
        'trial 1 started (baseline)',
        'trial 2 started',
        'warning: the disk is slow',
        'trial 2 is infeasible (diverged): train/loss is NaN from step 200; 1 of 5 trials, 1 infeasible, no result yet, about 8 s left',
        'trial 1 completed: valid/loss 0.25, the best so far; 2 of 5 trials, 1 infeasible, best valid/loss 0.25 in trial 1, about 9 s left',
        'trial 3 continues from step 200, attempt 2',
        'trial 3 at step 300 of 400; 2 of 5 trials, 1 infeasible, best valid/loss 0.25 in trial 1, about 32 s left',
        'trial 3 will be tried again: lost; 2 of 5 trials, 1 infeasible, best valid/loss 0.25 in trial 1, about 9 s left',
        'round 1 optimizer paused: three attempts failed alike; 2 of 5 trials, 1 infeasible, best valid/loss 0.25 in trial 1',
        '',
      ].join('\n'),
    );
  });
});

describe('on a screen', () => {
  it.each([
    [
      80,
      [
        'warning: the disk is slow',
        'trial 2 is infeasible (diverged): train/loss is NaN from step 200',
        'round 1 optimizer  ━━━━━────────────────  1 of 5 trials  about 8 s left',
        '  trial 1 (baseline)  ━━━─────────  100 of 400 steps  valid/loss 0.5123',
        '  no result yet; 1 infeasible',
      ],
    ],
    [
      120,
      [
        'warning: the disk is slow',
        'trial 2 is infeasible (diverged): train/loss is NaN from step 200',
        'round 1 optimizer  ━━━━━━━━──────────────────────  1 of 5 trials  about 8 s left',
        '  trial 1 (baseline)  ━━━─────────  100 of 400 steps  valid/loss 0.5123',
        '  no result yet; 1 infeasible',
      ],
    ],
  ])('draws a block in place, at %i columns', async (columns, lines) => {
    expect(screenOf(await play(columns, 5000), columns)).toEqual(lines);
  });

  it('keeps the time left moving without events', async () => {
    const at5 = screenOf(await play(80, 5000), 80);
    const at7 = screenOf(await play(80, 7000), 80);
    expect(at5.at(-3)).toContain('about 8 s left');
    expect(at7.at(-3)).toContain('about 7 s left');
  });

  it('leaves only what lasts', async () => {
    expect(screenOf(await play(80, 42_000), 80)).toEqual([
      'warning: the disk is slow',
      'trial 2 is infeasible (diverged): train/loss is NaN from step 200',
      'trial 1 completed: valid/loss 0.25, the best so far',
      'trial 3 will be tried again: lost',
      'round 1 optimizer paused: three attempts failed alike; 2 of 5 trials, 1 infeasib',
      'le, best valid/loss 0.25 in trial 1',
    ]);
  });

  it.each([30, 40, 60])('never wraps the block, at %i columns', (columns) => {
    const output = recordedOutput(columns);
    const printer = progressPrinter(output, testClock());
    for (const [, event] of script.slice(0, 5)) printer.show(event);
    for (const line of screenOf(output.text(), 1000)) expect(displayWidth(line)).toBeLessThan(columns);
  });

  it('counts the trials that it has no room for', () => {
    const output = recordedOutput(80);
    const printer = progressPrinter(output, testClock());
    printer.show(round({ trials: 40, slots: 20 }));
    for (let trial = 1; trial <= 11; trial += 1) {
      printer.show({ kind: 'trial-started', trial, attempt: 1, fromStep: 0, untilStep: 1, baseline: false });
    }
    const lines = screenOf(output.text(), 80);
    expect(lines).toHaveLength(11);
    expect(lines.at(-2)).toBe('  … and 3 more');
  });

  it('draws each frame in one write, within a synchronised update', async () => {
    const text = await play(80, 3000);
    expect(
      text
        .split('\u001b[?2026h')
        .slice(1)
        .every((frame) => frame.endsWith('\u001b[?2026l')),
    ).toBe(true);
  });

  it('removes the block when it is closed early', () => {
    const output = recordedOutput(80);
    const printer = progressPrinter(output, testClock());
    for (const [, event] of script.slice(0, 3)) printer.show(event);
    printer.close();
    printer.close();
    expect(screenOf(output.text(), 80)).toEqual([]);
  });
});

it('leaves a traceback to the command, which prints it on lines of its own', () => {
  const output = recordedOutput();
  const printer = progressPrinter(output, testClock());
  printer.show(round({ trials: 5, slots: 2 }));
  const note = '3 attempts in a row failed.\n\nTraceback (most recent call last):\nValueError: no';
  printer.show({ kind: 'round-ended', round: 1, status: 'paused', note });
  expect(output.text().split('\n')[1]).toBe('round 1 optimizer paused; 0 of 5 trials, no result yet');
});

it('counts trials that wait for the next run as the report does: not among those that have ended', () => {
  const output = recordedOutput();
  const printer = progressPrinter(output, testClock());
  printer.show(round({ trials: 37, slots: 3 }));
  const failed = { status: 'failed', reason: 'crashed' } as const;
  for (const trial of [1, 2, 3]) {
    printer.show({ kind: 'trial-ended', trial, state: failed, objective: null, note: '', best: null });
  }
  printer.show({ kind: 'round-ended', round: 1, status: 'paused', note: '', revived: 3 });
  const lines = output.text().trimEnd().split('\n');
  expect(lines.at(-2)).toContain('3 of 37 trials, 3 failed');
  expect(lines.at(-1)).toBe('round 1 optimizer paused; 0 of 37 trials, no result yet');
});
