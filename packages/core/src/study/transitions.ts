/** The legal life of a trial, in one table: the store, the engine and the operations all go through `advance`. */
import { AttuneError } from '../errors/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { FailedReason, InfeasibleReason, TrialState, TrialStatus } from './trial.ts';

export const transitionTexts = defineTexts('transition', {
  illegal: 'trial {trial} is {status} and cannot {event}',
});

/** What can happen to a trial. */
export type TrialEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'judge-infeasible'; readonly reason: InfeasibleReason }
  | { readonly kind: 'fail'; readonly reason: FailedReason }
  /** Its attempt was lost; another one will be made. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'stop' }
  /** A user asks for another attempt of an ended trial, or more steps of a completed one. */
  | { readonly kind: 'reopen' };

const legal: Readonly<Record<TrialStatus, readonly TrialEvent['kind'][]>> = {
  waiting: ['start', 'stop'],
  running: ['pause', 'complete', 'judge-infeasible', 'fail', 'retry', 'stop'],
  paused: ['start', 'stop', 'complete'],
  completed: ['reopen'],
  infeasible: ['reopen'],
  failed: ['reopen'],
  stopped: ['reopen'],
};

/** The state after `event`; throws `conflict` where the table does not allow it. */
export function advance(trial: { readonly id: number; readonly state: TrialState }, event: TrialEvent): TrialState {
  const { status } = trial.state;
  if (!legal[status].includes(event.kind)) {
    throw new AttuneError('conflict', transitionTexts.illegal({ trial: trial.id, status, event: event.kind }));
  }
  switch (event.kind) {
    case 'start':
      return { status: 'running' };
    case 'pause':
      return { status: 'paused' };
    case 'complete':
      return { status: 'completed' };
    case 'judge-infeasible':
      return { status: 'infeasible', reason: event.reason };
    case 'fail':
      return { status: 'failed', reason: event.reason };
    case 'retry':
    case 'reopen':
      return { status: 'waiting' };
    case 'stop':
      return { status: 'stopped' };
  }
}

/** Whether nothing more will happen to a trial by itself. */
export function ended(state: TrialState): boolean {
  return (
    state.status === 'completed' ||
    state.status === 'infeasible' ||
    state.status === 'failed' ||
    state.status === 'stopped'
  );
}
