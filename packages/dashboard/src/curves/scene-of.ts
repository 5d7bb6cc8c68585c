/** From curves that were read and trials that were chosen to what one chart draws. */
import { extent } from '@attune/core/numeric';
import type { Direction } from '@attune/core/study';
import type { CurveLine } from './curve-line.ts';
import type { CurveSettings } from './curve-settings.ts';
import { usualWindow } from './curve-settings.ts';
import type { LineRole, Scheme } from './line-style.ts';
import { isTraining, type MetricChart } from './metric-charts.ts';
import { robustLimits, type LimitLine } from './robust-limits.ts';
import type { AxisOf, Scene, SceneLine, SceneMark } from './scene.ts';

/** How a trial is drawn, and whether its values may decide the limits. */
export interface DrawnTrial {
  readonly trial: number;
  readonly role: LineRole;
  readonly place: number;
  readonly running: boolean;
  readonly feasible: boolean;
}

export interface SceneParts {
  readonly chart: MetricChart;
  readonly lines: readonly CurveLine[];
  readonly trials: readonly DrawnTrial[];
  readonly settings: CurveSettings;
  readonly x: AxisOf;
  /** Which way the chart's metric is good; null where nothing tells. */
  readonly direction: Direction | null;
  readonly marks?: readonly SceneMark[];
  readonly scheme: Scheme;
  /** In place of limits of its own: charts that are compared share them. */
  readonly limits?: readonly [number, number];
}

export function sceneOf(parts: SceneParts): Scene {
  const { chart, settings, x, marks = [], scheme } = parts;
  const lines = sceneLines(parts);
  const log = settings.log?.includes('y') ?? false;
  const limits = parts.limits ?? limitsOf(parts) ?? (log ? [0.1, 1] : [0, 1]);
  return {
    lines,
    x,
    y: { label: labelOf(chart), low: limits[0], high: limits[1], log },
    smoothing: settings.smooth ?? 'off',
    smoothingWidth: ((settings.window ?? usualWindow) / 100) * (x.high - x.low),
    marks,
    bySteps: (settings.by ?? 'step') === 'step',
    scheme,
  };
}

/** The common axis of all charts of a page: what was zoomed to, or all of it. */
export function xAxisOf(
  lines: readonly CurveLine[],
  settings: CurveSettings,
  { label, last }: { readonly label: string; readonly last: number },
): AxisOf {
  const log = settings.log?.includes('x') ?? false;
  const zoomed = settings.from !== undefined && settings.to !== undefined;
  const [, greatest] = extent([(settings.by ?? 'step') === 'step' ? last : 0, ...lines.map(({ x }) => x.at(-1) ?? 0)]);
  const high = zoomed ? (settings.to ?? 1) : greatest > 0 ? greatest : 1;
  const low = zoomed ? (settings.from ?? 0) : 0;
  return { label, low: log && low <= 0 ? leastPositive(lines, high) : low, high, log };
}

/** Robust limits of a chart's values within the axis; null where there are none. */
export function limitsOf({
  chart,
  lines,
  trials,
  settings,
  direction,
  x,
}: SceneParts): readonly [number, number] | null {
  const known = new Map(trials.map((trial) => [trial.trial, trial]));
  const own = lines.filter(({ trial, metric }) => known.has(trial) && chart.metrics.includes(metric));
  const feasible = own.filter(({ trial }) => known.get(trial)?.feasible === true);
  const counted = feasible.length > 0 ? feasible : own;
  const within = counted.map((line): LimitLine => {
    const { trial } = line;
    return { ...cut(line, x.low, x.high), front: known.get(trial)?.role === 'front' };
  });
  return robustLimits(within, { direction, log: settings.log?.includes('y') ?? false });
}

function cut({ x, y }: CurveLine, low: number, high: number) {
  let [from, to] = [0, x.length];
  while (from < to && (x[from] ?? 0) < low) from++;
  while (to > from && (x[to - 1] ?? 0) > high) to--;
  return from === 0 && to === x.length ? { x, y } : { x: x.subarray(from, to), y: y.subarray(from, to) };
}

const layers: readonly LineRole[] = ['behind', 'baseline', 'front'];

/** Behind first, of those in front the first last; of a pair the main one last. */
function sceneLines({ chart, lines, trials }: SceneParts): readonly SceneLine[] {
  const read = Map.groupBy(
    lines.filter(({ metric }) => chart.metrics.includes(metric)),
    ({ trial }) => trial,
  );
  const [main] = chart.metrics;
  const paired = chart.metrics.length > 1;
  return trials
    .toSorted((a, b) => layers.indexOf(a.role) - layers.indexOf(b.role) || b.place - a.place)
    .flatMap(({ trial, role, place, running }) => {
      const own = read.get(trial) ?? [];
      const expected = running ? missing(trial, chart.metrics, own) : [];
      return [...own, ...expected]
        .toSorted((a, b) => Number(a.metric === main) - Number(b.metric === main))
        .map((line) => ({ line, role, place, running, counterpart: paired && isTraining(line.metric) }));
    });
}

/** A running trial's curves that have not begun: what arrives is drawn on them. */
function missing(trial: number, metrics: readonly string[], own: readonly CurveLine[]): readonly CurveLine[] {
  return metrics
    .filter((metric) => !own.some((line) => line.metric === metric))
    .map((metric) => ({ trial, metric, ...nothing, superseded: [], bestStep: null, lastStep: null }));
}

const nothing = { x: new Float64Array(0), y: new Float64Array(0) } as const;

function leastPositive(lines: readonly CurveLine[], high: number): number {
  let least = high;
  for (const { x } of lines) {
    const first = x.find((at) => at > 0);
    if (first !== undefined) least = Math.min(least, first);
  }
  return least < high ? least : high / 1000;
}

function labelOf({ name, metrics: [first = name, ...rest] }: MetricChart): string {
  return rest.length === 0 ? first : name;
}
