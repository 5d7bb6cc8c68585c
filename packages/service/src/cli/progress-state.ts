/** What a round's progress display knows, folded from events; and the time that is left, from what trials have taken. */
import { better } from '@attune/core/study';
import type { BestSoFar, ProgressEvent, RoundStarted } from '../operations/progress.ts';

export interface RunningTrial {
  readonly trial: number;
  readonly baseline: boolean;
  readonly fromStep: number;
  readonly untilStep: number;
  readonly step: number;
  /** Latest value of the objective's metric; null before the first. */
  readonly value: number | null;
  /** Milliseconds, UTC; `measuredAt` of the step. */
  readonly startedAt: number;
  readonly measuredAt: number;
}

export interface ProgressState {
  readonly round: RoundStarted;
  readonly startedAt: number;
  readonly running: readonly RunningTrial[];
  /** Trials of the round that have ended, before now too. */
  readonly ended: number;
  readonly infeasible: number;
  readonly failed: number;
  readonly best: BestSoFar | null;
  /** Milliseconds that the trials took which ended while we watched. */
  readonly durations: { readonly sum: number; readonly count: number };
}

/** The state after an event; `undefined` before a round has started. */
export function fold(state: ProgressState | undefined, event: ProgressEvent, now: number): ProgressState | undefined {
  if (event.kind === 'round-started') {
    const { ended, best } = event;
    const durations = { sum: 0, count: 0 };
    return { round: event, startedAt: now, running: [], ended, infeasible: 0, failed: 0, best, durations };
  }
  if (state === undefined) return undefined;
  switch (event.kind) {
    case 'trial-started': {
      const { trial, baseline, fromStep, untilStep } = event;
      const begun = {
        trial,
        baseline,
        fromStep,
        untilStep,
        step: fromStep,
        value: null,
        startedAt: now,
        measuredAt: now,
      };
      return { ...state, running: [...without(state.running, trial), begun].sort((a, b) => a.trial - b.trial) };
    }
    case 'measurement':
      return { ...state, running: state.running.map((one) => measured(one, event, now)) };
    case 'trial-ended':
      return endedTrial(state, event, now);
    case 'round-ended': {
      const { revived = 0 } = event;
      return { ...state, running: [], ended: state.ended - revived, failed: Math.max(0, state.failed - revived) };
    }
    case 'message':
      return state;
  }
}

/**
 * Milliseconds until the round ends, or null while nothing has been measured: trials that wait take the mean time of
 * those that ended, running ones go on at their own pace, and slots share the sum, though none ends sooner than its
 * slowest trial.
 */
export function timeLeft(state: ProgressState, now: number): number | null {
  const { round, running, durations } = state;
  const paced = running.map((one) => remaining(one, now));
  const known = paced.filter((milliseconds) => milliseconds !== null);
  const whole = running.flatMap((one, index) => {
    const left = paced[index];
    return left === null || left === undefined ? [] : [now - one.startedAt + left];
  });
  const mean = durations.count > 0 ? durations.sum / durations.count : average(whole);
  if (mean === null) return null;
  const waiting = Math.max(0, round.trials - state.ended - running.length);
  const unpaced = running.reduce(
    (sum, one, index) => (paced[index] === null ? sum + Math.max(0, mean - (now - one.startedAt)) : sum),
    0,
  );
  const work = known.reduce((sum, left) => sum + left, 0) + unpaced + waiting * mean;
  return Math.max(work / Math.max(1, round.slots), ...known, waiting > 0 ? mean : 0);
}

/** The part of a trial's steps that lies behind it, in [0, 1]. */
export function fraction(trial: RunningTrial): number {
  const span = trial.untilStep - trial.fromStep;
  return span <= 0 ? 1 : Math.min(1, Math.max(0, (trial.step - trial.fromStep) / span));
}

type Measured = Extract<ProgressEvent, { kind: 'measurement' }>;
type Ended = Extract<ProgressEvent, { kind: 'trial-ended' }>;

function measured(one: RunningTrial, event: Measured, now: number): RunningTrial {
  if (one.trial !== event.trial) return one;
  const further = event.step > one.step;
  return {
    ...one,
    step: further ? event.step : one.step,
    measuredAt: further ? now : one.measuredAt,
    value: event.value ?? one.value,
  };
}

function endedTrial(state: ProgressState, event: Ended, now: number): ProgressState {
  const was = state.running.find((one) => one.trial === event.trial);
  const running = without(state.running, event.trial);
  const { status } = event.state;
  const best = bestOf(state, event.best);
  if (status === 'waiting' || status === 'paused' || status === 'running') return { ...state, running, best };
  const took = was === undefined ? undefined : now - was.startedAt;
  const { sum, count } = state.durations;
  return {
    ...state,
    running,
    best,
    ended: Math.min(state.round.trials, state.ended + 1),
    infeasible: state.infeasible + (status === 'infeasible' ? 1 : 0),
    failed: state.failed + (status === 'failed' ? 1 : 0),
    durations: took === undefined ? state.durations : { sum: sum + took, count: count + 1 },
  };
}

function bestOf(state: ProgressState, candidate: BestSoFar | null): BestSoFar | null {
  if (candidate === null || state.best === null) return candidate ?? state.best;
  return better(state.round.direction, candidate.objective, state.best.objective) ? candidate : state.best;
}

/** By the pace up to the last measurement; since then time has simply passed. */
function remaining(one: RunningTrial, now: number): number | null {
  const done = fraction(one);
  if (done === 0) return null;
  return Math.max(0, ((one.measuredAt - one.startedAt) * (1 - done)) / done - (now - one.measuredAt));
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function without(running: readonly RunningTrial[], trial: number): readonly RunningTrial[] {
  return running.filter((one) => one.trial !== trial);
}
