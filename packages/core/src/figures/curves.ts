/**
 * Training curves (method E): the best three trials in colour over all others in grey, training beside validation where
 * both are reported, each best step marked, and where a diagnosis of theirs begins. Limits come from the feasible trials and hold the best ones' descent; a curve
 * that leaves them is clipped, one that turns NaN ends in a ×, one that never comes within them is an arrow at the edge.
 * Of more trials than a panel can show, the best ones and an even choice of the others by number are drawn, and it is said.
 */
import type { JudgedTrial, RankedTrial, RoundView } from '../insight/index.ts';
import { extent as extentOf, rounded, sortedQuantile } from '../numeric/index.ts';
import type { Curve, Direction } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { clip, type Limits } from './clip.ts';
import { metricChannel, stepChannel } from './curve-axes.ts';
import { pointsOf } from './curve-points.ts';
import { diagnosedMarks } from './diagnosed-marks.ts';
import type { Figure, Specification } from './figure.ts';
import { cross } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 330;
const height = 210;
const bestCount = 3;
const bestPoints = 160;
/** Points of all grey curves of a panel together, and fewest of one: keeps a report of 100 long trials small. */
const greyPoints = 4000;
const fewestPoints = 16;
const mostCurves = greyPoints / fewestPoints;
/** Points of a curve that decide the limits: of a longer one, as many at even distances. */
const limitPoints = 1000;
const wide = 10;
/** Pixels of the legend in its corner. */
const legend = { width: 85, line: 15 } as const;

export const curvesTexts = defineTexts('curves', {
  title: 'training curves',
  claim: 'trial {trial} is best: {metric} {value} at {unit} {step} of {last}',
  none: 'no trial has a usable {metric} yet',
  some: '{claim}; {shown} of {count} trials are drawn',
  trial: 'trial {trial}',
});

/** Null where no search trial has a finite value of the objective's metric. */
export function curvesFigure(view: RoundView): Figure | null {
  const { metric } = view.round.objective;
  const best = view.ranked.slice(0, bestCount);
  const metrics = panelMetrics(view);
  const drawn = drawnOf(view, best);
  const panels = metrics.flatMap((name) => panel(view, { metric: name, drawn, best, named: name === metric }) ?? []);
  if (panels.length === 0) return null;
  const [first] = best;
  const shown =
    first === undefined
      ? curvesTexts.none({ metric })
      : curvesTexts.claim({
          trial: first.record.id,
          metric,
          value: rounded(first.outcome.objective),
          unit: view.round.stepUnit,
          step: first.outcome.bestStep,
          last: view.round.maxSteps,
        });
  const claim =
    drawn.length === view.search.length
      ? shown
      : curvesTexts.some({ claim: shown.text, shown: drawn.length, count: view.search.length });
  return {
    id: `curves:${metric}`,
    title: curvesTexts.title().text,
    claim: claim.text,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: titleLines(claim.text, panels.length * width + (panels.length - 1) * 60) },
      spacing: 24,
      hconcat: panels,
      resolve: { legend: { color: 'independent' } },
    },
  };
}

/** The objective's metric first, which a narrow screen shows; its training counterpart, where any trial reports one. */
function panelMetrics({ round, search }: RoundView): readonly string[] {
  const { metric } = round.objective;
  const counterpart = `train/${metric.slice(metric.lastIndexOf('/') + 1)}`;
  const reported = search.some(({ record }) => record.curves.some((curve) => curve.metric === counterpart));
  return reported && counterpart !== metric ? [metric, counterpart] : [metric];
}

/** The trials whose curves are drawn, in the order of the round. */
function drawnOf({ search }: RoundView, best: readonly RankedTrial[]): readonly JudgedTrial[] {
  const every = Math.ceil(search.length / mostCurves);
  const bestIds = new Set(best.map(({ record }) => record.id));
  return search.filter(({ record }, i) => i % every === 0 || bestIds.has(record.id));
}

