/**
 * The isolation plot of a range that a joint study sampled (method D12): its trials against the hyperparameter in its own
 * scale, cut into the parts that are compared; the best of each part a star, with the interval of the best of another search
 * of half its trials. The shaded band reaches from the best of all as far as noise explains. The best is down where low is
 * good; results off the robust scale and infeasible trials stand at the bad edge.
 */
import {
  intervalOf,
  leadOf,
  uselessOf,
  type Isolated,
  type JudgedTrial,
  type Lead,
  type Tuned,
} from '../insight/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import type { Figure, Specification } from './figure.ts';
import { positionOf, xChannels } from './hyperparameter-axis.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { cross, star } from './shapes.ts';
import { titleLines } from './title.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

const width = 340;
const height = 200;
/** Part of the axis that a trial's number takes. */
const labelRoom = 0.07;

export const isolatedRangeFigureTexts = defineTexts('isolated-range-figure', {
  title: '{metric} by parts of {name}',
  told: '{metric} is best with {first}; {count} of {parts} parts {count|is|are} behind by more than noise (shaded) and luck explain',
  untold: '{metric} is best with {first}, but no other part is behind by more than noise (shaded) and luck explain',
  unmeasured: '{metric} is best with {first}; the noise between seeds is not known',
});

/** Null where fewer than two parts have a feasible trial, or the hyperparameter is drawn in columns. */
export function isolatedRangeFigure({ view, tuned, sampled, comparisons, figure: id, names }: Isolated): Figure | null {
  const lead = leadOf(view, tuned, comparisons);
  if (sampled.kind !== 'ranges' || lead === null) return null;
  const { metric, direction } = view.round.objective;
  // The better half of each part: what lies below tells nothing of its best.
  const better = tuned.flatMap(({ ranked }) => ranked.slice(0, Math.ceil(ranked.length / 2)));
  const axis = valueAxis({
    values: better.map(({ outcome }) => outcome.objective),
    direction,
    always: tuned.flatMap(({ ranked }) => ranked.slice(0, 1).map(({ outcome }) => outcome.objective)),
    infeasible: view.search.some(({ outcome }) => outcome.kind === 'infeasible'),
    offScale: view.ranked.length > better.length,
  });
  if (axis === null) return null;
  const claim = claimOf(lead, metric, tuned, comparisons);
  return {
    id,
    title: isolatedRangeFigureTexts.title({ metric, name: names }).text,
    claim,
    spec: specification({
      hyperparameter: sampled.hyperparameter,
      metric,
      down: direction === 'minimize',
      tuned,
      trials: view.search,
      lead,
      axis,
      claim,
    }),
  };
}

function claimOf(lead: Lead, metric: string, tuned: readonly Tuned[], comparisons: number): string {
  const names = { metric, first: lead.first.label };
  if (lead.outcome === 'unmeasured') return isolatedRangeFigureTexts.unmeasured(names).text;
  const count = lead.behind.length + uselessOf(tuned, comparisons).length;
  if (count === 0) return isolatedRangeFigureTexts.untold(names).text;
  return isolatedRangeFigureTexts.told({ ...names, count, parts: tuned.length }).text;
}

interface Row {
  readonly x: number | string;
  readonly y: number;
  readonly trial: number;
  readonly kind: 'feasible' | 'best' | 'off-scale' | 'infeasible';
  /** The result, where the mark does not stand at it. */
  readonly value?: number;
}

interface Plot {
  readonly hyperparameter: Hyperparameter;
  readonly metric: string;
  readonly down: boolean;
  readonly tuned: readonly Tuned[];
  readonly trials: readonly JudgedTrial[];
  readonly lead: Lead;
  readonly axis: ValueAxis;
  readonly claim: string;
}

function rowsOf({ hyperparameter, tuned, trials, axis }: Plot): readonly Row[] {
  const best = new Set(tuned.flatMap(({ ranked }) => ranked.slice(0, 1).map(({ record }) => record.id)));
  return trials.flatMap(({ record, outcome }): Row[] => {
    const position = positionOf(hyperparameter, record.configuration[hyperparameter.id], null);
    if (position === null || position.px !== undefined) return [];
    const base = { x: position.x, trial: record.id };
    if (outcome.kind === 'infeasible') return [{ ...base, y: axis.pinned.infeasible, kind: 'infeasible' }];
    if (outcome.kind !== 'feasible') return [];
    const value = outcome.objective;
    if (axis.beyond(value)) return [{ ...base, y: axis.pinned.offScale, kind: 'off-scale', value }];
    return [{ ...base, y: value, kind: best.has(record.id) ? 'best' : 'feasible' }];
  });
}

