import { describe, expect, it } from 'vitest';
import { viewOf } from '../insight/index.ts';
import { planted, range, type Planting } from '../testing/planted.ts';
import type { Figure } from './figure.ts';
import { isolationFigures } from './isolation-figure.ts';

const plan: Planting = {
  seed: 1,
  space: { hyperparameters: [range('lr', 1e-4, 1, 'log'), range('x', 0, 1)] },
  trials: 60,
  baseline: [0.3, 0.301, 0.302],
  fate: ({ lr = 0, x = 0 }) => (lr > 0.95 ? 'diverged' : 0.1 + 0.4 * (lr - 0.4) ** 2 + 0.01 * x),
};

function figure(change: Partial<Planting> = {}): Figure | undefined {
  const round = { ...planted({ ...plan, ...change }), roles: { lr: 'scientific', x: 'nuisance' } as const };
  return isolationFigures(viewOf(round))[0];
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly kind: string;
}

function rows(found: Figure | undefined): readonly Row[] {
  return (found?.spec['data'] as { readonly values: readonly Row[] } | undefined)?.values ?? [];
}

describe('the isolation plot of a range', () => {
  it('shows every trial, with the best of each part starred', () => {
    const found = figure();
    expect(found).toMatchObject({ id: 'isolation:lr', title: 'valid/loss by parts of lr' });
    const drawn = rows(found);
    expect(drawn).toHaveLength(60);
    const best = drawn.filter(({ kind }) => kind === 'best');
    expect(best).toHaveLength(5);
    const parts = drawn.toSorted((a, b) => a.x - b.x);
    for (let part = 0; part < 5; part++) {
      const own = parts.slice(12 * part, 12 * (part + 1)).filter(({ kind }) => kind === 'feasible' || kind === 'best');
      const lowest = own.reduce((least, row) => (row.y < least.y ? row : least));
      expect(lowest.kind).toBe('best');
    }
    expect(drawn.filter(({ kind }) => kind === 'infeasible').length).toBeGreaterThan(0);
  });

  it('claims what its finding claims', () => {
    expect(figure()?.claim).toMatch(
      /^valid\/loss is best with lr=\S+ to \S+; \d of 5 parts (is|are) behind by more than noise \(shaded\) and luck explain$/,
    );
    const flat = figure({ fate: (_places, random) => 0.1 + 0.001 * random.normal() });
    expect(flat?.claim).toMatch(/but no other part is behind by more than noise \(shaded\) and luck explain$/);
    expect(figure({ baseline: [0.3] })?.claim).toMatch(/; the noise between seeds is not known$/);
  });

  it('leaves room for the numbers of the best on the good side, whichever that is', () => {
    const domain = (found: Figure | undefined): readonly [number, number] => {
      const layers = found?.spec['layer'] as readonly {
        readonly encoding: { readonly y?: { readonly scale?: { readonly domain: readonly [number, number] } } };
      }[];
      return layers.flatMap(({ encoding }) => encoding.y?.scale?.domain ?? []).slice(0, 2) as [number, number];
    };
    const best = (found: Figure | undefined): readonly number[] =>
      rows(found).flatMap(({ kind, y }) => (kind === 'best' ? [y] : []));
    const [low, high] = domain(figure());
    expect(Math.min(...best(figure())) - low).toBeGreaterThan(0.1 * (high - low));
    const up = figure({ direction: 'maximize', fate: ({ lr = 0 }) => 0.9 - 0.4 * (lr - 0.4) ** 2 });
    const [bottom, top] = domain(up);
    expect(top - Math.max(...best(up))).toBeGreaterThan(0.1 * (top - bottom));
  });

  it('is left out where the trials are too few to part', () => {
    expect(figure({ trials: 12 })).toBeUndefined();
    expect(figure({ fate: () => 'diverged' })).toBeUndefined();
  });
});
