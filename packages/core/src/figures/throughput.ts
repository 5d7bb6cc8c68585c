/**
 * Throughput against batch size (method B2, B3): both axes logarithmic, so that perfect scaling, a doubling for each doubling of
 * the batch, is a straight line to compare with; sizes that ran out of memory are × at the top.
 */
import { extent, rounded } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import { batchSizeChannel } from './batch-size-axis.ts';
import type { Figure } from './figure.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { cross, star } from './shapes.ts';
import { titleLines } from './title.ts';

/** What was measured at one batch size. */
export type ThroughputPoint =
  | {
      readonly batchSize: number;
      readonly examplesPerSecond: number;
      /** Of the rate. */
      readonly interval?: readonly [number, number];
    }
  | { readonly batchSize: number; readonly outOfMemory: true };

const width = 340;
const height = 210;

export const throughputTexts = defineTexts('throughput', {
  title: 'throughput against batch size',
  claim: 'throughput is highest at batch size {size}: {rate} examples a second',
  memory: '{claim}; {failed} runs out of memory',
  x: 'batch size',
  y: 'examples per second',
  perfect: 'perfect scaling',
});

/** Null where nothing positive was measured. */
export function throughputFigure(points: readonly ThroughputPoint[]): Figure | null {
  const measured = points
    .flatMap((point) => ('outOfMemory' in point || !(point.examplesPerSecond > 0) ? [] : [point]))
    .sort((a, b) => a.batchSize - b.batchSize);
  const failed = points.flatMap((point) => ('outOfMemory' in point ? [point.batchSize] : []));
  const [first] = measured;
  if (first === undefined) return null;
  const best = measured.reduce((most, point) => (point.examplesPerSecond > most.examplesPerSecond ? point : most));
  const perfect = (size: number): number => (first.examplesPerSecond * size) / first.batchSize;
  const whole = throughputTexts.claim({
    size: best.batchSize,
    rate: rounded(best.examplesPerSecond),
  }).text;
  const claim =
    failed.length === 0 ? whole : throughputTexts.memory({ claim: whole, failed: Math.min(...failed) }).text;
  const sizes = [...measured.map(({ batchSize }) => batchSize), ...failed];
  const [, largest] = extent(sizes);
  const [low, high] = extent(
    measured.flatMap(({ examplesPerSecond, interval }) => [examplesPerSecond, ...(interval ?? [])]),
  );
  const domain = [low / 1.2, Math.min(perfect(largest), high * 2) * 1.25] as const;
  const end = Math.min(largest, (first.batchSize * domain[1]) / (first.examplesPerSecond * 1.05));
  const x = batchSizeChannel(sizes, throughputTexts.x().text);
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: { title: throughputTexts.y().text, values: logTicks(...domain), labelExpr: tickLabel },
  };
  const middle = Math.sqrt(first.batchSize * end);
  const line = [
    { x: first.batchSize, y: first.examplesPerSecond },
    { x: end, y: perfect(end) },
  ];
  return {
    id: 'throughput',
    title: throughputTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height,
      title: { text: titleLines(claim, width) },
      data: {
        values: measured.map(({ batchSize, examplesPerSecond, interval }) => ({
          x: batchSize,
          y: examplesPerSecond,
          ...(interval !== undefined && { low: interval[0], high: interval[1] }),
        })),
      },
      layer: [
        { data: { values: line }, mark: { type: 'line', style: 'reference-rule' }, encoding: { x, y } },
        {
          data: { values: [{ x: middle, y: perfect(middle) }] },
          mark: { type: 'text', style: 'reference-label', align: 'right', baseline: 'bottom', dx: -8 },
          encoding: { x, y, text: { value: throughputTexts.perfect().text } },
        },
        { mark: { type: 'line', style: 'feasible-line' }, encoding: { x, y } },
        {
          transform: [{ filter: 'isValid(datum.low)' }],
          mark: { type: 'rule', style: 'interval' },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        { mark: { type: 'point', style: 'feasible' }, encoding: { x, y } },
        {
          data: { values: [{ x: best.batchSize, y: best.examplesPerSecond }] },
          mark: { type: 'point', style: 'best', shape: star },
          encoding: { x, y },
        },
        {
          data: { values: failed.map((size) => ({ x: size })) },
          mark: { type: 'point', style: 'infeasible', shape: cross },
          encoding: { x, y: { value: 6 } },
        },
      ],
    },
  };
}
