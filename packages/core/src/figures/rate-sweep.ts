/**
 * A learning-rate sweep (method U1): the loss curves of all trials in one plot, coloured by rate, where the rate is all that
 * the round varies. Beside it nothing need be said of each curve: their order is the finding. A curve that turns NaN ends in a ×.
 */
import { directionOf, variedAcross, type JudgedTrial, type RoundView } from '../insight/index.ts';
import { extent, rounded } from '../numeric/index.ts';
import { guessMeaning, type Hyperparameter } from '../space/index.ts';
import { trainLossAmong, type Curve, type Direction } from '../study/index.ts';
import { defineTexts, shown } from '../texts/index.ts';
import { alike } from './alike.ts';
import { clip, type Limits } from './clip.ts';
import { metricChannel, stepChannel } from './curve-axes.ts';
import { pointsOf } from './curve-points.ts';
import type { Figure, Specification } from './figure.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { cross } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 400;
const height = 240;
const fewest = 3;
/** Points of all curves together. */
const points = 6000;
const fewestPoints = 24;
const mostCurves = points / fewestPoints;
const wide = 10;

export const rateSweepTexts = defineTexts('rate-sweep', {
  title: 'learning-rate sweep',
  best: 'of {count} rates from {low} to {high}, {rate} is best (trial {trial})',
  edge: 'of {count} rates from {low} to {high}, {rate} is best (trial {trial}), next to rates that are infeasible',
  none: 'no rate from {low} to {high} gives a usable result',
});

/** Null where the round varies more than one learning rate, or fewer than three trials report the loss. */
export function rateSweep(view: RoundView): Figure | null {
  const searches = view.round.studies.filter(({ purpose }) => purpose === 'search');
  const [rate, ...others] = variedAcross(searches);
  if (rate === undefined || others.length > 0 || guessMeaning(rate.name) !== 'learning-rate') return null;
  const metric = lossOf(view);
  const lines = view.search
    .flatMap((trial): Line[] => {
      const value = trial.record.configuration[rate.id];
      const curve = trial.record.curves.find((each) => each.metric === metric);
      if (typeof value !== 'number' || !(value > 0) || curve === undefined) return [];
      return curve.values.some((each) => Number.isFinite(each)) ? [{ trial, curve, rate: value }] : [];
    })
    .sort((a, b) => a.rate - b.rate);
  const few = lines.filter((_, i) => i % Math.ceil(lines.length / mostCurves) === 0);
  const limits = limitsOf(lines, directionOf(metric, view.round.objective) ?? 'minimize');
  if (lines.length < fewest || limits === null) return null;
  const claim = claimOf(view, rate, lines);
  return {
    id: 'rate-sweep',
    title: rateSweepTexts.title().text,
    claim,
    spec: specification({ view, rate, metric, lines: few, limits, claim }),
  };
}

interface Line {
  readonly trial: JudgedTrial;
  readonly curve: Curve;
  readonly rate: number;
}

/** The training loss, in which instability shows; the objective where none is reported. */
function lossOf({ round, search }: RoundView): string {
  const names = new Set(search.flatMap(({ record }) => record.curves.map(({ metric }) => metric)));
  return trainLossAmong(names, undefined, round.objective) ?? round.objective.metric;
}

function claimOf({ ranked }: RoundView, { id }: Hyperparameter, lines: readonly Line[]): string {
  const [best] = ranked;
  const rate = best?.record.configuration[id];
  const rates = [...extent(lines.map((line) => line.rate)), ...(typeof rate === 'number' ? [rate] : [])];
  const [low = '', high = '', at = ''] = alike(rates.map((each) => shown(rounded(each))));
  const range = { count: lines.length, low, high };
  if (best === undefined || typeof rate !== 'number') return rateSweepTexts.none(range).text;
  const place = lines.findIndex(({ trial }) => trial === best);
  const beside = [lines[place - 1], lines[place + 1]].some((line) => line?.trial.outcome.kind === 'infeasible');
  const values = { ...range, rate: at, trial: best.record.id };
  return (beside ? rateSweepTexts.edge(values) : rateSweepTexts.best(values)).text;
}

/** From the least value to what a run starts from: the middle of the first values, twice of it. A score's are all kept. */
function limitsOf(lines: readonly Line[], direction: Direction): Limits | null {
  const values = lines.flatMap(({ curve }) => curve.values.filter((value) => Number.isFinite(value)));
  const [low, greatest] = extent(values);
  const spread = (high: number): Limits => {
    const margin = high > low ? 0.04 * (high - low) : Math.max(Math.abs(low) * 0.1, 1e-6);
    return { log: false, domain: [low - margin, high + margin] };
  };
  if (direction === 'maximize') return spread(greatest);
  const starts = lines
    .flatMap(({ curve }) => curve.values.find((value) => Number.isFinite(value)) ?? [])
    .sort((a, b) => a - b);
  const start = starts[starts.length >> 1];
  if (start === undefined) return null;
  const high = Math.min(greatest, Math.max(start + Math.abs(start), low));
  if (low > 0 && high / low > wide) return { log: true, domain: [low / 1.1, Math.min(Number.MAX_VALUE, high * 1.1)] };
  return spread(high);
}

interface Plot {
  readonly view: RoundView;
  readonly rate: Hyperparameter;
  readonly metric: string;
  readonly lines: readonly Line[];
  readonly limits: Limits;
  readonly claim: string;
}

function specification({ view, rate, metric, lines, limits, claim }: Plot): Specification {
  const most = Math.max(fewestPoints, Math.floor(points / lines.length));
  const rows = lines.flatMap(({ trial, curve, rate: value }) =>
    clip(pointsOf(curve, most), limits).flatMap((part, index) =>
      part.map((point) => ({ x: point.step, y: point.value, trial: trial.record.id, part: index, rate: value })),
    ),
  );
  const ends = lines.flatMap(({ trial, curve, rate: value }) => {
    const last = curve.values.findLastIndex((each) => Number.isFinite(each));
    const [x, y] = [curve.steps[last], curve.values[last]];
    const gone = last < curve.values.length - 1 || trial.outcome.kind === 'infeasible';
    if (!gone || x === undefined || y === undefined) return [];
    const [low, high] = limits.domain;
    return [{ x, y: Math.min(high, Math.max(low, y)), trial: trial.record.id, rate: value }];
  });
  const [low, high] = extent(lines.map((line) => line.rate));
  const log = high / low > wide;
  const lastStep = Math.max(view.round.maxSteps, extent(rows.map((row) => row.x))[1], 1);
  const x = stepChannel(view.round.stepUnit, lastStep);
  const y = metricChannel(metric, limits);
  const color = {
    field: 'rate',
    type: 'quantitative',
    scale: { type: log ? 'log' : 'linear', domain: [low, high], range: 'ramp' },
    legend: {
      title: rate.name,
      gradientLength: height - 40,
      labelExpr: tickLabel,
      ...(log && { values: logTicks(low, high) }),
    },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width + 60) },
    layer: [
      {
        data: { values: rows },
        mark: { type: 'line', strokeWidth: 1.6, aria: false },
        encoding: { x, y, color, detail: [{ field: 'trial' }, { field: 'part' }] },
      },
      { data: { values: ends }, mark: { type: 'point', style: 'infeasible', shape: cross }, encoding: { x, y } },
    ],
  };
}
