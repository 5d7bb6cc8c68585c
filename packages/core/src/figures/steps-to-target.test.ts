import { describe, expect, it } from 'vitest';
import { dataOf, drawn } from '../testing/drawn.ts';
import { stepsToTargetFigure } from './steps-to-target.ts';

const point = (batchSize: number, steps: number, reached = true) => ({ batchSize, steps, reached });

describe('steps to target', () => {
  it('compares the fall with perfect scaling, whatever the order of points', async () => {
    const figure = stepsToTargetFigure([point(128, 2000), point(32, 8000), point(64, 4000), point(256, 1600)]);
    expect(figure?.claim).toBe('from batch size 32 to 256, steps to the target fall 5-fold; perfect scaling is 8-fold');
    const line = dataOf(figure?.spec).filter(({ reached }) => reached === undefined);
    // Batch size × steps stays at 256,000.
    for (const { x, y } of line) expect(Number(x) * Number(y)).toBeCloseTo(256_000, 3);
    expect(line.length).toBeGreaterThan(2);
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('says where more examples a step take more steps', () => {
    expect(stepsToTargetFigure([point(32, 8000), point(64, 9000)])?.claim).toBe(
      'batch size 64 takes more steps than 32: tuned less well, or past what helps',
    );
  });

  it.each([
    [[point(32, 100)], 'one batch size reached the target: 32, in 100 steps'],
    [[point(32, 100, false)], 'no batch size reached the target'],
  ])('draws what little there is', async (points, claim) => {
    const figure = stepsToTargetFigure(points);
    expect(figure?.claim).toBe(claim);
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('is not there for no points', () => {
    expect(stepsToTargetFigure([])).toBeNull();
    expect(stepsToTargetFigure([point(0, 10), point(8, NaN)])).toBeNull();
  });
});
