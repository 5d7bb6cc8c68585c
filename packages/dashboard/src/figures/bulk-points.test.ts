import { describe, expect, it } from 'vitest';
import type { Specification } from '@attune/core/figures';
import { bulkOf } from './bulk-points.ts';

const channel = { field: 'x', type: 'quantitative', scale: { type: 'linear', domain: [0, 1] } };

function plot(count: number, y: Specification = { ...channel, field: 'y' }): Specification {
  const values = Array.from({ length: count }, (_, index) => ({
    trial: index + 1,
    x: index / count,
    y: 0.5,
    kind: index < 3 ? 'top' : 'feasible',
  }));
  return { data: { values }, layer: [{ mark: 'point', encoding: { x: channel, y } }] };
}

describe('points drawn apart', () => {
  it('are the like ones of a figure with thousands', () => {
    const bulk = bulkOf(plot(2_000));
    expect(bulk?.points).toHaveLength(1_997);
    expect(bulk?.points[0]).toEqual({ trial: 4, x: 3 / 2_000, y: 0.5, jitter: 0 });
    expect((bulk?.rest['data'] as { readonly values: readonly unknown[] }).values).toHaveLength(3);
  });

  it('are left in where there are few, or where the axes follow from them', () => {
    expect(bulkOf(plot(1_000))).toBeNull();
    expect(bulkOf(plot(2_000, { field: 'y', type: 'quantitative' }))).toBeNull();
  });
});
