/**
 * Parallel coordinates (method E): one vertical axis for each varied hyperparameter, in its own scale, and one for the
 * objective; a line for each trial. The best three are coloured, infeasible ones end in a × at the top of the last axis. A
 * hyperparameter that a trial's branch does not have interrupts its line.
 */
import { placeOf, variedAcross, type JudgedTrial, type RankedTrial, type RoundView } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { fromUnit, toUnit, type Hyperparameter } from '../space/index.ts';
import { defineTexts, shown } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { displayed } from './hyperparameter-axis.ts';
import { cross } from './shapes.ts';
import { titleLines } from './title.ts';
import { valueAxis, type ValueAxis } from './value-axis.ts';

const axisGap = 96;
const height = 220;
const bestCount = 3;
/** With fewer the axis plots say all; with more nobody follows a line. */
const fewestAxes = 3;
const mostAxes = 12;
const fewestTrials = 5;
/** Lines drawn: the best ones, and of the rest an even choice by number. */
const mostLines = 200;
/** Values written beside an axis: its ends and two between. */
const ticks = [0, 1 / 3, 2 / 3, 1];
/** Names are cut here, so that neighbours stay apart. */
const longestName = 13;

export const parallelCoordinatesTexts = defineTexts('parallel-coordinates', {
  title: 'all hyperparameters together',
  claim: 'each line is a trial through its {count} hyperparameters to its best {metric}; the best {best} are coloured',
  none: 'each line is a trial through its {count} hyperparameters; none has a usable {metric}',
  some: '{claim}; {shown} of {trials} trials are drawn',
  infeasible: 'infeasible',
  trial: 'trial {trial}',
});

/** Null with fewer than three varied hyperparameters or five judged trials. */
export function parallelCoordinates(view: RoundView): Figure | null {
  const searches = view.round.studies.filter(({ purpose }) => purpose === 'search');
  const hyperparameters = variedAcross(searches).slice(0, mostAxes);
  const judged = view.search.filter(({ outcome }) => outcome.kind === 'feasible' || outcome.kind === 'infeasible');
  if (hyperparameters.length < fewestAxes || judged.length < fewestTrials) return null;
  const { metric, direction } = view.round.objective;
  const best = view.ranked.slice(0, bestCount);
  const values = view.ranked.map(({ outcome }) => outcome.objective);
  const axis = valueAxis({
    values,
    direction,
    always: best.map(({ outcome }) => outcome.objective),
    infeasible: judged.some(({ outcome }) => outcome.kind === 'infeasible'),
  });
  const every = Math.ceil(judged.length / mostLines);
  const drawn = judged.filter(
    (trial, i) => i % every === 0 || best.some(({ record }) => record.id === trial.record.id),
  );
  const whole = (
    axis === null
      ? parallelCoordinatesTexts.none({ count: hyperparameters.length, metric })
      : parallelCoordinatesTexts.claim({ count: hyperparameters.length, metric, best: best.length })
  ).text;
  const claim =
    drawn.length === judged.length
      ? whole
      : parallelCoordinatesTexts.some({ claim: whole, shown: drawn.length, trials: judged.length }).text;
  return {
    id: 'parallel',
    title: parallelCoordinatesTexts.title().text,
    claim,
    spec: specification({ metric, hyperparameters, drawn, best, axis, claim }),
  };
}

interface Plot {
  readonly metric: string;
  readonly hyperparameters: readonly Hyperparameter[];
  readonly drawn: readonly JudgedTrial[];
  readonly best: readonly RankedTrial[];
  readonly axis: ValueAxis | null;
  readonly claim: string;
}

interface Row {
  /** Number of the axis. */
  readonly x: number;
  /** In [0, 1] up the axis. */
  readonly y: number;
  readonly trial: number;
  /** Which stretch of the line, where axes are passed over. */
  readonly part: number;
  readonly kind: 'feasible' | 'infeasible' | 'best';
  readonly series?: string;
}

function specification({ metric, hyperparameters, drawn, best, axis, claim }: Plot): Specification {
  const last = hyperparameters.length;
  const width = axisGap * last;
  const ids = best.map(({ record }) => record.id);
  const rows = drawn.flatMap((trial) => rowsOf(trial, hyperparameters, axis, ids.includes(trial.record.id)));
  // The best trial last, on top of the others.
  const coloured = ids.toReversed().flatMap((id) => rows.filter(({ trial }) => trial === id));
  const x = { field: 'x', type: 'quantitative', scale: { domain: [0, last], nice: false }, axis: null };
  const y = { field: 'y', type: 'quantitative', scale: { domain: [0, 1], nice: false }, axis: null };
  const names = [...hyperparameters.map((each) => nameOf(each, hyperparameters)), metric];
  const marks = [...hyperparameters.flatMap(ticksOf), ...objectiveTicks(axis, last)];
  const gone = rows.filter(({ x: at, kind }) => at === last && kind === 'infeasible');
  const layer = (kind: Row['kind'], style: string): Specification => ({
    data: { values: rows.filter((row) => row.kind === kind) },
    mark: { type: 'line', style, aria: false },
    encoding: { x, y, detail: [{ field: 'trial' }, { field: 'part' }] },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width), offset: 26 },
    layer: [
      layer('infeasible', 'infeasible-line'),
      layer('feasible', 'feasible-line'),
      {
        data: { values: names.map((_, at) => ({ x: at, y: 0, y2: 1 })) },
        mark: { type: 'rule', style: 'axis-rule' },
        encoding: { x, y, y2: { field: 'y2' } },
      },
      {
        data: { values: coloured },
        mark: { type: 'line', style: 'highlight', aria: false },
        encoding: {
          x,
          y,
          detail: { field: 'part' },
          color: {
            field: 'series',
            type: 'nominal',
            scale: { domain: ids.map(seriesOf) },
            legend: { title: null, orient: 'bottom', direction: 'horizontal', symbolType: 'stroke' },
          },
        },
      },
      {
        data: { values: gone },
        mark: { type: 'point', style: 'infeasible', shape: cross },
        encoding: { x, y },
      },
      ...['axis-halo', 'axis-label'].map((style) => ({
        data: { values: marks },
        mark: { type: 'text', style, align: 'left', baseline: 'middle', dx: 5 },
        encoding: { x, y, text: { field: 'label' } },
      })),
      ...(gone.length === 0
        ? []
        : [
            {
              data: { values: [{ x: last, y: gone[0]?.y ?? 1 }] },
              mark: { type: 'text', style: 'infeasible-label', align: 'left', baseline: 'middle', dx: 8 },
              encoding: { x, y, text: { value: parallelCoordinatesTexts.infeasible().text } },
            },
          ]),
      {
        data: { values: names.map((name, at) => ({ x: at, label: short(name) })) },
        mark: { type: 'text', style: 'axis-name', align: 'center', baseline: 'bottom', dy: -9 },
        encoding: { x, y: { value: 0 }, text: { field: 'label' } },
      },
    ],
  };
}

