import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip } from './clip.ts';
import { pointsOf } from './curve-points.ts';
import { labelPlaces } from './label-places.ts';
import { logTicks } from './log-ticks.ts';
import { titleLines } from './title.ts';
import { valueAxis } from './value-axis.ts';

describe('valueAxis', () => {
  const request = { direction: 'minimize', always: [], infeasible: false } as const;

  it('reaches from the best value to Tukey’s fence, and says what lies beyond', () => {
    // numpy 2.4.6: quantile([1, 2, 3, 4, 100], [.25, .75]) = [2, 4]; fence 4 + 1.5 · 2 = 7.
    const axis = valueAxis({ ...request, values: [1, 2, 3, 4, 19] });
    expect(axis?.log).toBe(false);
    expect(axis?.beyond(19)).toBe(true);
    expect(axis?.beyond(7)).toBe(false);
    expect(axis?.domain[0]).toBeLessThan(1);
    expect(axis?.domain[1]).toBeGreaterThan(7);
    expect(axis?.domain[1]).toBeLessThan(8);
  });

  it('is logarithmic beyond a factor of 20 among positive values only', () => {
    expect(valueAxis({ ...request, values: [0.01, 0.1, 1] })?.log).toBe(true);
    expect(valueAxis({ ...request, values: [0, 0.1, 1] })?.log).toBe(false);
    // Scores: one failure at 0.01 does not squeeze the good ones together.
    const scores = valueAxis({ ...request, direction: 'maximize', values: [0.01, 0.5, 0.6, 0.7, 0.75] });
    expect(scores?.log).toBe(false);
    expect((scores?.fraction(0.75) ?? 0) - (scores?.fraction(0.5) ?? 1)).toBeGreaterThan(0.25);
  });

  it('keeps what it must, and has no axis for nothing', () => {
    expect(valueAxis({ ...request, values: [1, 2, 3], always: [40] })?.beyond(40)).toBe(false);
    expect(valueAxis({ ...request, values: [NaN, Infinity] })).toBeNull();
  });

  it('holds its pinned rows inside an ascending domain, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('minimize', 'maximize'),
        (values, direction) => {
          const axis = valueAxis({ values, direction, always: values.slice(0, 1), infeasible: true });
          if (axis === null) throw new Error('finite values have an axis');
          const [low, high] = axis.domain;
          expect(low).toBeLessThan(high);
          for (const pinned of Object.values(axis.pinned)) {
            expect(pinned).toBeGreaterThanOrEqual(low);
            expect(pinned).toBeLessThanOrEqual(high);
          }
          for (const value of values) if (!axis.beyond(value)) expect(value >= low && value <= high).toBe(true);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('logTicks', () => {
  it('marks decades, thirds of decades or 1-2-5, as room allows', () => {
    expect(logTicks(1e-5, 1)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]);
    expect(logTicks(0.01, 1)).toEqual([0.01, 0.03, 0.1, 0.3, 1]);
    expect(logTicks(0.08, 1)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(logTicks(0.01, 0.03)).toEqual([0.01, 0.015, 0.02, 0.025, 0.03]);
  });

  it('has none where the limits are no range of positive numbers', () => {
    for (const [low, high] of [
      [1, Infinity],
      [0, 1],
      [-1, 1],
      [2, 1],
      [1, NaN],
    ] as const) {
      expect(logTicks(low, high)).toEqual([]);
    }
  });
});

describe('pointsOf', () => {
  it('thins a long curve and keeps its extremes', () => {
    const steps = Array.from({ length: 1000 }, (_, i) => i);
    const values = steps.map((i) => (i === 500 ? 99 : i === 501 ? -99 : Math.sin(i)));
    const points = pointsOf({ metric: 'm', steps, values }, 50);
    expect(points.length).toBeLessThanOrEqual(50);
    expect(points[0]?.step).toBe(0);
    expect(points.at(-1)?.step).toBe(999);
    expect(points.map(({ value }) => value)).toEqual(expect.arrayContaining([99, -99]));
  });

  it('leaves out what is not finite, and does not round to 1', () => {
    expect(pointsOf({ metric: 'm', steps: [1, 2, 3], values: [NaN, 5.1234567, Infinity] }, 50)).toEqual([
      { step: 2, value: 5.1235 },
    ]);
    expect(pointsOf({ metric: 'm', steps: [1], values: [0.9999968] }, 50)).toEqual([{ step: 1, value: 0.9999968 }]);
  });
});

describe('clip', () => {
  const limits = { log: false, domain: [0, 1] } as const;
  const curve = (...values: readonly number[]) => values.map((value, step) => ({ step, value }));

  it('cuts a curve where it crosses a limit', () => {
    expect(clip(curve(2, 0.5, 2), limits)).toEqual([
      [
        { step: 0.666667, value: 1 },
        { step: 1, value: 0.5 },
        { step: 1.33333, value: 1 },
      ],
    ]);
    expect(clip(curve(-1, 2), limits)).toEqual([
      [
        { step: 0.333333, value: 0 },
        { step: 0.666667, value: 1 },
      ],
    ]);
    expect(clip(curve(3, 2), limits)).toEqual([]);
    expect(clip(curve(0.5, 2, 2, 0.5), limits)).toHaveLength(2);
  });

  it('cuts in logarithms on a logarithmic axis, and drops what it cannot show', () => {
    const parts = clip(curve(100, 1, 0), { log: true, domain: [0.5, 10] });
    expect(parts).toEqual([
      [
        { step: 0.5, value: 10 },
        { step: 1, value: 1 },
      ],
    ]);
  });
});

describe('labelPlaces', () => {
  it('writes neighbouring labels on different sides, and none beyond the plot', () => {
    const marks = [
      { x: 100, y: 50, label: '7' },
      { x: 112, y: 50, label: '12' },
      { x: 196, y: 50, label: '30' },
    ];
    const places = labelPlaces(marks, [], { width: 200, height: 100 });
    expect(places.map(({ align }) => align)).toEqual(['right', 'left', 'right']);
  });
});

describe('titleLines', () => {
  it('wraps at words, and keeps a word that is too long', () => {
    // In DejaVu Sans Bold of 12: 'one two three' 103 px, with 'and' 136; the axis' 50 px count as room.
    expect(titleLines('one two three', 55)).toEqual(['one two three']);
    expect(titleLines('one two three and', 55)).toEqual(['one two', 'three and']);
    expect(titleLines('a-word-that-is-longer-than-the-line so', 50)).toEqual([
      'a-word-that-is-longer-than-the-line',
      'so',
    ]);
    expect(titleLines('', 50)).toEqual([]);
  });

  it('evens out the lines rather than leave a word alone', () => {
    const lines = titleLines('the best trials have a learning rate from 0.001 up to 0.01 here', 300);
    expect(lines).toHaveLength(2);
    expect((lines[1] ?? '').length).toBeGreaterThan(0.6 * (lines[0] ?? '').length);
  });
});