interface Line {
  readonly trial: JudgedTrial;
  readonly curve: Curve;
}

interface Panel {
  readonly metric: string;
  readonly drawn: readonly JudgedTrial[];
  readonly best: readonly RankedTrial[];
  /** Whether its legend names the best trials. */
  readonly named: boolean;
}

function panel(view: RoundView, { metric, drawn, best, named }: Panel): Specification | null {
  const { direction } = view.round.objective;
  const lines = drawn.flatMap((trial): Line[] => {
    const curve = trial.record.curves.find((candidate) => candidate.metric === metric);
    return curve === undefined || !curve.values.some((value) => Number.isFinite(value)) ? [] : [{ trial, curve }];
  });
  const limits = limitsOf(lines, best, direction);
  if (limits === null) return null;
  const bestIds = best.map(({ record }) => record.id);
  const isBest = ({ trial }: Line): boolean => bestIds.includes(trial.record.id);
  const most = Math.max(fewestPoints, Math.floor(greyPoints / Math.max(1, lines.length)));
  const rows = lines.flatMap((line) => rowsOf(line, isBest(line) ? bestPoints : most, limits));
  const grey = rows.filter(({ trial }) => !bestIds.includes(trial));
  // The best last, so that it lies on top.
  const coloured = bestIds.toReversed().flatMap((id) => rows.filter(({ trial }) => trial === id).map(withSeries));
  const lastStep = Math.max(view.round.maxSteps, extentOf(rows.map(({ x: step }) => step))[1], 1);
  const x = stepChannel(view.round.stepUnit, lastStep);
  const y = metricChannel(metric, limits);
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: best.map(({ record }) => seriesName(record.id)) },
    legend: named
      ? { title: null, orient: direction === 'minimize' ? 'top-right' : 'bottom-right', symbolType: 'stroke' }
      : null,
  };
  const marks = endMarks(lines, limits, direction);
  const legendTop = direction === 'minimize' ? 0 : height - legend.line * best.length;
  const diagnosed = diagnosedMarks(
    lines.filter(isBest).map(({ trial: { record }, curve }) => ({
      trial: record.id,
      curve,
      diagnoses: view.diagnoses.get(record.id) ?? [],
    })),
    {
      width,
      height,
      limits,
      lastStep,
      drawn: [...Map.groupBy(rows, ({ trial, part }) => `${trial} ${part}`).values()],
      best: bestIds,
      taken: named
        ? [{ left: width - legend.width, right: width, top: legendTop, bottom: legendTop + legend.line * best.length }]
        : [],
      x,
      y,
    },
  );
  return {
    width,
    height,
    layer: [
      {
        data: { values: grey },
        mark: { type: 'line', style: 'muted', aria: false },
        encoding: { x, y, detail: [{ field: 'trial' }, { field: 'part' }] },
      },
      {
        data: { values: coloured },
        mark: { type: 'line', style: 'highlight', aria: false },
        encoding: { x, y, color, detail: { field: 'part' } },
      },
      {
        data: { values: bestSteps(lines.filter(isBest), limits) },
        mark: { type: 'point', style: 'best-step', shape: 'circle' },
        encoding: { x, y, color },
      },
      ...diagnosed,
      {
        data: { values: marks.filter(({ kind }) => kind === 'non-finite') },
        mark: { type: 'point', style: 'infeasible', shape: cross },
        encoding: { x, y },
      },
      {
        data: { values: marks.filter(({ kind }) => kind === 'off-scale') },
        mark: { type: 'point', style: 'off-scale', shape: direction === 'minimize' ? 'triangle-up' : 'triangle-down' },
        encoding: { x, y },
      },
    ],
  };
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly trial: number;
  /** Which stretch of its curve, where the limits cut it. */
  readonly part?: number;
}

function seriesName(trial: number): string {
  return curvesTexts.trial({ trial }).text;
}

function withSeries(row: Row): Row & { readonly series: string } {
  return { ...row, series: seriesName(row.trial) };
}

