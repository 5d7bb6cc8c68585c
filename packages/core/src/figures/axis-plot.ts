/**
 * The basic hyperparameter axis plot (method E): best over training against one hyperparameter, every trial that has it and
 * whose end says something of it; those that wait, run or were lost say nothing, and are not drawn.
 * Infeasible trials are × on a row of their own at the bad edge, an earlier best of theirs a hollow circle; censored ones
 * are hollow at what they had reached, at the edge where that was nothing; the top three are stars with their numbers;
 * results off the robust scale are arrows at the edge; trials with `off` beside a range stand in a column to its left.
 */
import { extent } from '../numeric/index.ts';
import { noiseOf, type JudgedTrial, type RankedTrial, type RoundView } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { alike } from './alike.ts';
import type { Figure, Specification } from './figure.ts';
import {
  acrossOf,
  displayed,
  offChannels,
  offLayers,
  positionOf,
  xChannels,
  type Position,
} from './hyperparameter-axis.ts';
import { labelPlaces, type LabelPlace } from './label-places.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { cross, star } from './shapes.ts';
import { titleLines } from './title.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

const width = 330;
const height = 210;
const topCount = 3;
/** Pixels beside the plot for the labels of the baseline and of the infeasible row. */
const labelWidth = 70;

export const axisPlotTexts = defineTexts('axis-plot', {
  title: '{metric} against {hyperparameter}',
  all: 'the {count} best trials',
  within: 'the {count} best trials with {branch}',
  one: 'the best trial, {trial}, has {name} {value}',
  same: '{group} have {name} {value}',
  spread: '{group} have {name} {low} to {high}',
  mixed: '{name} of {group}, the best first: {values}',
  none: 'no trial with {hyperparameter} has a usable {metric}',
  y: 'best {metric}',
  infeasible: 'infeasible',
  baseline: 'baseline',
});

/** Null where no ended trial has the hyperparameter, or nothing finite can be drawn. */
export function axisPlot(view: RoundView, hyperparameter: Hyperparameter): Figure | null {
  const { id } = hyperparameter;
  const { metric, direction } = view.round.objective;
  const having = view.search.filter(({ record }) => record.configuration[id] !== undefined);
  const ranked = view.ranked.filter(({ record }) => record.configuration[id] !== undefined);
  const mean = noiseOf(view, metric)?.mean ?? null;
  const top = ranked.slice(0, topCount);
  const reached = having.flatMap(({ outcome }) => (outcome.kind === 'censored' ? [outcome.soFar?.value ?? null] : []));
  const values = ranked.map(({ outcome }) => outcome.objective);
  const axis = valueAxis({
    values: [...values, ...reached.filter((value) => value !== null)],
    direction,
    always: [...top.map(({ outcome }) => outcome.objective), ...(mean === null ? [] : [mean])],
    infeasible: having.some(({ outcome }) => outcome.kind === 'infeasible'),
    offScale: reached.includes(null),
  });
  if (axis === null) return null;
  const topIds = top.map(({ record }) => record.id);
  const rows = having.flatMap((trial) => rowsOf(trial, hyperparameter, axis, topIds));
  if (rows.length === 0) return null;
  const claim = claimOf(view, hyperparameter, top).text;
  return {
    id: `axis:${id}`,
    title: axisPlotTexts.title({ metric, hyperparameter: id }).text,
    claim,
    spec: specification({ view, hyperparameter, rows, axis, mean, claim }),
  };
}

