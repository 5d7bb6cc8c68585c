/**
 * The noise floor (method A6): the baseline's seeds as points within the band of differences that noise explains, the best
 * trial as a star, and the references, each on a row of its own with its label on the axis.
 */
import {
  directionOf,
  compareWithFloor,
  measured,
  noiseOf,
  referencesOf,
  type Comparison,
  type RoundView,
} from '../insight/index.ts';
import { extent as extentOf } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { star } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 340;
const rowHeight = 30;
const wide = 20;

export const noiseFloorFigureTexts = defineTexts('noise-floor-figure', {
  title: '{metric}: best against baseline',
  better: 'best {metric} is better than the baseline by more than noise explains',
  worse: 'best {metric} is worse than the baseline by more than noise explains',
  undecided: 'best {metric} and the baseline are no further apart than noise explains',
  lucky:
    'best {metric} beats the baseline by more than the noise floor, but no more than the luckiest of {count} equal trials might',
  unmeasured: '{metric}: the noise is not known, so nothing tells whether best and baseline differ',
  only: 'the baseline’s {metric}, one point a seed',
  best: 'best, trial {trial}',
  baseline: 'baseline, {seeds} {seeds|seed|seeds}',
});

/** Null where the baseline has no finite value of the metric. */
export function noiseFloorFigure(view: RoundView, metric: string): Figure | null {
  const noise = noiseOf(view, metric);
  if (noise === null || noise.mean === null) return null;
  const [best] = view.ranked;
  const value = best === undefined ? undefined : measured(best, metric, view);
  const seeds = noise.baseline.length;
  const comparison =
    value === undefined
      ? null
      : compareWithFloor(
          { value, runs: 1, pickedFrom: view.ranked.length },
          { value: noise.mean, runs: seeds, pickedFrom: 1 },
          noise,
        );
  const claim = claimOf(comparison, metric, view.ranked.length).text;
  const baselineRow = noiseFloorFigureTexts.baseline({ seeds }).text;
  const rows: Row[] = [
    ...(best === undefined || value === undefined
      ? []
      : [
          {
            x: value,
            row: noiseFloorFigureTexts.best({ trial: best.record.id }).text,
            trial: best.record.id,
            kind: 'best' as const,
          },
        ]),
    ...noise.baseline.map(({ trial, value: x }) => ({ x, row: baselineRow, trial, kind: 'baseline' as const })),
    ...referencesOf(view, metric).map(({ label, reference }) => ({
      x: reference,
      row: label,
      kind: 'reference' as const,
    })),
  ];
  const band =
    comparison?.floor == null ? null : ([noise.mean - comparison.floor, noise.mean + comparison.floor] as const);
  return {
    id: `noise-floor:${metric}`,
    title: noiseFloorFigureTexts.title({ metric }).text,
    claim,
    spec: specification(view, metric, claim, rows, band),
  };
}

/** In step with the finding's headline (`insight/noise-floor.ts`). */
function claimOf(comparison: Comparison | null, metric: string, count: number): Message {
  if (comparison === null) return noiseFloorFigureTexts.only({ metric });
  const { verdict, difference, floor } = comparison;
  if (floor === null) return noiseFloorFigureTexts.unmeasured({ metric });
  if (verdict === 'undecided' && difference > floor) return noiseFloorFigureTexts.lucky({ metric, count });
  return noiseFloorFigureTexts[verdict]({ metric });
}

interface Row {
  readonly x: number;
  readonly row: string;
  readonly kind: 'best' | 'baseline' | 'reference';
  readonly trial?: number;
}

function specification(
  { round }: RoundView,
  metric: string,
  claim: string,
  rows: readonly Row[],
  band: readonly [number, number] | null,
): Specification {
  const names = [...new Set(rows.map(({ row }) => row))];
  const values = rows.map(({ x }) => x);
  const [low, high] = extentOf(values);
  const log = directionOf(metric, round.objective) !== 'maximize' && low > 0 && high / low > wide;
  const domain = domainOf(low, high, log, band);
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { type: log ? 'log' : 'linear', domain, nice: false },
    axis: { title: metric, labelExpr: tickLabel, ...(log ? { values: logTicks(...domain) } : { tickCount: 5 }) },
  };
  const y = {
    field: 'row',
    type: 'nominal',
    sort: names,
    axis: { title: null, grid: true, labelLimit: 160, domain: false },
  };
  const layer = (kind: Row['kind'], mark: Specification): Specification => ({
    transform: [{ filter: { field: 'kind', equal: kind } }],
    mark: { type: 'point', ...mark },
    encoding: { x, y },
  });
  const bandLayer: readonly Specification[] =
    band === null
      ? []
      : [
          {
            data: { values: [{ x: Math.max(band[0], domain[0]), x2: Math.min(band[1], domain[1]) }] },
            mark: { type: 'rect', style: 'band' },
            encoding: { x, x2: { field: 'x2' } },
          },
        ];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height: rowHeight * names.length,
    title: { text: titleLines(claim, width) },
    data: { values: rows },
    layer: [
      ...bandLayer,
      layer('reference', { style: 'reference', shape: 'square' }),
      layer('baseline', { style: 'baseline', shape: 'diamond' }),
      layer('best', { style: 'best', shape: star }),
    ],
  };
}

function domainOf(
  low: number,
  high: number,
  log: boolean,
  band: readonly [number, number] | null,
): readonly [number, number] {
  if (log) {
    const factor = (high / low) ** 0.06;
    return [low / factor, high * factor];
  }
  const [from, to] = [Math.min(low, band?.[0] ?? low), Math.max(high, band?.[1] ?? high)];
  const extent = to > from ? to - from : Math.max(Math.abs(from) * 0.1, 1e-6);
  return [from - 0.05 * extent, to + 0.05 * extent];
}
