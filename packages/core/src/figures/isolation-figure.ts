/**
 * The isolation plot (method D12): a row for each scientific configuration with all its trials, its best a star with its
 * number, the best row first. The shaded band reaches from the best of all as far as noise explains: a star inside it cannot
 * be told from the best. Infeasible trials are × at the bad edge, results off the robust scale arrows there, censored
 * ones hollow at what they had reached.
 */
import {
  isolatedOf,
  leadOf,
  noiseOf,
  type Isolated,
  type JudgedTrial,
  type Lead,
  type LeadOutcome,
  type RoundView,
  type Tuned,
} from '../insight/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { isolatedRangeFigure } from './isolated-range-figure.ts';
import { jitterOf } from './jitter.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { cross, star } from './shapes.ts';
import { titleLines } from './title.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

const width = 340;
const rowHeight = 44;
/** Height of a row over the height that its points fill. */
const jitterBand = 2.4;
/** Pixels to the left of the plot that the labels of its rows take at least. */
const labelWidth = 50;
/** Pixels of a label above the plot. */
const lineHeight = 12;

export const isolationFigureTexts = defineTexts('isolation-figure', {
  title: '{metric} by {names}',
  decided: '{first} leads {second} in {metric} by more than noise (shaded) and luck explain',
  inside: '{first} leads {second} in {metric} by no more than noise explains (shaded)',
  lucky: '{first} leads {second} in {metric} by more than noise (shaded), but luck may explain it',
  unmeasured: '{first} leads {second} in {metric}; the noise between seeds is not known',
  infeasible: 'infeasible',
  baseline: 'baseline',
});

/** One for each comparison in which two scientific configurations, or values of a joint study, have a feasible trial. */
export function isolationFigures(view: RoundView): readonly Figure[] {
  return isolatedOf(view).flatMap((isolated) => {
    const figure = isolated.sampled.kind === 'ranges' ? isolatedRangeFigure(isolated) : isolationFigure(isolated);
    return figure === null ? [] : [figure];
  });
}

function isolationFigure({ view, tuned, names, figure: id, comparisons }: Isolated): Figure | null {
  const lead = leadOf(view, tuned, comparisons);
  if (lead === null) return null;
  const { metric, direction } = view.round.objective;
  const mean = noiseOf(view, metric)?.mean ?? null;
  const reached = view.search.flatMap(({ outcome }) =>
    outcome.kind === 'censored' ? [outcome.soFar?.value ?? null] : [],
  );
  const axis = valueAxis({
    values: [...view.ranked.map(({ outcome }) => outcome.objective), ...reached.filter((value) => value !== null)],
    direction,
    always: [
      ...tuned.flatMap(({ ranked }) => ranked.slice(0, 1).map(({ outcome }) => outcome.objective)),
      ...(mean === null ? [] : [mean]),
    ],
    infeasible: view.search.some(({ outcome }) => outcome.kind === 'infeasible'),
    offScale: reached.includes(null),
  });
  if (axis === null) return null;
  const claim = claimTexts[lead.outcome]({ metric, first: lead.first.label, second: lead.second.label }).text;
  return {
    id,
    title: isolationFigureTexts.title({ metric, names }).text,
    claim,
    spec: specification({ view, tuned, lead, axis, mean, claim }),
  };
}

const claimTexts: Readonly<Record<LeadOutcome, typeof isolationFigureTexts.inside>> = {
  decided: isolationFigureTexts.decided,
  inside: isolationFigureTexts.inside,
  picked: isolationFigureTexts.lucky,
  searched: isolationFigureTexts.lucky,
  unmeasured: isolationFigureTexts.unmeasured,
};

interface Row {
  readonly x: number;
  readonly row: string;
  /** Across the row, in [−1, 1]. */
  readonly jitter: number;
  readonly trial: number;
  readonly kind: 'feasible' | 'best' | 'off-scale' | 'infeasible' | 'censored';
  /** What the trial reached, where the mark does not stand at it. */
  readonly value?: number;
}

function rowsOf({ label, trials, ranked }: Tuned, axis: ValueAxis): readonly Row[] {
  const best = ranked[0]?.record.id;
  // Those at one value, as all infeasible ones are, spread evenly across the row by their place among their kind.
  const before = new Map<Row['kind'], number>();
  return trials.flatMap((trial): Row[] => {
    const { id } = trial.record;
    const mark = markOf(trial, axis);
    if (mark === null) return [];
    const base = { row: label, trial: id, ...mark };
    if (id === best) return [{ ...base, kind: 'best', jitter: 0 }];
    const place = before.get(mark.kind) ?? 0;
    before.set(mark.kind, place + 1);
    return [{ ...base, jitter: jitterOf(place) }];
  });
}

