import { describe, expect, it } from 'vitest';
import { joinCurve } from './join-curve.ts';
import { secondsLeft } from './time-left.ts';

describe('time left of a trial', () => {
  const now = Date.parse('2026-01-01T00:01:40Z');
  const pace = { startedAt: '2026-01-01T00:00:00Z', step: 20, untilStep: 100, attempt: 1 };

  it('goes on at the pace so far', () => {
    // 20 steps in 100 seconds: 80 more take 400.
    expect(secondsLeft(pace, now)).toBe(400);
    expect(secondsLeft({ ...pace, step: 100 }, now)).toBe(0);
  });

  it('is not told where it cannot be known', () => {
    expect(secondsLeft({ ...pace, step: null }, now)).toBeNull();
    expect(secondsLeft({ ...pace, step: 0 }, now)).toBeNull();
    expect(secondsLeft({ ...pace, attempt: 2 }, now)).toBeNull();
    expect(secondsLeft(pace, Date.parse(pace.startedAt))).toBeNull();
  });
});

describe('a curve with what arrived since', () => {
  const read = { steps: [1, 2, 3], values: [0.9, 0.8, 0.7] };

  it('takes each step once', () => {
    const since = { steps: Float64Array.of(2, 3, 4, 5), values: Float64Array.of(8, 7, 0.6, 0.5), attempt: 1 };
    expect(joinCurve(read, since)).toEqual({ steps: [1, 2, 3, 4, 5], values: [0.9, 0.8, 0.7, 0.6, 0.5] });
  });

  it('is what a later attempt told from its first step on', () => {
    const scratch = { steps: [1, 2], values: [4, 3], attempt: 2 };
    expect(joinCurve(read, scratch)).toEqual({ steps: [1, 2], values: [4, 3] });
    const resumed = { steps: [3, 4], values: [0.5, 0.4], attempt: 2 };
    expect(joinCurve(read, resumed)).toEqual({ steps: [1, 2, 3, 4], values: [0.9, 0.8, 0.5, 0.4] });
  });

  it('is what there is of the two', () => {
    const since = { steps: [1], values: [4], attempt: 1 };
    expect(joinCurve(undefined, since)).toBe(since);
    expect(joinCurve(read, undefined)).toBe(read);
    expect(joinCurve(undefined, undefined)).toEqual({ steps: [], values: [] });
    expect(joinCurve(read, since)).toEqual(read);
  });
});
