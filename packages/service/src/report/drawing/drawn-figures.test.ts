import type { Figure } from '@attune/core/figures';
import { describe, expect, it } from 'vitest';
import { drawFigures, type DrawingCache } from './drawn-figures.ts';

const plot = (id: string, x: number): Figure => ({
  id,
  title: id,
  claim: id,
  spec: { data: { values: [{ x }] }, mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' } } },
});

describe('drawFigures', () => {
  it('draws each for both themes', async () => {
    const [drawn] = await drawFigures([plot('a', 1)], new Map());
    expect(drawn?.drawing.kind).toBe('paired');
    if (drawn?.drawing.kind !== 'paired') return;
    expect(Object.keys(drawn.drawing.colours).length).toBeGreaterThan(2);
    expect(drawn.drawing.svg).toMatch(/^<svg [^]*<\/svg>$/);
  });

  it('keeps drawings that have not changed and forgets the others', async () => {
    const cache: DrawingCache = new Map();
    const [first] = await drawFigures([plot('a', 1), plot('b', 2)], cache);
    expect(cache.size).toBe(2);
    const [second] = await drawFigures([plot('a', 1), plot('b', 3)], cache);
    expect(second?.drawing).toBe(first?.drawing);
    expect(cache.size).toBe(2);
    await drawFigures([], cache);
    expect(cache.size).toBe(0);
  });

  it('tells of a figure that cannot be drawn and draws the others', async () => {
    const broken: Figure = { ...plot('c', 1), spec: { mark: 'no such mark', data: { values: [] } } };
    const [first, second] = await drawFigures([broken, plot('a', 1)], new Map());
    expect(first?.drawing).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/./) as string });
    expect(second?.drawing.kind).toBe('paired');
  });
});
