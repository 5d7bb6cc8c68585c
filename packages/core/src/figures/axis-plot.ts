/**
 * The basic hyperparameter axis plot (method E): best over training against one hyperparameter, every trial that has it.
 * Infeasible trials are × on a row of their own at the bad edge, an earlier best of theirs a hollow circle; the top three
 * are stars with their numbers; results off the robust scale are arrows at the edge. Nothing is dropped.
 */
import { noiseOf, type JudgedTrial, type RankedTrial, type RoundView } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { acrossOf, displayed, jitterOf, positionOf, xChannels } from './hyperparameter-axis.ts';
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
  mixed: '{group} have {name} {values}',
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
  const axis = valueAxis({
    values: ranked.map(({ outcome }) => outcome.objective),
    direction,
    always: [...top.map(({ outcome }) => outcome.objective), ...(mean === null ? [] : [mean])],
    infeasible: having.some(({ outcome }) => outcome.kind === 'infeasible'),
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
  const distinct = [...new Set(values.map(displayed))];
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
  const numbers = values.filter((each) => typeof each === 'number');
  if (numbers.length < values.length) return axisPlotTexts.mixed({ group, name, values: distinct.join(', ') });
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)].map(displayed);
  return axisPlotTexts.spread({ group, name, low: low ?? value, high: high ?? value });
}

interface Row {
  readonly x: number | string;
  readonly y: number;
  readonly trial: number;
  readonly kind: 'feasible' | 'top' | 'off-scale' | 'infeasible' | 'earlier-best';
  /** What the trial reached, where the mark does not stand at it. */
  readonly value?: number;
  /** Sideways place within a column, in [−1, 1]. */
  readonly jitter?: number;
}

function rowsOf(
  trial: JudgedTrial,
  hyperparameter: Hyperparameter,
  axis: ValueAxis,
  top: readonly number[],
): readonly Row[] {
  const { id } = trial.record;
  const x = positionOf(hyperparameter, trial.record.configuration[hyperparameter.id]);
  if (x === null) return [];
  const base = { x, trial: id, ...(typeof x === 'string' && { jitter: jitterOf(id) }) };
  const { outcome } = trial;
  if (outcome.kind === 'infeasible') {
    const earlier = outcome.earlierBest?.value;
    const drawn = earlier !== undefined && !axis.beyond(earlier);
    return [
      { ...base, y: axis.pinned.infeasible, kind: 'infeasible', ...(earlier !== undefined && { value: earlier }) },
      ...(drawn ? [{ ...base, y: earlier, kind: 'earlier-best' as const }] : []),
    ];
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
  const layer = (kind: Row['kind'], mark: Specification): Specification => ({
    transform: [{ filter: { field: 'kind', equal: kind } }],
    mark: { ...mark, tooltip: { content: 'data' } },
    encoding: { ...x, y },
  });
  const has = (kind: Row['kind']): boolean => rows.some((row) => row.kind === kind);
  const arrow = up ? 'triangle-up' : 'triangle-down';
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width + labelWidth) },
    data: { values: rows },
    layer: [
      ...baselineLayers(view, hyperparameter, mean, y),
      layer('feasible', { type: 'point', style: 'feasible', shape: 'circle' }),
      ...(has('off-scale') ? [layer('off-scale', { type: 'point', style: 'off-scale', shape: arrow })] : []),
      ...(has('earlier-best') ? [layer('earlier-best', { type: 'point', style: 'hollow', shape: 'circle' })] : []),
      ...(has('infeasible')
        ? [
            layer('infeasible', { type: 'point', style: 'infeasible', shape: cross }),
            {
              data: { values: [{ y: axis.pinned.infeasible }] },
              mark: { type: 'text', style: 'infeasible-label', align: 'left', baseline: 'middle', dx: 6 },
              encoding: { x: { value: width }, y, text: { value: axisPlotTexts.infeasible().text } },
            },
          ]
        : []),
      layer('top', { type: 'point', style: 'best', shape: star }),
      ...starLabels(rows, hyperparameter, axis).map(({ trial, place }) => ({
        transform: [{ filter: `datum.kind === 'top' && datum.trial === ${trial}` }],
        mark: { type: 'text', style: 'best-label', baseline: 'middle', ...place },
        encoding: { ...x, y, text: { field: 'trial' } },
      })),
    ],
  };
}

/** The numbers of the starred trials, placed clear of each other and of the other results. */
function starLabels(
  rows: readonly Row[],
  hyperparameter: Hyperparameter,
  axis: ValueAxis,
): readonly { readonly trial: number; readonly place: LabelPlace }[] {
  const pixels = (row: Row): { readonly x: number; readonly y: number } => ({
    x: acrossOf(hyperparameter, row, width),
    y: height * (1 - axis.fraction(row.y)),
  });
  const stars = rows.filter(({ kind }) => kind === 'top');
  const others = rows.filter(({ kind }) => kind !== 'top').map(pixels);
  const marks = stars.map((row) => ({ ...pixels(row), label: String(row.trial) }));
  const places = labelPlaces(marks, others, { width, height });
  return stars.flatMap(({ trial }, i) => {
    const place = places[i];
    return place === undefined ? [] : [{ trial, place }];
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
  const position = positionOf(hyperparameter, view.round.baseline[hyperparameter.id]);
  const data = { values: [{ y: mean, x: position, kind: 'baseline' }] };
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
            encoding: { x: xChannels(hyperparameter, width)['x'], y },
          },
        ]),
  ];
}
