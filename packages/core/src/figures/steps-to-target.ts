/**
 * Steps to a target against batch size (method B5; C. J. Shallue et al., Measuring the Effects of Data Parallelism on Neural
 * Network Training, JMLR 20, 2019, figure 1): both axes logarithmic. Perfect scaling, half the steps for twice the batch, is a
 * dashed line from the smallest size. Sizes at which no trial reached the target are arrows at the steps that they were given.
 */
import { extent, rounded } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import { batchSizeChannel } from './batch-size-axis.ts';
import type { Figure } from './figure.ts';
import { logTicks, tickLabel } from './log-ticks.ts';
import { titleLines } from './title.ts';

/** The tuned result at one batch size. */
export interface StepsToTargetPoint {
  readonly batchSize: number;
  /** To the target, or given in vain. */
  readonly steps: number;
  readonly reached: boolean;
  /** Of the steps, where several seeds were run. */
  readonly interval?: readonly [number, number];
}

const width = 340;
const height = 210;

export const stepsToTargetTexts = defineTexts('steps-to-target', {
  title: 'steps to target against batch size',
  claim: 'from batch size {least} to {size}, steps to the target fall {times}-fold; perfect scaling is {perfect}-fold',
  rising: 'batch size {size} takes more steps than {least}: tuned less well, or past what helps',
  one: 'one batch size reached the target: {least}, in {steps} steps',
  none: 'no batch size reached the target',
  x: 'batch size',
  y: 'steps to target',
  perfect: 'perfect scaling',
});

/** Null for no positive points. */
export function stepsToTargetFigure(points: readonly StepsToTargetPoint[]): Figure | null {
  const all = points
    .filter(({ batchSize, steps }) => batchSize > 0 && steps > 0 && Number.isFinite(steps))
    .toSorted((a, b) => a.batchSize - b.batchSize);
  if (all.length === 0) return null;
  const reached = all.filter((point) => point.reached);
  const claim = claimOf(reached);
  const [low, high] = extent(all.flatMap(({ steps, interval }) => [steps, ...(interval ?? [])]));
  const domain = [low / 1.4, high * 1.4] as const;
  const x = batchSizeChannel(
    all.map(({ batchSize }) => batchSize),
    stepsToTargetTexts.x().text,
  );
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: { title: stepsToTargetTexts.y().text, values: logTicks(...domain), labelExpr: tickLabel },
  };
  const line = perfectLine(reached, domain[0]);
  return {
    id: 'steps-to-target',
    title: stepsToTargetTexts.title().text,
    claim,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      width,
      height,
      title: { text: titleLines(claim, width) },
      data: {
        values: all.map(({ batchSize, steps, interval, reached: hit }) => ({
          x: batchSize,
          y: steps,
          reached: hit,
          ...(interval !== undefined && { low: interval[0], high: interval[1] }),
        })),
      },
      layer: [
        { data: { values: line }, mark: { type: 'line', style: 'reference-rule' }, encoding: { x, y } },
        {
          data: { values: middleOf(line) },
          mark: { type: 'text', style: 'reference-label', align: 'right', baseline: 'top', dx: -6, dy: 4 },
          encoding: { x, y, text: { value: stepsToTargetTexts.perfect().text } },
        },
        {
          transform: [{ filter: 'datum.reached' }],
          mark: { type: 'line', style: 'feasible-line' },
          encoding: { x, y },
        },
        {
          transform: [{ filter: 'datum.reached && isValid(datum.low)' }],
          mark: { type: 'rule', style: 'interval' },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
        },
        {
          transform: [{ filter: 'datum.reached' }],
          mark: { type: 'point', style: 'feasible', size: 50 },
          encoding: { x, y },
        },
        {
          transform: [{ filter: '!datum.reached' }],
          mark: { type: 'point', style: 'infeasible', shape: 'triangle-up' },
          encoding: { x, y },
        },
      ],
    },
  };
}

function claimOf(reached: readonly StepsToTargetPoint[]): string {
  const [first, last] = [reached[0], reached.at(-1)];
  if (first === undefined || last === undefined) return stepsToTargetTexts.none().text;
  const least = first.batchSize;
  if (reached.length === 1) return stepsToTargetTexts.one({ least, steps: first.steps }).text;
  const rises = reached.findIndex((point, i) => i > 0 && point.steps > (reached[i - 1]?.steps ?? Infinity));
  if (rises > 0) {
    const [before, size] = [reached[rises - 1]?.batchSize ?? least, reached[rises]?.batchSize ?? least];
    return stepsToTargetTexts.rising({ size, least: before }).text;
  }
  const times = rounded(first.steps / last.steps, 2);
  return stepsToTargetTexts.claim({ least, size: last.batchSize, times, perfect: rounded(last.batchSize / least, 2) })
    .text;
}

/** From the smallest size that reached the target to the largest, or to where it leaves the plot. */
function perfectLine(reached: readonly StepsToTargetPoint[], floor: number): readonly { x: number; y: number }[] {
  const [first, last] = [reached[0], reached.at(-1)];
  if (first === undefined || last === undefined || last === first) return [];
  const work = first.batchSize * first.steps;
  const end = Math.min(last.batchSize, work / floor);
  return [
    { x: first.batchSize, y: first.steps },
    { x: end, y: work / end },
  ];
}

/** On logarithmic axes. */
function middleOf([from, to]: readonly { x: number; y: number }[]): readonly { x: number; y: number }[] {
  return from === undefined || to === undefined ? [] : [{ x: Math.sqrt(from.x * to.x), y: Math.sqrt(from.y * to.y) }];
}
