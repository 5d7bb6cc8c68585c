import { describe, expect, it } from 'vitest';
import { cleared, labelBox, type Line } from './clear-height.ts';

const level = (y: number, weight = 1): Line => ({
  points: [
    { x: 0, y },
    { x: 300, y },
  ],
  weight,
});

describe('a label beside a curve', () => {
  it('moves to the nearest height where no line runs through it', () => {
    const box = labelBox({ x: 100, y: 100 }, 'flat from here', 'left', 8);
    expect(box.left).toBe(108);
    const { shift } = cleared(box, [level(100), level(80)], [], 200);
    const [top, bottom] = [box.top + shift, box.bottom + shift];
    for (const y of [100, 80]) expect(y < top || y > bottom).toBe(true);
    expect(Math.abs(shift)).toBeLessThan(20);
    expect(shift).toBeGreaterThan(0);
    expect(cleared(box, [level(100), level(80)], [], 200).cost).toBe(0);
  });

  it('sees a stretch between points that lie left and right of it, and stays inside', () => {
    const box = labelBox({ x: 100, y: 195 }, 'flat from here', 'right', 8);
    const { shift } = cleared(box, [level(190)], [], 200);
    expect(box.bottom + shift).toBeLessThan(190);
  });

  it('covers the lightest line where none leaves room', () => {
    const lines = Array.from({ length: 40 }, (_, i) =>
      level(5 * i, i === 10 || i === 11 || i === 12 || i === 13 ? 1 : 10),
    );
    const box = labelBox({ x: 100, y: 150 }, 'diverged', 'left', 8);
    const { shift, cost } = cleared(box, lines, [], 200);
    expect(cost).toBeLessThan(10);
    expect(box.top + shift).toBeGreaterThan(45);
    expect(box.bottom + shift).toBeLessThan(70);
  });

  it('keeps off what is taken', () => {
    const box = labelBox({ x: 100, y: 100 }, 'diverged', 'left', 8);
    const { shift } = cleared(box, [], [{ left: 0, right: 300, top: 60, bottom: 200 }], 200);
    expect(box.bottom + shift).toBeLessThanOrEqual(60);
  });
});
