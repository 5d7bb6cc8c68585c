import { describe, expect, it } from 'vitest';
import { bestOf, viewOf } from '../insight/index.ts';
import { planted, unitSpace, type Planting } from '../testing/planted.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { densityFigures } from './density-figure.ts';
import type { Figure } from './figure.ts';

const plan: Planting = {
  seed: 1,
  space: unitSpace(1),
  trials: 32,
  baseline: [999, 1000, 1001],
  fate: (_places, random) => 1000 + random.normal(),
};

function figure(change: Partial<Planting> = {}): Figure | undefined {
  return densityFigures(viewOf(planted({ ...plan, ...change })))[0];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly y2: number;
  readonly middle: number;
}

function boxes(found: Figure | undefined): readonly Box[] {
  return (found?.spec['data'] as { readonly values: readonly Box[] } | undefined)?.values ?? [];
}

describe('densityFigures', () => {
  it('has boxes of the quartiles of the best, from a 32nd to half of the trials', () => {
    const drawn = boxes(figure());
    expect(drawn.map(({ x }) => x)).toEqual([1, 2, 3, 4, 6, 8, 11, 16]);
    const results = viewOf(planted(plan)).ranked.map(({ outcome }) => outcome.objective);
    for (const { x, y, y2, middle } of drawn) {
      const { reached } = bestOf(results, 32, x);
      expect([y2, middle, y]).toEqual([reached(0.25), reached(0.5), reached(0.75)]);
    }
  });

  it('names the number of trials of every box', () => {
    const found = figure();
    const [, whiskers] = found?.spec['layer'] as readonly {
      readonly encoding: { readonly x: { readonly axis: { readonly values: readonly number[] } } };
    }[];
    expect(whiskers?.encoding.x.axis.values).toEqual([...boxes(found).map(({ x }) => x), 32]);
  });

  it('says in one sentence what its finding says', () => {
    expect(figure()?.claim).toMatch(/^the best of about \d+ trials comes within the noise between seeds \(shaded\)/);
    const steep = figure({ fate: ({ x1 = 0 }, random) => 1000 + 1e4 * Math.abs(x1 - 0.4) + random.normal() });
    expect(steep?.claim).toMatch(/^the best of a third of the 32 trials stays behind the best of all/);
    expect(figure({ baseline: [1000] })?.claim).toMatch(/^what fewer than all 32 trials would have found: /);
  });

  it('reaches with its band towards worse, in either direction', () => {
    const reach = (found: Figure | undefined): number => {
      const [band] = (found?.spec['layer'] ?? []) as readonly { readonly data: { readonly values: readonly Box[] } }[];
      const { y = NaN, y2 = NaN } = band?.data.values[0] ?? {};
      return y2 - y;
    };
    expect(reach(figure())).toBeCloseTo(1, 9);
    expect(reach(figure({ direction: 'maximize' }))).toBeCloseTo(-1, 9);
  });

  it('is left out where there is no sample: adaptive, nearly empty or infeasible searches', () => {
    expect(figure({ adaptive: true })).toBeUndefined();
    expect(figure({ trials: 3 })).toBeUndefined();
    expect(figure({ trials: 0 })).toBeUndefined();
    expect(figure({ fate: () => 'diverged' })).toBeUndefined();
  });

  it('is one for each study of a comparison, which it names', () => {
    const round = plantedComparison('optimizer', { adam: plan, momentum: { ...plan, seed: 2, baseline: [] } });
    expect(densityFigures(viewOf(round)).map(({ id, title }) => [id, title])).toEqual([
      ['density:optimizer=adam', 'best of fewer trials, optimizer=adam'],
      ['density:optimizer=momentum', 'best of fewer trials, optimizer=momentum'],
    ]);
  });
});