function rowsOf({ trial, curve }: Line, most: number, limits: Limits): readonly Row[] {
  return clip(pointsOf(curve, most), limits).flatMap((part, index) =>
    part.map(({ step, value }) => ({ x: step, y: value, trial: trial.record.id, part: index })),
  );
}

/**
 * From the best value of any feasible trial to the worse of two: the best trials' values after the first tenth of their
 * points, and nine tenths of all feasible trials' values. Without a feasible trial, all trials stand in.
 */
function limitsOf(lines: readonly Line[], best: readonly RankedTrial[], direction: Direction): Limits | null {
  const feasible = lines.filter(({ trial }) => trial.outcome.kind === 'feasible');
  const some = (feasible.length > 0 ? feasible : lines).flatMap(({ curve }) => everyFew(finite(curve.values)));
  const values = Float64Array.from(some).sort();
  if (values.length === 0) return null;
  const bestIds = best.map(({ record }) => record.id);
  const descents = lines
    .filter(({ trial }) => bestIds.includes(trial.record.id))
    .map(({ curve }) => extentOf(finite(curve.values.slice(Math.floor(curve.values.length / 10)))));
  // Every curve's best counts, sampled or not.
  const [least, greatest] = extentOf(
    (feasible.length > 0 ? feasible : lines).flatMap(({ curve }) => extentOf(finite(curve.values))),
  );
  const minimize = direction === 'minimize';
  const [lowest] = extentOf(descents.map(([low]) => low));
  const [, highest] = extentOf(descents.map(([, high]) => high));
  const low = minimize ? least : Math.min(sortedQuantile(values, 0.1), lowest);
  const high = minimize ? Math.max(sortedQuantile(values, 0.9), highest) : greatest;
  if (minimize && low > 0 && high / low > wide) {
    const factor = (high / low) ** 0.05;
    return { log: true, domain: [low / factor, high * factor] };
  }
  const extent = high > low ? high - low : Math.max(Math.abs(low) * 0.1, 1e-6);
  return { log: false, domain: [low - 0.05 * extent, high + 0.05 * extent] };
}

/** All values, or `limitPoints` or so of them at even distances. */
function everyFew(values: readonly number[]): readonly number[] {
  const every = Math.ceil(values.length / limitPoints);
  return every <= 1 ? values : values.filter((_, i) => i % every === 0);
}

function finite(values: readonly number[]): readonly number[] {
  return values.filter((value) => Number.isFinite(value));
}

function bestSteps(lines: readonly Line[], limits: Limits): readonly (Row & { readonly series: string })[] {
  return lines.flatMap(({ trial, curve }) => {
    if (trial.outcome.kind !== 'feasible') return [];
    const { bestStep } = trial.outcome;
    const value = curve.values[curve.steps.indexOf(bestStep)];
    const drawn = value !== undefined && value >= limits.domain[0] && value <= limits.domain[1];
    return drawn ? [withSeries({ x: bestStep, y: value, trial: trial.record.id })] : [];
  });
}

interface EndMark extends Row {
  readonly kind: 'non-finite' | 'off-scale';
}

/** Where a curve turned NaN or infinite for good, and curves that lie wholly off the scale. */
function endMarks(lines: readonly Line[], { domain: [low, high] }: Limits, direction: Direction): readonly EndMark[] {
  const edge = direction === 'minimize' ? high : low;
  return lines.flatMap(({ trial, curve }): EndMark[] => {
    const last = curve.values.findLastIndex((value) => Number.isFinite(value));
    const [x, y] = [curve.steps[last], curve.values[last]];
    if (x === undefined || y === undefined) return [];
    const mark = { x, trial: trial.record.id };
    if (last < curve.values.length - 1) return [{ ...mark, y: Math.min(high, Math.max(low, y)), kind: 'non-finite' }];
    const off = finite(curve.values).every((value) => (direction === 'minimize' ? value > high : value < low));
    return off ? [{ ...mark, y: edge, kind: 'off-scale' }] : [];
  });
}
