import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { Specification } from '@attune/core/figures';
import { switchableAxes, withAxes } from './figure-axes.ts';

const x = { field: 'x', type: 'quantitative', scale: { type: 'log', domain: [1e-4, 1] }, axis: { values: [1e-4, 1] } };
const y = { field: 'y', type: 'quantitative', scale: { type: 'linear', domain: [0, 1] }, axis: { title: 'loss' } };
const plot: Specification = {
  data: {
    values: [
      { x: 1e-3, y: 0.5, trial: 1 },
      { x: 1e-2, y: 0.02, trial: 2 },
      { x: 1e-1, y: 0, trial: 3 },
    ],
  },
  layer: [
    { mark: 'point', encoding: { x, y } },
    { mark: 'rule', encoding: { y }, data: { values: [{ y: 0.3 }] } },
    { mark: 'text', encoding: { x: { value: 3 }, y } },
  ],
};

describe('axes that can be switched', () => {
  it('are those with numbers, and tell what a logarithmic one leaves out', () => {
    expect(switchableAxes(plot)).toEqual([
      { axis: 'x', scale: 'log', notPositive: 0 },
      { axis: 'y', scale: 'linear', notPositive: 1 },
    ]);
  });

  it('are switched in every layer, within a domain that the new scale can show', () => {
    const changed = withAxes(plot, { x: 'linear', y: 'log' });
    const layers = changed['layer'] as readonly Specification[];
    const scales = layers.map(({ encoding }) => {
      const channels = encoding as Record<AxisChannel, { readonly scale?: Specification } | undefined>;
      return [channels.x?.scale?.['type'], channels.y?.scale?.['type'], channels.y?.scale?.['domain']];
    });
    expect(scales).toEqual([
      ['linear', 'log', [0.016, 1]],
      [undefined, 'log', [0.016, 1]],
      [undefined, 'log', [0.016, 1]],
    ]);
    expect(() => compile(changed as unknown as TopLevelSpec)).not.toThrow();
    expect(withAxes(plot, { x: 'log' })).toBe(plot);
  });

  it('are not those of bars, of nothing positive, or without an axis', () => {
    const bar = { data: { values: [{ y: 3 }] }, mark: { type: 'bar' }, encoding: { y } };
    expect(switchableAxes(bar)).toEqual([]);
    expect(switchableAxes({ ...bar, mark: 'point', data: { values: [{ y: -1 }] } })).toEqual([]);
    expect(switchableAxes({ ...bar, mark: 'line', encoding: { y: { ...y, axis: null } } })).toEqual([]);
  });
});

type AxisChannel = 'x' | 'y';
