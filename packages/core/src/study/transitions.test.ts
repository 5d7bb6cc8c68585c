import { describe, expect, it } from 'vitest';
import { advance, ended, type TrialEvent } from './transitions.ts';
import type { TrialState } from './trial.ts';

const trial = (state: TrialState) => ({ id: 7, state });

describe('advance', () => {
  it('leads a trial through its life', () => {
    const running = advance(trial({ status: 'waiting' }), { kind: 'start' });
    const paused = advance(trial(running), { kind: 'pause' });
    expect(paused).toEqual({ status: 'paused' });
    expect(advance(trial(advance(trial(paused), { kind: 'start' })), { kind: 'complete' })).toEqual({
      status: 'completed',
    });
    expect(advance(trial(running), { kind: 'retry' })).toEqual({ status: 'waiting' });
    expect(advance(trial(running), { kind: 'judge-infeasible', reason: 'diverged' })).toEqual({
      status: 'infeasible',
      reason: 'diverged',
    });
    expect(advance(trial({ status: 'failed', reason: 'crashed' }), { kind: 'reopen' })).toEqual({ status: 'waiting' });
  });

  it('refuses what the table does not allow, naming trial, state and event', () => {
    const illegal: [TrialState, TrialEvent][] = [
      [{ status: 'waiting' }, { kind: 'complete' }],
      [{ status: 'completed' }, { kind: 'start' }],
      [{ status: 'stopped' }, { kind: 'complete' }],
      [{ status: 'infeasible', reason: 'invalid' }, { kind: 'retry' }],
    ];
    for (const [state, event] of illegal) {
      expect(() => advance(trial(state), event)).toThrow(`trial 7 is ${state.status} and cannot ${event.kind}`);
    }
  });

  it('knows what has ended', () => {
    expect(ended({ status: 'paused' })).toBe(false);
    expect(ended({ status: 'failed', reason: 'lost' })).toBe(true);
  });
});
