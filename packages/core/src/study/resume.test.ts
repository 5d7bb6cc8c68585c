import { describe, expect, it } from 'vitest';
import { livingCheckpoints, resumePoint } from './resume.ts';
import type { Checkpoint } from './trial.ts';

const at = (attempt: number, step: number): Checkpoint => ({
  trial: 1,
  attempt,
  step,
  path: `/c/${attempt}-${step}`,
  time: 0,
});

describe('resumePoint', () => {
  it('is the latest checkpoint of the latest attempt', () => {
    expect(resumePoint([{ number: 1, resumedAt: null }], [at(1, 10), at(1, 20)])?.step).toBe(20);
  });

  it('goes back through a resumed attempt that saved nothing, but not past where it resumed', () => {
    const attempts = [
      { number: 1, resumedAt: null },
      { number: 2, resumedAt: 20 },
    ];
    expect(resumePoint(attempts, [at(1, 10), at(1, 20), at(1, 30)])).toEqual(at(1, 20));
    expect(resumePoint(attempts, [at(1, 10), at(1, 30)])).toEqual(at(1, 10));
  });

  it('lists what a trial can be taken away from: nothing that was superseded', () => {
    const attempts = [
      { number: 1, resumedAt: null },
      { number: 2, resumedAt: 20 },
      { number: 3, resumedAt: null },
      { number: 4, resumedAt: 15 },
    ];
    const all = [at(1, 10), at(2, 30), at(3, 15), at(3, 25), at(4, 40)];
    expect(livingCheckpoints(attempts, all)).toEqual([at(3, 15), at(4, 40)]);
    expect(livingCheckpoints(attempts.slice(0, 2), all)).toEqual([at(1, 10), at(2, 30)]);
  });

  it('begins from scratch where the latest attempt did and saved nothing', () => {
    const attempts = [
      { number: 1, resumedAt: null },
      { number: 2, resumedAt: null },
    ];
    expect(resumePoint(attempts, [at(1, 10)])).toBeNull();
    expect(resumePoint([], [])).toBeNull();
  });
});
