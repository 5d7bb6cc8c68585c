import { describe, expect, it } from 'vitest';
import { dataOf, drawn } from '../testing/drawn.ts';
import { throughputFigure } from './throughput.ts';

describe('throughput figure', () => {
  it('compares with a doubling for each doubling, and marks what ran out of memory', async () => {
    const figure = throughputFigure([
      { batchSize: 128, outOfMemory: true },
      { batchSize: 64, examplesPerSecond: 300, interval: [290, 310] },
      { batchSize: 16, examplesPerSecond: 100 },
      { batchSize: 32, examplesPerSecond: 190 },
    ]);
    expect(figure?.claim).toBe('throughput is highest at batch size 64: 300 examples a second; 128 runs out of memory');
    const data = dataOf(figure?.spec);
    // Perfect scaling keeps examples a second over batch size at 100 / 16.
    const line = data.filter(({ x, y }) => Math.abs(Number(y) / Number(x) - 6.25) < 1e-9).map(({ x }) => Number(x));
    expect(Math.max(...line)).toBeGreaterThan(64);
    expect(data.filter(({ x, y }) => x === 128 && y === undefined)).toHaveLength(1);
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('draws one size, and nothing where nothing was measured', async () => {
    const one = throughputFigure([{ batchSize: 8, examplesPerSecond: 5 }]);
    if (one === null) throw new Error('no figure');
    const { svg, warnings } = await drawn(one);
    expect(warnings).toEqual([]);
    expect(svg).not.toContain('NaN');
    expect(throughputFigure([{ batchSize: 8, outOfMemory: true }])).toBeNull();
    expect(throughputFigure([])).toBeNull();
  });
});
