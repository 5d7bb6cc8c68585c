/**
 * Gradient norms (method D18): against the step, the best three trials in colour over the other competitive ones in grey,
 * bursts marked; and their histogram over all reports of the competitive trials, with the 90th percentile ruled in both.
 */
import { clippingThreshold, gradientNorms, isNorm, type NormedTrial, type RoundView } from '../insight/index.ts';
import { extent, median, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { metricChannel, stepChannel } from './curve-axes.ts';
import { pointsOf } from './curve-points.ts';
import type { Figure, Specification } from './figure.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { titleLines } from './title.ts';

const width = 330;
const height = 180;
const histogramWidth = 220;
const bins = 24;
const bestCount = 3;
const bestPoints = 160;
/** Points of all grey curves together. */
const greyPoints = 3000;
const fewestPoints = 16;
/** Widest axis, in decades from the largest norm: a norm of zero has no place on it. */
const decades = 8;
/** The least positive number of single precision: what is smaller is zero. */
const least = 1.2e-38;

export const gradientNormTexts = defineTexts('gradient-norm', {
  title: 'gradient norms',
  below: '90 % of gradient norms lie below {p90}; the middle of {trials} competitive {trials|trial|trials}',
  bursts: 'gradient norms burst in {count} of {trials} trials (triangles); 90 % of them lie below {p90}',
  capped: 'gradient norms were logged after clipping at {cap}, where {share} % of them lie',
  others: 'gradient norms of {trials} {trials|trial|trials}, none of them competitive',
  y: 'gradient norm',
  count: 'reports',
  rule: '90th percentile',
  trial: 'trial {trial}',
});

/** Null where no trial reports positive norms at enough steps. */
export function gradientNormFigure(view: RoundView): Figure | null {
  const { competitive, others } = gradientNorms(view);
  const shown = competitive.length > 0 ? competitive : others;
  const [, greatest] = extent(shown.flatMap(({ curve }) => curve.values.filter(isNorm)));
  if (!(greatest > least)) return null;
  const bursting = [...competitive, ...others].filter(({ norms }) => norms.bursts.length > 0);
  const drawn = [...shown, ...bursting.filter((each) => !shown.includes(each))];
  const floor = greatest / 10 ** decades;
  const positive = drawn.flatMap(({ curve }) => curve.values.filter((value) => value >= floor && isNorm(value)));
  const [low, high] = extent(positive);
  const domain = [low / 1.15, high * 1.15] as const;
  const p90 = clippingThreshold(competitive);
  const claim = claimOf(competitive, others, bursting.length, p90).text;
  const rows = logBins(shown, domain);
  return {
    id: 'gradient-norm',
    title: gradientNormTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: titleLines(claim, width + histogramWidth + 60) },
      spacing: 24,
      hconcat: [curves({ view, drawn, competitive, domain, floor, p90 }), histogram(rows, domain, p90)],
      resolve: { legend: { color: 'independent' } },
    },
  };
}

function claimOf(
  competitive: readonly NormedTrial[],
  others: readonly NormedTrial[],
  bursting: number,
  p90: number | null,
): Message {
  if (competitive.length === 0) return gradientNormTexts.others({ trials: others.length });
  if (p90 === null) {
    const capped = competitive.filter(({ norms }) => norms.cap !== null).map(({ norms }) => norms);
    const share = Math.round(100 * median(capped.map((norms) => norms.capped)));
    return gradientNormTexts.capped({ cap: rounded(median(capped.map(({ cap }) => cap ?? NaN))), share });
  }
  const trials = competitive.length + others.length;
  return bursting > 0
    ? gradientNormTexts.bursts({ count: bursting, trials, p90: rounded(p90) })
    : gradientNormTexts.below({ p90: rounded(p90), trials: competitive.length });
}

interface Panel {
  readonly view: RoundView;
  readonly drawn: readonly NormedTrial[];
  readonly competitive: readonly NormedTrial[];
  readonly domain: readonly [number, number];
  readonly floor: number;
  readonly p90: number | null;
}