/** The values of the best three; inside a branch, of the best three that took it. */
function claimOf(view: RoundView, hyperparameter: Hyperparameter, top: readonly RankedTrial[]): Message {
  const { id, name } = hyperparameter;
  const values = top.map(({ record }) => record.configuration[id]);
  const texts = values.map((each) => displayed(hyperparameter, each));
  const distinct = [...new Set(texts)];
  const [first] = top;
  const [value] = distinct;
  if (first === undefined || value === undefined) {
    return axisPlotTexts.none({ hyperparameter: id, metric: view.round.objective.metric });
  }
  if (top.length === 1) return axisPlotTexts.one({ trial: first.record.id, name, value });
  const branch = id.slice(0, Math.max(0, id.lastIndexOf('/')));
  const count = top.length;
  const group = (branch === '' ? axisPlotTexts.all({ count }) : axisPlotTexts.within({ count, branch })).text;
  if (distinct.length === 1) return axisPlotTexts.same({ group, name, value });
  const numbers = values.filter((each) => typeof each === 'number' && each !== hyperparameter.off);
  if (numbers.length < values.length) return axisPlotTexts.mixed({ group, name, values: alike(texts).join(', ') });
  const [low, high] = alike(extent(numbers.map(Number)).map((each) => displayed(hyperparameter, each)));
  return axisPlotTexts.spread({ group, name, low: low ?? value, high: high ?? value });
}

interface Row extends Position {
  readonly y: number;
  readonly trial: number;
  readonly kind: 'feasible' | 'top' | 'off-scale' | 'infeasible' | 'earlier-best' | 'censored';
  /** What the trial reached, where the mark does not stand at it. */
  readonly value?: number;
}

function rowsOf(
  trial: JudgedTrial,
  hyperparameter: Hyperparameter,
  axis: ValueAxis,
  top: readonly number[],
): readonly Row[] {
  const { id } = trial.record;
  const position = positionOf(hyperparameter, trial.record.configuration[hyperparameter.id], id);
  if (position === null) return [];
  const base = { ...position, trial: id };
  const { outcome } = trial;
  if (outcome.kind === 'infeasible') {
    const earlier = outcome.earlierBest?.value;
    const drawn = earlier !== undefined && !axis.beyond(earlier);
    return [
      { ...base, y: axis.pinned.infeasible, kind: 'infeasible', ...(earlier !== undefined && { value: earlier }) },
      ...(drawn ? [{ ...base, y: earlier, kind: 'earlier-best' as const }] : []),
    ];
  }
  if (outcome.kind === 'censored') {
    const soFar = outcome.soFar?.value;
    if (soFar !== undefined && !axis.beyond(soFar)) return [{ ...base, y: soFar, kind: 'censored' }];
    return [{ ...base, y: axis.pinned.offScale, kind: 'censored', ...(soFar !== undefined && { value: soFar }) }];
  }
  if (outcome.kind !== 'feasible') return [];
  const value = outcome.objective;
  if (axis.beyond(value)) return [{ ...base, y: axis.pinned.offScale, kind: 'off-scale', value }];
  return [{ ...base, y: value, kind: top.includes(id) ? 'top' : 'feasible' }];
}

interface Plot {
  readonly view: RoundView;
  readonly hyperparameter: Hyperparameter;
  readonly rows: readonly Row[];
  readonly axis: ValueAxis;
  readonly mean: number | null;
  readonly claim: string;
}

