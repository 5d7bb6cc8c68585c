/**
 * The region of two hyperparameters in which trials are infeasible (method D3): every ended trial by both, infeasible ones as
 * ×, the three best as stars with their numbers, and the limit as a dashed line. One figure for each such region of a round.
 */
import {
  infeasibleRegions,
  liesIn,
  linePoints,
  ruleOf,
  type InfeasibleRegion,
  type InfeasibleRegions,
  type JudgedTrial,
  type RoundView,
  type Rule,
} from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { labelPlaces } from './label-places.ts';
import { numberAxis, type NumberAxis } from './number-axis.ts';
import { cross, star } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 330;
const height = 240;
const topCount = 3;
const linePointCount = 101;

export const regionPlotTexts = defineTexts('region-plot', {
  title: '{first} and {second}',
  claim:
    '{quantity} {side} {threshold}: {inside} of {insideCount} trials infeasible; otherwise {outside} of {outsideCount}',
  line: '{first} and {second} decide together: {inside} of {insideCount} trials beyond the line infeasible; otherwise {outside} of {outsideCount}',
  above: 'above',
  below: 'below',
});

export function regionPlots(view: RoundView): readonly Figure[] {
  if (!view.search.some(({ outcome }) => outcome.kind === 'infeasible')) return [];
  const regions = view.kept(infeasibleRegions);
  return regions.regions.flatMap((region, i) => regionPlot(view, regions, region, regions.regions.slice(0, i)) ?? []);
}

/** Trials that lie in a region found before are not drawn: this one is of the others. */
function regionPlot(
  view: RoundView,
  regions: InfeasibleRegions,
  region: InfeasibleRegion,
  before: readonly InfeasibleRegion[],
): Figure | null {
  const { hyperparameters, axes, judged } = regions;
  const { where } = region;
  if (where.shape !== 'half-plane') return null;
  const [first, second] = where.direction.axes.map((axis) => hyperparameters[axis]);
  const rule = ruleOf(where, hyperparameters);
  if (first === undefined || second === undefined || rule === null) return null;
  const [x, y] = [numberAxis(first, 'x'), numberAxis(second, 'y')];
  if (x === null || y === null) return null;
  const others = judged.filter((_, i) => !before.some((each) => liesIn(each.where, i, axes) === true));
  const rows = rowsOf(view, others, { first, second, x, y });
  const line = linePoints(where, hyperparameters, linePointCount).map((point, order) => ({
    x: x.at(Number(point.first)),
    y: y.at(Number(point.second)),
    order,
  }));
  const claim = claimOf(rule, region, first, second).text;
  return {
    id: `region:${first.id}:${second.id}`,
    title: regionPlotTexts.title({ first: first.id, second: second.id }).text,
    claim,
    spec: specification({ rows, line, x, y, claim }),
  };
}

function claimOf(
  rule: Rule,
  { inside, outside }: InfeasibleRegion,
  first: Hyperparameter,
  second: Hyperparameter,
): Message {
  const counts = {
    inside: inside.infeasible,
    insideCount: inside.count,
    outside: outside.infeasible,
    outsideCount: outside.count,
  };
  if (rule.kind !== 'side') return regionPlotTexts.line({ first: first.id, second: second.id, ...counts });
  const side = rule.side === 'above' ? regionPlotTexts.above().text : regionPlotTexts.below().text;
  return regionPlotTexts.claim({ quantity: rule.of, side, threshold: rule.threshold, ...counts });
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly trial: number;
  readonly kind: 'feasible' | 'infeasible' | 'top';
}

interface Pair {
  readonly first: Hyperparameter;
  readonly second: Hyperparameter;
  readonly x: NumberAxis;
  readonly y: NumberAxis;
}

/** Trials that have both, within both ranges. */
function rowsOf(view: RoundView, trials: readonly JudgedTrial[], { first, second, x, y }: Pair): readonly Row[] {
  const top = view.ranked.slice(0, topCount).map(({ record }) => record.id);
  return trials.flatMap(({ record, outcome }): Row[] => {
    const [a, b] = [record.configuration[first.id], record.configuration[second.id]];
    if (typeof a !== 'number' || typeof b !== 'number' || !x.holds(a) || !y.holds(b)) return [];
    const kind = outcome.kind === 'infeasible' ? 'infeasible' : top.includes(record.id) ? 'top' : 'feasible';
    return [{ x: x.at(a), y: y.at(b), trial: record.id, kind }];
  });
}

interface Plot {
  readonly rows: readonly Row[];
  readonly line: readonly { readonly x: number; readonly y: number; readonly order: number }[];
  readonly x: NumberAxis;
  readonly y: NumberAxis;
  readonly claim: string;
}

function specification({ rows, line, x, y, claim }: Plot): Specification {
  const channels = { x: x.channel, y: y.channel };
  const points = (kind: Row['kind'], mark: Specification): Specification => ({
    transform: [{ filter: `datum.kind === '${kind}'` }],
    mark: { type: 'point', ...mark, tooltip: { content: 'data' } },
    encoding: channels,
  });
  const pixels = (row: Row): { readonly x: number; readonly y: number } => ({
    x: width * x.fraction(row.x),
    y: height * (1 - y.fraction(row.y)),
  });
  const stars = rows.filter(({ kind }) => kind === 'top');
  const marks = stars.map((row) => ({ ...pixels(row), label: String(row.trial) }));
  const others = rows.filter(({ kind }) => kind !== 'top').map(pixels);
  const places = labelPlaces(marks, others, { width, height });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width) },
    data: { values: rows },
    layer: [
      points('feasible', { style: 'feasible', shape: 'circle' }),
      points('infeasible', { style: 'infeasible', shape: cross }),
      {
        data: { values: line },
        mark: { type: 'line', style: 'limit' },
        encoding: { ...channels, order: { field: 'order', type: 'quantitative' } },
      },
      points('top', { style: 'best', shape: star }),
      ...stars.map(({ trial }, i) => ({
        transform: [{ filter: `datum.trial === ${trial}` }],
        mark: { type: 'text', style: 'best-label', baseline: 'middle', ...places[i] },
        encoding: { ...channels, text: { field: 'trial' } },
      })),
    ],
  };
}
