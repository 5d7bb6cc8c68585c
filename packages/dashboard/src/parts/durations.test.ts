import { describe, expect, it } from 'vitest';
import { ago, clock, day, duration, minute } from './durations.ts';

describe('spans of time', () => {
  it.each([
    [0.2, '< 1 s'],
    [1, '1 s'],
    [89.4, '89 s'],
    [90, '2 min'],
    [3_599, '1 h'],
    [3_600, '1 h'],
    [7_500, '2 h 5 min'],
    [86_400, '1 d'],
    [273_600, '3 d 4 h'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('%s seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('tells how long ago, and the date when that is far', () => {
    const now = new Date(2026, 10, 22, 9, 5).getTime();
    expect(ago(now - 2_000, now)).toBe('just now');
    expect(ago(now - 200_000, now)).toBe('3 min ago');
    expect(ago(now - 8 * 86_400_000, now)).toBe('2026-11-14');
    expect(day(now)).toBe('2026-11-22');
    expect(minute(now)).toBe('2026-11-22 09:05');
    expect(clock(now - 60_000, now)).toBe('09:04');
    expect(clock(now - 86_400_000, now)).toBe('2026-11-21 09:05');
  });
});
