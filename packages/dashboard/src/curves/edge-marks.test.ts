import { describe, expect, it } from 'vitest';
import { edgeMarks } from './edge-marks.ts';

function part(...values: readonly number[]) {
  return { x: Float64Array.from(values, (_, index) => 10 * index), y: Float64Array.from(values) };
}

const limits = [0, 1] as const;

describe('marks at the edge', () => {
  it('say nothing of a line that ends within', () => {
    expect(edgeMarks(part(5, 0.5, 0.4), limits)).toEqual([]);
    expect(edgeMarks(part(0.5, 7, 0.4), limits)).toEqual([]);
    expect(edgeMarks(part(), limits)).toEqual([]);
  });

  it('mark where a line left for good, and one that never was within', () => {
    expect(edgeMarks(part(0.5, 7, 8), limits)).toEqual([{ kind: 'above', x: 10, y: 1 }]);
    expect(edgeMarks(part(0.5, -7, -8), limits)).toEqual([{ kind: 'below', x: 10, y: 0 }]);
    expect(edgeMarks(part(5, 7, 8), limits)).toEqual([{ kind: 'above', x: 20, y: 1 }]);
  });

  it('mark where a line stopped being a number', () => {
    expect(edgeMarks(part(0.5, 0.6, Number.NaN), limits)).toEqual([{ kind: 'lost', x: 10, y: 0.6 }]);
    expect(edgeMarks(part(0.5, 90, Number.POSITIVE_INFINITY), limits)).toEqual([{ kind: 'lost', x: 10, y: 1 }]);
    expect(edgeMarks(part(Number.NaN), limits)).toEqual([{ kind: 'lost', x: 0, y: 0 }]);
    // One that came back is no loss.
    expect(edgeMarks(part(0.5, Number.NaN, 0.4), limits)).toEqual([]);
  });
});
