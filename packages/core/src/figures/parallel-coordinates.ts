/**
 * Parallel coordinates (method E): one vertical axis for each varied hyperparameter, in its own scale, and one for the
 * objective; a line for each trial. The best three are coloured, infeasible ones end in a × at the top of the last axis. Past
 * the axis of a hyperparameter that a trial's branch does not have, its line goes on dashed.
 */
import { placeOf, variedAcross, type JudgedTrial, type RankedTrial, type RoundView } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { fromUnit, hyperparameterLabels, toUnit, type Hyperparameter } from '../space/index.ts';
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
/** Names are cut here, so that neighbours stay apart; a branch stands in a line above. */
const longestName = 13;
const nameHeight = 13;

export const parallelCoordinatesTexts = defineTexts('parallel-coordinates', {
  title: 'all {count} hyperparameters together',
  titleFirst: '{count} of {all} hyperparameters together',
  claim: 'each line is a trial through the {count} hyperparameters to its best {metric}; {coloured}',
  none: 'each line is a trial through the {count} hyperparameters; none has a usable {metric}',
  one: 'the only feasible one is coloured',
  best: 'the best {best} are coloured',
  skipped: '{claim}; dashes pass over what a trial does not have',
  some: '{claim}; {shown} of {trials} trials are drawn',
  infeasible: 'infeasible',
  trial: 'trial {trial}',
});

/** Null with fewer than three varied hyperparameters or five judged trials. */
export function parallelCoordinates(view: RoundView): Figure | null {
  const searches = view.round.studies.filter(({ purpose }) => purpose === 'search');
  const varied = variedAcross(searches);
  const hyperparameters = varied.slice(0, mostAxes);
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
  const lines = drawn.map((trial) => lineOf(trial, hyperparameters, axis, best));
  const count = hyperparameters.length;
  const { title, titleFirst } = parallelCoordinatesTexts;
  const claim = claimOf({ metric, count, best: best.length, lines, judged: judged.length });
  return {
    id: 'parallel',
    title: (varied.length === count ? title({ count }) : titleFirst({ count, all: varied.length })).text,
    claim,
    spec: specification({ metric, hyperparameters, lines, best, axis, claim }),
  };
}

interface Claimed {
  readonly metric: string;
  /** Of hyperparameters. */
  readonly count: number;
  readonly best: number;
  readonly lines: readonly Line[];
  readonly judged: number;
}

function claimOf({ metric, count, best, lines, judged }: Claimed): string {
  const texts = parallelCoordinatesTexts;
  const coloured = (best === 1 ? texts.one() : texts.best({ best })).text;
  const all = best === 0 ? texts.none({ count, metric }) : texts.claim({ count, metric, coloured });
  const passed = lines.some(({ skips }) => skips.length > 0) ? texts.skipped({ claim: all.text }) : all;
  if (lines.length === judged) return passed.text;
  return texts.some({ claim: passed.text, shown: lines.length, trials: judged }).text;
}

interface Plot {
  readonly metric: string;
  readonly hyperparameters: readonly Hyperparameter[];
  readonly lines: readonly Line[];
  readonly best: readonly RankedTrial[];
  readonly axis: ValueAxis | null;
  readonly claim: string;
}

/** A trial's way: `rows` at the axes that it has, `skips` from axis to axis past those that it does not have. */
interface Line {
  readonly rows: readonly Row[];
  readonly skips: readonly Row[];
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

function specification({ metric, hyperparameters, lines, best, axis, claim }: Plot): Specification {
  const last = hyperparameters.length;
  const width = axisGap * last;
  const ids = best.map(({ record }) => record.id);
  const rows = lines.flatMap((line) => line.rows);
  const skips = lines.flatMap((line) => line.skips);
  // The best trial last, on top of the others.
  const coloured = (all: readonly Row[]): readonly Row[] =>
    ids.toReversed().flatMap((id) => all.filter(({ trial }) => trial === id));
  const x = { field: 'x', type: 'quantitative', scale: { domain: [0, last], nice: false }, axis: null };
  const y = { field: 'y', type: 'quantitative', scale: { domain: [0, 1], nice: false }, axis: null };
  const names = [...hyperparameterLabels(hyperparameters), metric];
  const marks = [...hyperparameters.flatMap(ticksOf), ...objectiveTicks(axis, last)];
  const gone = rows.filter(({ x: at, kind }) => at === last && kind === 'infeasible');
  const layer = (kind: Row['kind'], style: string): readonly Specification[] =>
    [rows, skips].map((all) => ({
      data: { values: all.filter((row) => row.kind === kind) },
      mark: { type: 'line', style, aria: false, ...(all === skips && dashed) },
      encoding: { x, y, detail: [{ field: 'trial' }, { field: 'part' }] },
    }));
  const heads = names.map(headOf);
  const twoLines = heads.some(({ above }) => above !== '');
  const name = (field: 'above' | 'label', dy: number): Specification => ({
    data: { values: heads.map((head, at) => ({ x: at, label: head[field] })) },
    mark: { type: 'text', style: 'axis-name', align: 'center', baseline: 'bottom', dy },
    encoding: { x, y: { value: 0 }, text: { field: 'label' } },
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width), offset: 10 },
    layer: [
      ...layer('infeasible', 'infeasible-line'),
      ...layer('feasible', 'feasible-line'),
      {
        data: { values: names.map((_, at) => ({ x: at, y: 0, y2: 1 })) },
        mark: { type: 'rule', style: 'axis-rule' },
        encoding: { x, y, y2: { field: 'y2' } },
      },
      ...[skips, rows].map((all) => ({
        data: { values: coloured(all) },
        mark: { type: 'line', style: 'highlight', aria: false, ...(all === skips && dashed) },
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
      })),
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
      name('label', -9),
      ...(twoLines ? [name('above', -9 - nameHeight)] : []),
    ],
  };
}

/** A line past an axis, whose place on it means nothing. */
const dashed = { strokeDash: [2, 4] } as const;

const seriesOf = (trial: number): string => parallelCoordinatesTexts.trial({ trial }).text;

/** A name in two lines, its branch above; the end of a long one says more than its beginning. */
function headOf(name: string): { readonly above: string; readonly label: string } {
  const slash = name.lastIndexOf('/');
  const short = (part: string): string => (part.length <= longestName ? part : `…${part.slice(1 - longestName)}`);
  return { above: short(name.slice(0, Math.max(0, slash))), label: short(name.slice(slash + 1)) };
}

function lineOf(
  trial: JudgedTrial,
  hyperparameters: readonly Hyperparameter[],
  axis: ValueAxis | null,
  best: readonly RankedTrial[],
): Line {
  const { record, outcome } = trial;
  const isBest = best.some((each) => each.record.id === record.id);
  const kind = isBest ? 'best' : outcome.kind === 'feasible' ? 'feasible' : 'infeasible';
  const series = isBest ? { series: seriesOf(record.id) } : {};
  const places = [
    ...hyperparameters.map((hyperparameter) => heightOf(hyperparameter, trial)),
    axis === null ? null : objectiveHeight(trial, axis),
  ];
  const rows: Row[] = [];
  const skips: Row[] = [];
  places.forEach((y, x) => {
    if (y === null) return;
    const before = rows.at(-1);
    const skipped = before !== undefined && before.x < x - 1;
    const part = (before?.part ?? 0) + (skipped ? 1 : 0);
    const row: Row = { x, y: Number(y.toFixed(4)), trial: record.id, part, kind, ...series };
    if (skipped) skips.push({ ...before, part }, row);
    rows.push(row);
  });
  return { rows, skips };
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
