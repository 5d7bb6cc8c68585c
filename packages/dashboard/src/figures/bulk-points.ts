/**
 * Thousands of like points of a figure, taken out of its specification: the drawing library draws axes, labels and what is
 * special, and the points are put onto the same scales here, in a hundredth of the time.
 */
import type { Specification } from '@attune/core/figures';

export interface BulkPoint {
  readonly trial: number;
  readonly x: number | string;
  readonly y: number;
  /** Within a column, in [−1, 1]. */
  readonly jitter: number;
}

export interface Bulk {
  /** The specification without them. */
  readonly rest: Specification;
  readonly points: readonly BulkPoint[];
}

/** Fewer are drawn like everything else. */
const fewest = 1_500;

/** Null where the figure has few points, or its axes would not be the same without them. */
export function bulkOf(spec: Specification): Bulk | null {
  const data = spec['data'];
  const rows = typeof data === 'object' && data !== null && 'values' in data ? data.values : null;
  if (!Array.isArray(rows) || rows.length < fewest || !Array.isArray(spec['layer'])) return null;
  const like: BulkPoint[] = [];
  const others: unknown[] = [];
  for (const row of rows as readonly Specification[]) {
    const { kind, trial, x, y, px, jitter } = row;
    const plain = kind === 'feasible' && px === undefined && typeof trial === 'number' && typeof y === 'number';
    if (plain && (typeof x === 'number' || typeof x === 'string')) {
      like.push({ trial, x, y, jitter: typeof jitter === 'number' ? jitter : 0 });
    } else others.push(row);
  }
  if (like.length < fewest || !hasDomains(spec['layer'] as readonly Specification[])) return null;
  return { rest: { ...spec, data: { values: others } }, points: like };
}

/** Scales that do not follow from the rows. */
function hasDomains(layers: readonly Specification[]): boolean {
  return layers.every(({ encoding }) =>
    ['x', 'y'].every((name) => {
      const channel = (encoding as Readonly<Record<string, unknown>> | undefined)?.[name] as Specification | undefined;
      if (channel?.['field'] === undefined || channel['scale'] === null) return true;
      return Array.isArray((channel['scale'] as Specification | undefined)?.['domain']);
    }),
  );
}