/** Where a trial stands; null where its end says nothing of its configuration. */
function markOf({ outcome }: JudgedTrial, axis: ValueAxis): Pick<Row, 'x' | 'kind' | 'value'> | null {
  switch (outcome.kind) {
    case 'feasible':
      return axis.beyond(outcome.objective)
        ? { x: axis.pinned.offScale, kind: 'off-scale', value: outcome.objective }
        : { x: outcome.objective, kind: 'feasible' };
    case 'infeasible': {
      const earlier = outcome.earlierBest?.value;
      return { x: axis.pinned.infeasible, kind: 'infeasible', ...(earlier !== undefined && { value: earlier }) };
    }
    case 'censored': {
      const soFar = outcome.soFar?.value;
      if (soFar !== undefined && !axis.beyond(soFar)) return { x: soFar, kind: 'censored' };
      return { x: axis.pinned.offScale, kind: 'censored', ...(soFar !== undefined && { value: soFar }) };
    }
    case 'failed':
    case 'pending':
      return null;
  }
}

interface Plot {
  readonly view: RoundView;
  readonly tuned: readonly Tuned[];
  readonly lead: Lead;
  readonly axis: ValueAxis;
  readonly mean: number | null;
  readonly claim: string;
}

function specification({ view, tuned, lead, axis, mean, claim }: Plot): Specification {
  const { metric, direction } = view.round.objective;
  const rows = tuned.flatMap((one) => rowsOf(one, axis));
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { type: axis.log ? 'log' : 'linear', domain: axis.domain, nice: false },
    axis: {
      title: metric,
      labelExpr: tickLabel,
      ...(axis.log ? { values: logTicks(...axis.domain) } : { tickCount: 5 }),
    },
  };
  const y = {
    field: 'row',
    type: 'nominal',
    sort: tuned.map(({ label }) => label),
    axis: { title: null, grid: true, tickBand: 'extent', labelLimit: 200, domain: false },
  };
  const yOffset = { field: 'jitter', type: 'quantitative', scale: { domain: [-jitterBand, jitterBand] } };
  const layer = (kind: Row['kind'], mark: Specification): Specification => ({
    transform: [{ filter: { field: 'kind', equal: kind } }],
    mark: { type: 'point', ...mark, tooltip: { content: 'data' } },
    encoding: { x, y, yOffset },
  });
  const has = (kind: Row['kind']): boolean => rows.some((row) => row.kind === kind);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height: rowHeight * tuned.length,
    title: { text: titleLines(claim, width + labelWidth) },
    data: { values: rows },
    layer: [
      ...bandLayers(lead, axis, x),
      ...edgeLabels({ axis, mean, infeasible: has('infeasible'), minimize: direction === 'minimize', x }),
      layer('feasible', { style: 'feasible', shape: 'circle' }),
      ...(has('censored') ? [layer('censored', { style: 'censored', shape: 'circle' })] : []),
      ...(has('off-scale')
        ? [
            layer('off-scale', {
              style: 'off-scale',
              shape: direction === 'minimize' ? 'triangle-right' : 'triangle-left',
            }),
          ]
        : []),
      ...(has('infeasible') ? [layer('infeasible', { style: 'infeasible', shape: cross })] : []),
      layer('best', { style: 'best', shape: star }),
      {
        transform: [{ filter: { field: 'kind', equal: 'best' } }],
        mark: { type: 'text', style: 'best-label', align: 'center', baseline: 'bottom', dy: -8 },
        encoding: { x, y, text: { field: 'trial' } },
      },
    ],
  };
}

/** From the best of all towards worse, as far as noise explains; none where that is not known. */
function bandLayers({ first, comparison, noise }: Lead, axis: ValueAxis, x: Specification): readonly Specification[] {
  if (comparison.floor === null) return [];
  const best = first.best.outcome.objective;
  const [low, high] = axis.domain;
  const end = noise.direction === 'minimize' ? best + comparison.floor : best - comparison.floor;
  return [
    {
      data: { values: [{ x: best, x2: Math.min(high, Math.max(low, end)) }] },
      mark: { type: 'rect', style: 'band' },
      encoding: { x, x2: { field: 'x2' } },
    },
  ];
}

interface Edge {
  readonly axis: ValueAxis;
  readonly mean: number | null;
  readonly infeasible: boolean;
  readonly minimize: boolean;
  readonly x: Specification;
}

/** The rule at the baseline's mean, and the names of rule and infeasible column above the plot, on two lines if need be. */
function edgeLabels({ axis, mean, infeasible, minimize, x }: Edge): readonly Specification[] {
  const label = (text: string, style: string, value: number, align: string, dy: number): Specification => ({
    data: { values: [{ x: value }] },
    mark: { type: 'text', style, align, baseline: 'bottom', dy },
    encoding: { x, y: { value: 0 }, text: { value: text } },
  });
  const away = mean === null ? 0 : minimize ? 1 - axis.fraction(mean) : axis.fraction(mean);
  const crowded = infeasible && away < 0.5;
  return [
    ...(mean === null
      ? []
      : [
          {
            data: { values: [{ x: mean }] },
            mark: { type: 'rule', style: 'baseline-rule' },
            encoding: { x },
          },
          label(isolationFigureTexts.baseline().text, 'baseline-label', mean, 'center', crowded ? -4 - lineHeight : -4),
        ]),
    ...(infeasible
      ? [label(isolationFigureTexts.infeasible().text, 'infeasible-label', axis.pinned.infeasible, 'center', -4)]
      : []),
  ];
}
