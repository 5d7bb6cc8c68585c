/** Batch size as the x axis of a plot: doublings are equal steps, and each size that was tried has its tick. */
import { extent } from '../numeric/index.ts';
import type { Specification } from './figure.ts';

/** Most ticks that keep apart. */
const mostTicks = 12;

/** The channel `x` of field `x`; sizes are positive. */
export function batchSizeChannel(sizes: readonly number[], title: string): Specification {
  const [low, high] = extent(sizes);
  const distinct = [...new Set(sizes)].sort((a, b) => a - b);
  const every = Math.ceil(distinct.length / mostTicks);
  return {
    field: 'x',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [low / 1.3, high * 1.3], nice: false },
    axis: { title, values: distinct.filter((_, i) => i % every === 0), format: 'd', labelOverlap: false },
  };
}
