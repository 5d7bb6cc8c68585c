import { expect, it } from 'vitest';
import type { ProgressEvent } from '../operations/progress.ts';
import { fold, fraction, timeLeft, type ProgressState } from './progress-state.ts';

const start: ProgressEvent = {
  kind: 'round-started',
  round: 1,
  name: 'first',
  trials: 6,
  ended: 0,
  slots: 2,
  metric: 'valid/loss',
  direction: 'minimize',
  stepUnit: 'step',
  best: null,
};

function started(trial: number, fromStep = 0): ProgressEvent {
  return { kind: 'trial-started', trial, attempt: 1, fromStep, untilStep: 100, baseline: false };
}

function completed(trial: number, objective: number): ProgressEvent {
  const best = { trial, objective };
  return { kind: 'trial-ended', trial, state: { status: 'completed' }, objective, note: '', best };
}

/** Events with the time at which each happens. */
function after(...events: readonly (readonly [number, ProgressEvent])[]): ProgressState {
  const state = events.reduce<ProgressState | undefined>((one, [time, event]) => fold(one, event, time), undefined);
  if (state === undefined) throw new Error('no round has started');
  return state;
}

it('knows nothing before a round has started', () => {
  expect(fold(undefined, started(1), 0)).toBeUndefined();
});

it('counts trials that end, not attempts that are tried again', () => {
  const again: ProgressEvent = {
    kind: 'trial-ended',
    trial: 1,
    state: { status: 'waiting' },
    objective: null,
    note: '',
    best: null,
  };
  const failed: ProgressEvent = { ...again, trial: 2, state: { status: 'failed', reason: 'crashed' } };
  const state = after([0, start], [0, started(1)], [0, started(2)], [1, again], [2, failed]);
  expect([state.ended, state.failed, state.running.length, state.durations.count]).toEqual([1, 1, 0, 1]);
});

it('keeps the better of two bests, in the direction of the round', () => {
  const state = after([0, start], [0, started(1)], [1, completed(1, 0.3)], [1, started(2)], [2, completed(2, 0.4)]);
  expect(state.best).toEqual({ trial: 1, objective: 0.3 });
  const upwards = after([0, { ...start, direction: 'maximize' }], [1, completed(1, 0.3)], [2, completed(2, 0.4)]);
  expect(upwards.best).toEqual({ trial: 2, objective: 0.4 });
});

it('does not know the time left before anything was measured', () => {
  expect(timeLeft(after([0, start], [0, started(1)]), 500)).toBeNull();
});

it('estimates from the pace of running trials', () => {
  // A quarter of trial 1 took 1 s: 3 s are left of it; trial 2 and the other four take 4 s each, on two slots.
  const state = after(
    [0, start],
    [0, started(1)],
    [0, started(2)],
    [1000, { kind: 'measurement', trial: 1, step: 25 }],
  );
  expect(timeLeft(state, 1000)).toBe((3000 + 3000 + 4 * 4000) / 2);
});

it('counts down between measurements', () => {
  const state = after(
    [0, { ...start, trials: 1 }],
    [0, started(1)],
    [1000, { kind: 'measurement', trial: 1, step: 25 }],
  );
  expect([1000, 2500, 9000].map((now) => timeLeft(state, now))).toEqual([3000, 1500, 0]);
});

it('counts the steps of a continued trial from where it continued', () => {
  const state = after([0, start], [0, started(1, 80)], [1000, { kind: 'measurement', trial: 1, step: 90 }]);
  expect(state.running.map(fraction)).toEqual([0.5]);
});

it('estimates waiting trials by the mean of those that ended', () => {
  const state = after(
    [0, start],
    [0, started(1)],
    [2000, completed(1, 1)],
    [2000, started(2)],
    [6000, completed(2, 1)],
  );
  expect(timeLeft(state, 6000)).toBe((4 * 3000) / 2);
});

it('leaves no less than the slowest running trial needs', () => {
  const state = after(
    [0, { ...start, trials: 2 }],
    [0, started(1)],
    [0, started(2)],
    [1000, { kind: 'measurement', trial: 1, step: 10 }],
    [1000, { kind: 'measurement', trial: 2, step: 100 }],
  );
  expect(timeLeft(state, 1000)).toBe(9000);
});
