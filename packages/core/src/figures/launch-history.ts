/**
 * Launches (method L4): the baseline's objective from one launch to the next, as a step line; each with the interval of its
 * measurement and what was changed.
 */
import { extent, rounded } from '../numeric/index.ts';
import type { Objective } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure } from './figure.ts';
import { tickLabel } from './log-ticks.ts';
import { titleLines } from './title.ts';

/** One adopted baseline. */
export interface LaunchPoint {
  /** From 0, the first baseline; ascending. */
  readonly number: number;
  /** What was changed, in a few words. */
  readonly change: string;
  readonly value: number;
  /** Of the value, where it was measured over several seeds. */
  readonly interval?: readonly [number, number];
}

const gap = 90;
const narrowest = 260;
const widest = 900;
const height = 190;

export const launchHistoryTexts = defineTexts('launch-history', {
  title: 'launches',
  claim: '{count} {count|launch|launches} took {metric} from {from} to {to}',
  one: 'the baseline has {metric} {from}; nothing has been launched since',
  x: 'launch',
});

/** Null for no launches. Values that are not finite are left out. */
export function launchHistory(launches: readonly LaunchPoint[], { metric, direction }: Objective): Figure | null {
  const points = launches.filter(({ value }) => Number.isFinite(value));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const from = rounded(first.value);
  const claim =
    points.length === 1
      ? launchHistoryTexts.one({ metric, from }).text
      : launchHistoryTexts.claim({ count: points.length - 1, metric, from, to: rounded(last.value) }).text;
  const width = Math.min(widest, Math.max(narrowest, gap * points.length));
  const [low, high] = extent(points.flatMap(({ value, interval }) => [value, ...(interval ?? [])]));
  const margin = high > low ? 0.16 * (high - low) : Math.max(0.1 * Math.abs(low), 1e-6);
  const rows = points.map(({ number, change, value, interval }) => ({
    x: number,
    y: value,
    change,
    ...(interval !== undefined && { low: interval[0], high: interval[1] }),
  }));
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [first.number - 0.5, last.number + 0.5], nice: false },
    axis: { title: launchHistoryTexts.x().text, values: points.map(({ number }) => number), format: 'd' },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { domain: [low - margin, high + margin], zero: false, nice: false },
    axis: { title: metric, tickCount: 5, labelExpr: tickLabel },
  };
  // A falling line leaves room above its points, a rising one below.
  const above = direction === 'minimize';
  return {
    id: 'launches',
    title: launchHistoryTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height,
      title: { text: titleLines(claim, width) },
      data: { values: rows },
      layer: [
        { mark: { type: 'line', style: 'muted', interpolate: 'step-after', strokeWidth: 1.5 }, encoding: { x, y } },
        {
          transform: [{ filter: 'isValid(datum.low)' }],
          mark: { type: 'rule', style: 'interval' },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        { mark: { type: 'point', style: 'baseline', shape: 'diamond' }, encoding: { x, y } },
        {
          mark: {
            type: 'text',
            style: 'baseline-label',
            align: 'center',
            baseline: above ? 'bottom' : 'top',
            dy: above ? -7 : 7,
            limit: width / points.length - 6,
          },
          encoding: {
            x,
            y: { field: above ? 'top' : 'bottom', type: 'quantitative', scale: y.scale },
            text: { field: 'change' },
          },
          transform: [
            { calculate: 'isValid(datum.high) ? datum.high : datum.y', as: 'top' },
            { calculate: 'isValid(datum.low) ? datum.low : datum.y', as: 'bottom' },
          ],
        },
      ],
    },
  };
}