function curves({ view, drawn, competitive, domain, floor, p90 }: Panel): Specification {
  const best = competitive.slice(0, bestCount);
  const most = Math.max(fewestPoints, Math.floor(greyPoints / Math.max(1, drawn.length)));
  const rowsOf = ({ trial, curve }: NormedTrial, points: number) =>
    pointsOf(curve, points).flatMap(({ step, value }) =>
      value >= floor && isNorm(value)
        ? [{ x: step, y: value, trial: trial.record.id, series: seriesOf(trial.record.id) }]
        : [],
    );
  const grey = drawn.filter((each) => !best.includes(each)).flatMap((each) => rowsOf(each, most));
  const coloured = best.toReversed().flatMap((each) => rowsOf(each, bestPoints));
  const bursts = drawn.flatMap(({ trial, curve, norms }) =>
    norms.bursts.slice(0, fewestPoints).flatMap((step) => {
      const value = curve.values[curve.steps.indexOf(step)];
      return value === undefined ? [] : [{ x: step, y: value, trial: trial.record.id }];
    }),
  );
  const last = extent([...grey, ...coloured].map(({ x }) => x))[1];
  const x = stepChannel(view.round.stepUnit, Math.max(view.round.maxSteps, last, 1));
  const y = metricChannel(gradientNormTexts.y().text, { log: true, domain });
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: best.map(({ trial }) => seriesOf(trial.record.id)) },
    legend: best.length === 0 ? null : { title: null, orient: 'top', direction: 'horizontal', symbolType: 'stroke' },
  };
  return {
    width,
    height,
    layer: [
      {
        data: { values: grey },
        mark: { type: 'line', style: 'muted', aria: false },
        encoding: { x, y, detail: { field: 'trial' } },
      },
      {
        data: { values: coloured },
        mark: { type: 'line', style: 'highlight', aria: false },
        encoding: { x, y, color },
      },
      ...(p90 === null
        ? []
        : [{ data: { values: [{ y: p90 }] }, mark: { type: 'rule', style: 'reference-rule' }, encoding: { y } }]),
      {
        data: { values: bursts },
        mark: { type: 'point', style: 'infeasible', shape: 'triangle-up' },
        encoding: { x, y },
      },
    ],
  };
}

function seriesOf(trial: number): string {
  return gradientNormTexts.trial({ trial }).text;
}

interface Bin {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
}

/** Counts over bins of equal width in log(norm). */
function logBins(trials: readonly NormedTrial[], [low, high]: readonly [number, number]): readonly Bin[] {
  const [from, to] = [Math.log(low), Math.log(high)];
  const counts = Array<number>(bins).fill(0);
  for (const { curve } of trials) {
    for (const value of curve.values) {
      if (!(value >= low && value <= high)) continue;
      const bin = Math.min(bins - 1, Math.floor((bins * (Math.log(value) - from)) / (to - from)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  const edge = (bin: number): number => rounded(Math.exp(from + ((to - from) * bin) / bins), 5);
  return counts.map((y, bin) => ({ x: edge(bin), x2: edge(bin + 1), y }));
}

function histogram(rows: readonly Bin[], domain: readonly [number, number], p90: number | null): Specification {
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: { title: gradientNormTexts.y().text, values: logTicks(...domain), labelExpr: tickLabel },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    axis: { title: gradientNormTexts.count().text, tickCount: 4, tickMinStep: 1, labelExpr: tickLabel },
  };
  const rule =
    p90 === null
      ? []
      : [
          {
            data: { values: [{ x: p90 }] },
            mark: { type: 'rule', style: 'reference-rule' },
            encoding: { x },
          },
          {
            data: { values: [{ x: p90 }] },
            mark: { type: 'text', style: 'reference-label', align: 'right', baseline: 'top', dx: -4, dy: 1 },
            encoding: { x, y: { value: 0 }, text: { value: gradientNormTexts.rule().text } },
          },
        ];
  return {
    width: histogramWidth,
    height,
    layer: [
      {
        data: { values: rows },
        mark: { type: 'bar', style: 'bar', binSpacing: 1 },
        encoding: { x: { ...x, bin: 'binned' }, x2: { field: 'x2' }, y },
      },
      ...rule,
    ],
  };
}
