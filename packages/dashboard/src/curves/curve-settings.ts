/** How a page's charts are drawn, as the address holds it. The same names on every page that draws curves. */
import { numberField, wordField } from '../parts/search-fields.ts';
import { smoothings, type Smoothing } from './smooth.ts';

export const axes = ['step', 'time', 'examples'] as const;
export type XAxis = (typeof axes)[number];

/** Logarithmic axes. */
export const logs = ['x', 'y', 'xy'] as const;

export interface CurveSettings {
  readonly smooth?: Smoothing;
  /** Of the axis, percent. */
  readonly window?: number;
  readonly log?: (typeof logs)[number];
  readonly by?: XAxis;
  readonly from?: number;
  readonly to?: number;
}

export const usualWindow = 3;

export function curveSettings(raw: Readonly<Record<string, unknown>>): CurveSettings {
  const window = numberField(raw, 'window');
  const [from, to] = [numberField(raw, 'from'), numberField(raw, 'to')];
  const zoomed = from !== undefined && to !== undefined && from < to ? { from, to } : {};
  return withoutUndefined({
    smooth: wordField(raw, 'smooth', smoothings),
    window: window === undefined ? undefined : Math.min(50, Math.max(0.5, window)),
    log: wordField(raw, 'log', logs),
    by: wordField(raw, 'by', axes),
    ...zoomed,
  });
}

/** Whether one axis of two is logarithmic, changed. */
export function toggledLog(log: CurveSettings['log'], axis: 'x' | 'y'): CurveSettings['log'] {
  const on = (one: 'x' | 'y'): boolean => (log?.includes(one) ?? false) !== (one === axis);
  return on('x') ? (on('y') ? 'xy' : 'x') : on('y') ? 'y' : undefined;
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Fields that are not chosen do not stand in the address. */
export function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
