import { describe, expect, it } from 'vitest';
import { lineOf } from './curve-line.ts';
import { withLive } from './with-live.ts';

const document = { trial: 3, metric: 'valid/loss', x: [0, 10, 20], y: [1, 'NaN', 0.5], bestStep: 20, lastStep: 20 };

describe('a curve that goes on', () => {
  it('is read once, with words for what is no number', () => {
    const line = lineOf(document);
    expect([...line.y]).toEqual([1, Number.NaN, 0.5]);
    expect(lineOf(document)).toBe(line);
  });

  it('gains what arrived beyond what was read', () => {
    const live = { steps: Float64Array.of(10, 20, 30, 40), values: Float64Array.of(9, 9, 0.4, 0.3) };
    const { x, y } = withLive(lineOf(document), live);
    expect([...x]).toEqual([0, 10, 20, 30, 40]);
    expect([...y]).toEqual([1, Number.NaN, 0.5, 0.4, 0.3]);
  });

  it('stays the same where nothing new arrived', () => {
    const line = lineOf(document);
    expect(withLive(line, undefined)).toBe(line);
    expect(withLive(line, { steps: Float64Array.of(20), values: Float64Array.of(1) })).toBe(line);
  });
});