const seriesOf = (trial: number): string => parallelCoordinatesTexts.trial({ trial }).text;

/** The plain name where it tells the hyperparameter from the others, else its identity. */
function nameOf({ id, name }: Hyperparameter, all: readonly Hyperparameter[]): string {
  return all.filter((each) => each.name === name).length === 1 ? name : id;
}

/** The end of an identity says more than its beginning. */
function short(name: string): string {
  return name.length <= longestName ? name : `…${name.slice(1 - longestName)}`;
}

function rowsOf(
  trial: JudgedTrial,
  hyperparameters: readonly Hyperparameter[],
  axis: ValueAxis | null,
  isBest: boolean,
): readonly Row[] {
  const { record, outcome } = trial;
  const kind = isBest ? 'best' : outcome.kind === 'feasible' ? 'feasible' : 'infeasible';
  const series = isBest ? { series: seriesOf(record.id) } : {};
  const places = [
    ...hyperparameters.map((hyperparameter) => heightOf(hyperparameter, trial)),
    axis === null ? null : objectiveHeight(trial, axis),
  ];
  let part = 0;
  return places.flatMap((y, x) => {
    if (y === null) {
      part++;
      return [];
    }
    return [{ x, y: Number(y.toFixed(4)), trial: record.id, part, kind, ...series }];
  });
}

function objectiveHeight({ outcome }: JudgedTrial, axis: ValueAxis): number | null {
  if (outcome.kind === 'infeasible') return axis.fraction(axis.pinned.infeasible);
  if (outcome.kind !== 'feasible') return null;
  return axis.fraction(axis.beyond(outcome.objective) ? axis.pinned.offScale : outcome.objective);
}

/** Columns of an unordered hyperparameter are spread evenly; `off` beside a range has no place on it. */
function heightOf(hyperparameter: Hyperparameter, { record }: JudgedTrial): number | null {
  const labels = labelsOf(hyperparameter);
  if (labels === null) return placeOf(hyperparameter, record.configuration);
  const value = record.configuration[hyperparameter.id];
  const at = value === undefined ? -1 : labels.indexOf(displayed(hyperparameter, value));
  return at < 0 ? null : labels.length === 1 ? 0.5 : at / (labels.length - 1);
}

/** What an unordered hyperparameter can be; null where values have places of their own. */
function labelsOf(hyperparameter: Hyperparameter): readonly string[] | null {
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer':
    case 'discrete':
      return null;
    case 'categorical':
    case 'boolean':
      return hyperparameter.values.map((value) => displayed(hyperparameter, value));
    case 'choice':
      return hyperparameter.branches.map(({ label }) => label);
  }
}

function ticksOf(hyperparameter: Hyperparameter, x: number): readonly { x: number; y: number; label: string }[] {
  const labels = labelsOf(hyperparameter);
  if (labels !== null)
    return labels.map((label, i) => ({ x, y: labels.length === 1 ? 0.5 : i / (labels.length - 1), label }));
  if (hyperparameter.kind === 'discrete') {
    const { values } = hyperparameter;
    return values.map((value, i) => ({ x, y: i / (values.length - 1), label: displayed(hyperparameter, value) }));
  }
  if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') return [];
  const [from, to] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
  return ticks.map((y) => {
    if (y === 0 || y === 1) return { x, y, label: shown(y === 0 ? hyperparameter.low : hyperparameter.high) };
    const value = Number(fromUnit(hyperparameter, from + y * (to - from)));
    return { x, y, label: shown(rounded(value, 2)) };
  });
}

function objectiveTicks(axis: ValueAxis | null, x: number): readonly { x: number; y: number; label: string }[] {
  if (axis === null) return [];
  const [low, high] = axis.domain;
  const values = axis.log
    ? [0.1, 0.4, 0.7].map((part) => low * (high / low) ** part)
    : [0.1, 0.4, 0.7].map((part) => low + part * (high - low));
  return values.map((value) => ({ x, y: axis.fraction(value), label: shown(rounded(value, 2)) }));
}
