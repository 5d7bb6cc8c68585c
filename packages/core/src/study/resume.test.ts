import { describe, expect, it } from 'vitest';
import { resumePoint } from './resume.ts';
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

  it('begins from scratch where the latest attempt did and saved nothing', () => {
    const attempts = [
      { number: 1, resumedAt: null },
      { number: 2, resumedAt: null },
    ];
    expect(resumePoint(attempts, [at(1, 10)])).toBeNull();
    expect(resumePoint([], [])).toBeNull();
  });
});
