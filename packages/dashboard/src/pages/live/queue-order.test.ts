import { describe, expect, it } from 'vitest';
import { queueOrder } from './queue-order.ts';

const round = (number: number, status: 'running' | 'paused' | 'completed', waiting: number) => ({
  round: number,
  status,
  trials: { waiting, completed: 3 },
});

describe('what waits', () => {
  it('is first of what runs, then of what was asked for in that order, then of what is paused', () => {
    const rounds = [round(1, 'paused', 2), round(2, 'running', 9), round(3, 'paused', 1), round(4, 'paused', 1)];
    const jobs = [
      { kind: 'stop-trial' as const, subject: 'trial 4' },
      { kind: 'drive-round' as const, subject: 'round 4' },
      { kind: 'drive-round' as const, subject: 'round 1' },
    ];
    expect(queueOrder(rounds, jobs).map((one) => `${one.round} ${one.when}`)).toEqual([
      '2 now',
      '4 asked',
      '1 asked',
      '3 later',
    ]);
  });

  it('leaves out rounds of which nothing waits', () => {
    expect(queueOrder([round(1, 'completed', 0), round(2, 'running', 0)], [])).toEqual([]);
  });
});
