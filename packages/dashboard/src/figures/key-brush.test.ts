import { describe, expect, it } from 'vitest';
import { brushByKey } from './key-brush.ts';
import type { Rectangle } from './find-spots.ts';

const areas = [
  { x: 0, y: 0, width: 100, height: 90 },
  { x: 200, y: 0, width: 100, height: 90 },
];
const press = (key: string, shiftKey = false) => ({ key, shiftKey });
const begun: Rectangle = { x: [100, 200], y: [30, 60] };

describe('a rectangle moved by keys', () => {
  it('begins with Enter in the middle of all plots, and not with an arrow, which scrolls', () => {
    expect(brushByKey(null, press('Enter'), areas)).toEqual(begun);
    expect(brushByKey(null, press('ArrowLeft'), areas)).toBeNull();
    expect(brushByKey(null, press('Enter'), [])).toBeNull();
    expect(brushByKey(begun, press('a'), areas)).toBeNull();
  });

  it('is moved by arrows and stays inside', () => {
    expect(brushByKey(begun, press('ArrowLeft'), areas)).toEqual({ x: [92.5, 192.5], y: [30, 60] });
    expect(brushByKey(begun, press('ArrowUp'), areas)?.y).toEqual([27.75, 57.75]);
    let at = begun;
    for (let time = 0; time < 99; time++) at = brushByKey(at, press('ArrowRight'), areas) ?? at;
    expect(at.x).toEqual([200, 300]);
  });

  it('is made larger and smaller with shift', () => {
    expect(brushByKey(begun, press('ArrowRight', true), areas)?.x).toEqual([100, 207.5]);
    let at = begun;
    for (let time = 0; time < 99; time++) at = brushByKey(at, press('ArrowUp', true), areas) ?? at;
    expect(at.y).toEqual([30, 32.25]);
  });
});
