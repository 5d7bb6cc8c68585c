import { bestOver, type Curve } from '@attune/core/study';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveKeeper, strided } from './kept-curves.ts';

const objective = { metric: 'valid/loss', direction: 'minimize' } as const;

function curveOf(metric: string, count: number, value = (i: number) => Math.cos(7 * i)): Curve {
  return {
    metric,
    steps: Array.from({ length: count }, (_, i) => 10 * (i + 1)),
    values: Array.from({ length: count }, (_, i) => value(i)),
  };
}

const value = fc.oneof({ weight: 8, arbitrary: fc.double({ noNaN: true }) }, fc.constantFrom(NaN, Infinity));
const curve = fc
  .array(value, { minLength: 1, maxLength: 400 })
  .map((values): Curve => ({ ...curveOf('valid/loss', values.length), values }));

describe('curveKeeper', () => {
  it('changes nothing where there is room, and holds equal steps once', () => {
    const keep = curveKeeper(objective, { objective: 200, others: 200 }, 400);
    const curves = [curveOf('valid/loss', 100), curveOf('train/loss', 100, Math.sin)];
    const kept = keep(curves);
    expect(kept).toEqual(curves);
    const again = keep([curveOf('valid/loss', 100, () => 1), curveOf('train/loss', 99)]);
    expect(again[0]?.steps).toBe(kept[0]?.steps);
    expect(kept[1]?.steps).toBe(kept[0]?.steps);
    expect(again[1]?.steps).toEqual(curveOf('train/loss', 99).steps);
  });

  it('thins the objective only where it alone is too much, and all curves into the room', () => {
    const trials = 50;
    const keptOf = (evaluations: number, reports: number, room: number) => {
      const keep = curveKeeper(objective, { objective: trials * evaluations, others: trials * reports }, room);
      return keep([curveOf('valid/loss', evaluations), curveOf('train/loss', reports, Math.sin)]);
    };
    const [own, other] = keptOf(200, 5000, 60_000);
    expect(own).toEqual(curveOf('valid/loss', 200));
    // Steps are held with the values of what is thinned; ends and extremes come on top.
    expect(trials * (200 + 2 * (other?.values.length ?? 0))).toBeLessThanOrEqual(62_000);
    expect(other?.values.length).toBeGreaterThan(400);
    const [long, both] = keptOf(5000, 5000, 60_000);
    expect(trials * 2 * ((long?.values.length ?? 0) + (both?.values.length ?? 0))).toBeLessThanOrEqual(62_000);
  });

  it('keeps of other metrics what was reported at the best step', () => {
    const keep = curveKeeper(objective, { objective: 1e6, others: 1e6 }, 1000);
    const judged = curveOf('valid/loss', 1000, (i) => Math.abs(i - 333));
    const [own, other] = keep([judged, curveOf('train/loss', 1000, (i) => i)]);
    expect(own?.values).toContain(0);
    expect(other?.values[other.steps.indexOf(3340)]).toBe(333);
  });
});

describe('strided', () => {
  it('keeps points of the curve in their order, its ends and its best whichever the direction', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 2, max: 50 }), (whole, stride) => {
        const kept = strided(whole, stride, null);
        const places = kept.steps.map((step) => whole.steps.indexOf(step));
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
        expect(kept.values).toEqual(places.map((i) => whole.values[i]));
        expect([places[0], places.at(-1)]).toEqual([0, whole.steps.length - 1]);
        for (const direction of ['minimize', 'maximize'] as const) {
          expect(bestOver(kept, direction)).toEqual(bestOver(whole, direction));
        }
      }),
      { seed: 3 },
    );
  });

  it('leaves the noise from point to point as it is, where least and greatest of each part would double it', () => {
    const whole = curveOf('valid/loss', 4000);
    const kept = strided(whole, 20, null);
    const spread = ({ values }: Curve): number =>
      Math.sqrt(values.slice(1).reduce((sum, each, i) => sum + (each - (values[i] ?? 0)) ** 2, 0) / values.length);
    // Consecutive values of cos(7 i) are far apart whichever are taken: (1 − cos 7 k)½ for every k-th.
    expect(kept.values.length).toBeLessThan(210);
    expect(spread(kept)).toBeCloseTo(Math.sqrt(1 - Math.cos(140)), 1);
  });

  it('tells a value that is missing once from an end without values', () => {
    const once = curveOf('valid/loss', 1000, (i) => (i === 501 || i === 503 ? NaN : i));
    const finite = (kept: Curve) => kept.values.map((each) => Number.isFinite(each));
    const missing = finite(strided(once, 15, null));
    expect(missing.filter((each) => !each)).toHaveLength(2);
    expect(missing.some((each, i) => !each && missing[i + 1] === false)).toBe(false);
    const ended = strided(
      curveOf('valid/loss', 1000, (i) => (i >= 501 ? NaN : i)),
      15,
      null,
    );
    const first = finite(ended).indexOf(false);
    expect(ended.steps[first]).toBe(5020);
    expect(finite(ended).slice(first, first + 3)).toEqual([false, false, false]);
  });

  it('leaves a short curve whole', () => {
    const short = curveOf('valid/loss', 64);
    expect(strided(short, 50, null)).toBe(short);
  });
});