/** Where the parts begin and end, and their intervals, in the middle of each. */
function partsOf({ hyperparameter, tuned, axis }: Plot): {
  readonly borders: readonly { readonly x: number | string }[];
  readonly intervals: readonly Specification[];
} {
  const at = (value: unknown): number | string | undefined => positionOf(hyperparameter, value, null)?.x;
  const spans = tuned.flatMap((one) => {
    const values = one.trials
      .map(({ record }) => record.configuration[hyperparameter.id])
      .filter((value) => typeof value === 'number' && value !== hyperparameter.off)
      .map(Number);
    return values.length === 0 ? [] : [{ one, low: Math.min(...values), high: Math.max(...values) }];
  });
  spans.sort((a, b) => a.low - b.low);
  const limit = (value: number): number => (axis.beyond(value) ? axis.pinned.offScale : value);
  return {
    borders: spans.slice(1).flatMap(({ low }) => {
      const x = at(low);
      return x === undefined ? [] : [{ x }];
    }),
    intervals: spans.flatMap(({ one, low, high }) => {
      const interval = intervalOf(one);
      const [x, x2] = [at(low), at(high)];
      if (interval === null || x === undefined || x2 === undefined) return [];
      return [{ x, x2, y: limit(interval[0]), y2: limit(interval[1]) }];
    }),
  };
}

function specification(plot: Plot): Specification {
  const { hyperparameter, metric, down, lead, axis, claim } = plot;
  const rows = rowsOf(plot);
  const { borders, intervals } = partsOf(plot);
  const channels = xChannels(hyperparameter, width);
  const domain = roomForLabels(axis, down);
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { type: axis.log ? 'log' : 'linear', domain, nice: false },
    axis: {
      title: metric,
      labelExpr: tickLabel,
      ...(axis.log ? { values: logTicks(...domain) } : { tickCount: 5 }),
    },
  };
  const layer = (kind: Row['kind'], mark: Specification): readonly Specification[] =>
    rows.some((row) => row.kind === kind)
      ? [
          {
            transform: [{ filter: { field: 'kind', equal: kind } }],
            mark: { type: 'point', ...mark, tooltip: { content: 'data' } },
            encoding: { ...channels, y },
          },
        ]
      : [];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width) },
    data: { values: rows },
    layer: [
      ...bandLayers(lead, axis, y),
      {
        data: { values: intervals },
        mark: { type: 'rect', style: 'feasible', opacity: 0.28 },
        encoding: { ...channels, x2: { field: 'x2' }, y, y2: { field: 'y2' } },
      },
      { data: { values: borders }, mark: { type: 'rule', style: 'baseline-rule' }, encoding: channels },
      ...layer('feasible', { style: 'feasible', shape: 'circle' }),
      ...layer('off-scale', { style: 'off-scale', shape: down ? 'triangle-up' : 'triangle-down' }),
      ...layer('infeasible', { style: 'infeasible', shape: cross }),
      ...layer('best', { style: 'best', shape: star }),
      {
        transform: [{ filter: { field: 'kind', equal: 'best' } }],
        mark: {
          type: 'text',
          style: 'best-label',
          align: 'center',
          baseline: down ? 'top' : 'bottom',
          dy: down ? 9 : -9,
        },
        encoding: { ...channels, y, text: { field: 'trial' } },
      },
    ],
  };
}

/** The axis with a little more on its good side, where the numbers of the best trials stand. */
function roomForLabels({ domain: [low, high], log }: ValueAxis, down: boolean): readonly [number, number] {
  const reach = log ? (high / low) ** labelRoom : labelRoom * (high - low);
  if (down) return [log ? low / reach : low - reach, high];
  return [low, log ? high * reach : high + reach];
}

/** As in `isolation-figure.ts`, across. */
function bandLayers({ first, comparison, noise }: Lead, axis: ValueAxis, y: Specification): readonly Specification[] {
  if (comparison.floor === null) return [];
  const best = first.best.outcome.objective;
  const [low, high] = axis.domain;
  const end = noise.direction === 'minimize' ? best + comparison.floor : best - comparison.floor;
  return [
    {
      data: { values: [{ y: best, y2: Math.min(high, Math.max(low, end)) }] },
      mark: { type: 'rect', style: 'band' },
      encoding: { y, y2: { field: 'y2' } },
    },
  ];
}