function specification({ view, hyperparameter, rows, axis, mean, claim }: Plot): Specification {
  const { metric, direction } = view.round.objective;
  const up = direction === 'minimize';
  const x = xChannels(hyperparameter, width);
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { type: axis.log ? 'log' : 'linear', domain: axis.domain, nice: false },
    axis: {
      title: axisPlotTexts.y({ metric }).text,
      labelExpr: tickLabel,
      ...(axis.log ? { values: logTicks(...axis.domain) } : { tickCount: 5 }),
    },
  };
  const layers = (kind: Row['kind'], mark: Specification): readonly Specification[] =>
    [false, true].flatMap((beside) => {
      if (!rows.some((row) => row.kind === kind && (row.px !== undefined) === beside)) return [];
      return [
        {
          transform: [{ filter: `datum.kind === '${kind}' && ${beside ? '' : '!'}isValid(datum.px)` }],
          mark: { ...mark, tooltip: { content: 'data' } },
          encoding: { ...(beside ? offChannels : x), y },
        },
      ];
    });
  const arrow = up ? 'triangle-up' : 'triangle-down';
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width + labelWidth) },
    data: { values: rows },
    layer: [
      axisLayer(x, y),
      ...offLayers(hyperparameter, height),
      ...baselineLayers(view, hyperparameter, mean, y),
      ...layers('feasible', { type: 'point', style: 'feasible', shape: 'circle' }),
      ...layers('censored', { type: 'point', style: 'censored', shape: 'circle' }),
      ...layers('off-scale', { type: 'point', style: 'off-scale', shape: arrow }),
      ...layers('earlier-best', { type: 'point', style: 'hollow', shape: 'circle' }),
      ...layers('infeasible', { type: 'point', style: 'infeasible', shape: cross }),
      ...(rows.some(({ kind }) => kind === 'infeasible')
        ? [
            {
              data: { values: [{ y: axis.pinned.infeasible }] },
              mark: { type: 'text', style: 'infeasible-label', align: 'left', baseline: 'middle', dx: 6 },
              encoding: { x: { value: width }, y, text: { value: axisPlotTexts.infeasible().text } },
            },
          ]
        : []),
      ...layers('top', { type: 'point', style: 'best', shape: star }),
      ...starLabels(rows, hyperparameter, axis).map(({ trial, beside, place }) => ({
        transform: [{ filter: `datum.kind === 'top' && datum.trial === ${trial}` }],
        mark: { type: 'text', style: 'best-label', baseline: 'middle', ...place },
        encoding: { ...(beside ? offChannels : x), y, text: { field: 'trial' } },
      })),
    ],
  };
}

/** The axes, whatever marks there are: a scale without marks of its own would not be drawn. */
function axisLayer({ x }: Specification, y: Specification): Specification {
  return { data: { values: [] }, mark: { type: 'point', opacity: 0 }, encoding: { x, y } };
}

/** The numbers of the starred trials, placed clear of each other and of the other results. */
function starLabels(
  rows: readonly Row[],
  hyperparameter: Hyperparameter,
  axis: ValueAxis,
): readonly { readonly trial: number; readonly beside: boolean; readonly place: LabelPlace }[] {
  const pixels = (row: Row): { readonly x: number; readonly y: number } => ({
    x: acrossOf(hyperparameter, row, width),
    y: height * (1 - axis.fraction(row.y)),
  });
  const stars = rows.filter(({ kind }) => kind === 'top');
  const others = rows.filter(({ kind }) => kind !== 'top').map(pixels);
  const marks = stars.map((row) => ({ ...pixels(row), label: String(row.trial) }));
  const places = labelPlaces(marks, others, { width, height });
  return stars.flatMap(({ trial, px }, i) => {
    const place = places[i];
    return place === undefined ? [] : [{ trial, beside: px !== undefined, place }];
  });
}

/** A rule at the baseline's mean, and a diamond on it where the baseline lies in this dimension. */
function baselineLayers(
  view: RoundView,
  hyperparameter: Hyperparameter,
  mean: number | null,
  y: Specification,
): readonly Specification[] {
  if (mean === null) return [];
  const position = positionOf(hyperparameter, view.round.baseline[hyperparameter.id], null);
  const data = { values: [{ y: mean, ...position, kind: 'baseline' }] };
  const x = position?.px === undefined ? xChannels(hyperparameter, width)['x'] : offChannels['x'];
  return [
    { data, mark: { type: 'rule', style: 'baseline-rule' }, encoding: { y } },
    {
      data,
      mark: { type: 'text', style: 'baseline-label', align: 'left', baseline: 'middle', dx: 6 },
      encoding: { x: { value: width }, y, text: { value: axisPlotTexts.baseline().text } },
    },
    ...(position === null
      ? []
      : [
          {
            data,
            mark: { type: 'point', style: 'baseline', shape: 'diamond' },
            encoding: { x, y },
          },
        ]),
  ];
}
