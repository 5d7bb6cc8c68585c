/**
 * Launches (method L4): the baseline's objective from one launch to the next, as a step line; each with the interval of its
 * measurement and what was changed. Only those that were measured alike are joined and told as one course.
 */
import { extent, rounded } from '../numeric/index.ts';
import type { Objective } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Figure } from './figure.ts';
import { tickLabel } from './log-ticks.ts';
import { textWidth } from './text-width.ts';
import { titleLines } from './title.ts';

/** One adopted baseline. */
export interface LaunchPoint {
  /** From 0, the first baseline; ascending. */
  readonly number: number;
  /** What was changed, in a few words. */
  readonly change: string;
  readonly value: number;
  /** Of the value, where it was measured over several seeds. */
  readonly interval?: readonly [number, number];
  /** What was measured, and after how long a training: values of other objectives are left out, other lengths not joined. */
  readonly objective: Objective;
  readonly maxSteps: number;
  readonly stepUnit: string;
}

/** Pixels from one launch to the next, where there is room. */
const gap = 130;
const narrowest = 260;
const widest = 900;
const height = 200;
const fontSize = 10;
const lineHeight = 12;
const mostLines = 3;

export const launchHistoryTexts = defineTexts('launch-history', {
  title: 'launches',
  claim: '{count} {count|launch|launches} took {metric} from {from} to {to}',
  only: 'the baseline has {metric} {from}',
  one: 'the baseline has {metric} {from}; nothing has been launched since',
  apart: '{claim}, trained to {unit} {maxSteps}; {others} measured at another length {others|stands|stand} apart',
  length: '{change} (to {unit} {maxSteps})',
  x: 'launch',
});

/** Null for no launches by this objective. Values that are not finite are left out. */
export function launchHistory(launches: readonly LaunchPoint[], { metric, direction }: Objective): Figure | null {
  const points = launches.filter(
    ({ value, objective }) =>
      Number.isFinite(value) && objective.metric === metric && objective.direction === direction,
  );
  const last = points.at(-1);
  if (last === undefined) return null;
  const alike = points.filter((point) => lengthOf(point) === lengthOf(last));
  const claim = claimOf(alike, points.length - alike.length, metric);
  const width = Math.min(widest, Math.max(narrowest, gap * points.length));
  const [low, high] = extent(points.flatMap(({ value, interval }) => [value, ...(interval ?? [])]));
  const span = high > low ? high - low : Math.max(Math.abs(low), 1e-6);
  const labels = points.map((point) =>
    linesOf(alike.length === points.length ? point.change : withLength(point), width / points.length - 10),
  );
  const lines = Math.max(...labels.map(({ length }) => length));
  // A falling line leaves room above its points, a rising one below.
  const above = direction === 'minimize';
  const [bare, labelled] = [0.12 * span, ((lines * lineHeight + 12) / height) * 1.6 * span];
  const rows = points.map(({ number, value, interval, ...point }, index) => ({
    x: number,
    y: value,
    length: lengthOf(point),
    change: labels[index] ?? [],
    lift: above ? -7 - ((labels[index]?.length ?? 1) - 1) * lineHeight : 7,
    ...(interval !== undefined && { low: interval[0], high: interval[1] }),
  }));
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [(points[0] ?? last).number - 0.5, last.number + 0.5], nice: false },
    axis: { title: launchHistoryTexts.x().text, values: points.map(({ number }) => number), format: 'd' },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { domain: [low - (above ? bare : labelled), high + (above ? labelled : bare)], zero: false, nice: false },
    axis: { title: metric, tickCount: 5, labelExpr: tickLabel },
  };
  return {
    id: 'launches',
    title: launchHistoryTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height,
      title: { text: titleLines(claim, width) },
      data: { values: rows },
      layer: [
        {
          mark: { type: 'line', style: 'muted', interpolate: 'step-after', strokeWidth: 1.5 },
          encoding: { x, y, detail: { field: 'length' } },
        },
        {
          transform: [{ filter: 'isValid(datum.low)' }],
          mark: { type: 'rule', style: 'interval' },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        { mark: { type: 'point', style: 'baseline', shape: 'diamond' }, encoding: { x, y } },
        {
          mark: {
            type: 'text',
            style: 'baseline-label',
            align: 'center',
            baseline: above ? 'bottom' : 'top',
            dy: { expr: 'datum.lift' },
            fontSize,
            lineHeight,
          },
          encoding: {
            x,
            y: { field: above ? 'top' : 'bottom', type: 'quantitative', scale: y.scale },
            text: { field: 'change' },
          },
          transform: [
            { calculate: 'isValid(datum.high) ? datum.high : datum.y', as: 'top' },
            { calculate: 'isValid(datum.low) ? datum.low : datum.y', as: 'bottom' },
          ],
        },
      ],
    },
  };
}

/** `alike`: at least one. */
function claimOf(alike: readonly LaunchPoint[], others: number, metric: string): string {
  const [first, last] = [alike[0], alike.at(-1)];
  const from = rounded(first?.value ?? NaN);
  const to = rounded(last?.value ?? NaN);
  const claim =
    alike.length === 1
      ? others === 0
        ? launchHistoryTexts.one({ metric, from }).text
        : launchHistoryTexts.only({ metric, from }).text
      : launchHistoryTexts.claim({ count: alike.length - 1, metric, from, to }).text;
  const { stepUnit: unit = '', maxSteps = 0 } = last ?? {};
  return others === 0 ? claim : launchHistoryTexts.apart({ claim, unit, maxSteps, others }).text;
}

function lengthOf({ maxSteps, stepUnit }: Pick<LaunchPoint, 'maxSteps' | 'stepUnit'>): string {
  return `${stepUnit} ${maxSteps}`;
}

function withLength({ change, stepUnit: unit, maxSteps }: LaunchPoint): string {
  return launchHistoryTexts.length({ change, unit, maxSteps }).text;
}

/** By the width of words, since a renderer's own limit leaves the drawing as wide as the whole text; an ellipsis where cut. */
function linesOf(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, mostLines);
  return kept.map((line, index) => fitting(line, most, index === mostLines - 1 && lines.length > mostLines));
}

function fitting(line: string, most: number, cut: boolean): string {
  let text = cut ? `${line} …` : line;
  for (let length = line.length - 1; length > 0 && widthOf(text) > most; length--) text = `${line.slice(0, length)}…`;
  return text;
}

function widthOf(text: string): number {
  return textWidth(text, fontSize, 'normal');
}
