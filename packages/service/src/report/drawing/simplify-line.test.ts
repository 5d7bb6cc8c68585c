import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplifyLine, type Point } from './simplify-line.ts';

describe('simplifyLine', () => {
  it('leaves out what lies on the line and keeps corners', () => {
    const line = [
      { x: 0, y: 0 },
      { x: 1, y: 0.1 },
      { x: 2, y: 0 },
      { x: 2, y: 5 },
    ];
    expect(simplifyLine(line, 0.3)).toEqual([line[0], line[2], line[3]]);
    expect(simplifyLine(line, 0.05)).toEqual(line);
  });

  it('keeps a spike however narrow', () => {
    const line = Array.from({ length: 1001 }, (_, x) => ({ x: x / 10, y: x === 500 ? 40 : 0 }));
    expect(simplifyLine(line, 0.3).map(({ y }) => y)).toEqual([0, 0, 40, 0, 0]);
  });

  it('never moves a line by more than the tolerance', () => {
    const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 99 }), y: fc.integer({ min: 0, max: 99 }) }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(points, fc.constantFrom(0.3, 2, 10), (line, tolerance) => {
        const kept = simplifyLine(line, tolerance);
        expect(kept[0]).toEqual(line[0]);
        expect(kept.at(-1)).toEqual(line.at(-1));
        for (const point of line) expect(nearest(point, kept)).toBeLessThanOrEqual(tolerance + 1e-9);
      }),
      { seed: 1 },
    );
  });
});

/** Distance from the broken line, its parts taken one by one. */
function nearest(point: Point, line: readonly Point[]): number {
  const distances = line.slice(1).map((b, index) => {
    const a = line[index] ?? b;
    const squared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const dot = (point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y);
    const t = squared === 0 ? 0 : Math.max(0, Math.min(1, dot / squared));
    return Math.hypot(a.x + t * (b.x - a.x) - point.x, a.y + t * (b.y - a.y) - point.y);
  });
  return Math.min(...distances);
}
