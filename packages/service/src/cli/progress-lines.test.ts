import { describe, expect, it } from 'vitest';
import { fold } from './progress-state.ts';
import { eventLine } from './progress-lines.ts';
import type { ProgressEvent } from '../operations/progress.ts';

const started = (attempt: number, fromStep: number, baseline = false): ProgressEvent => ({
  kind: 'trial-started',
  trial: 3,
  attempt,
  fromStep,
  untilStep: 100,
  baseline,
});

describe('the line of a trial that starts', () => {
  it.each([
    ['for the first time', started(1, 0), 'trial 3 started'],
    ['to repeat the baseline', started(1, 0, true), 'trial 3 started (baseline)'],
    ['again from scratch', started(2, 0), 'trial 3 starts again, attempt 2'],
    ['from a checkpoint', started(2, 40), 'trial 3 continues from step 40, attempt 2'],
    ['under an engine that adopts it', started(1, 20), 'trial 3 continues from step 20, attempt 1'],
  ])('%s', (_, event, line) => {
    const round: ProgressEvent = {
      ...{ kind: 'round-started', round: 1, name: 'first', trials: 4, ended: 0, slots: 2 },
      ...{ metric: 'valid/loss', direction: 'minimize', stepUnit: 'step', best: null },
    };
    expect(eventLine(event, fold(fold(undefined, round, 0), event, 0), 0)).toBe(line);
  });
});
