import { describe, expect, it } from 'vitest';
import { lineStyle, mostInFront } from './line-style.ts';

describe('the look of lines', () => {
  it.each(['light', 'dark'] as const)('is another for each trial in front, in the %s scheme', (scheme) => {
    const looks = Array.from({ length: mostInFront }, (_, place) => {
      const { colour, dash } = lineStyle('front', place, false, scheme);
      return `${colour} ${dash.join(' ')}`;
    });
    expect(new Set(looks).size).toBe(mostInFront);
  });

  it('tells five trials apart by hue alone: the dashes of the first few would look like the baseline', () => {
    for (const place of [0, 1, 2, 3, 4]) expect(lineStyle('front', place, false, 'light').dash).toEqual([]);
  });

  it('puts the many behind the few, and dashes the baseline', () => {
    const front = lineStyle('front', 0, false, 'light');
    expect(lineStyle('behind', 0, false, 'light').width).toBeLessThan(front.width);
    expect(lineStyle('baseline', 0, false, 'light').dash).not.toEqual([]);
  });

  it('keeps the colour of a trial in its other curve, which is dotted', () => {
    const [own, other] = [lineStyle('front', 5, false, 'dark'), lineStyle('front', 5, true, 'dark')];
    expect(other.colour).toBe(own.colour);
    expect(other.dash).not.toEqual(own.dash);
    expect(other.width).toBeLessThan(own.width);
  });
});
