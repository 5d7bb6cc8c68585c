/**
 * The best of fewer trials than a study holds (method D2): for each number of trials a box from the lower to the upper
 * quartile of the best of so many drawn ones, with its median, and a whisker that holds nine draws of ten; the star is the
 * best of all. The shaded band reaches from it as far as one standard deviation between seeds. Up to half of the trials:
 * draws of more mostly share the same best.
 */
import {
  bestOf,
  budgetsOf,
  enoughOf,
  enoughShare,
  noiseOf,
  sampledOf,
  widest,
  type BestOf,
  type RoundView,
  type Sampled,
} from '../insight/index.ts';
import { extent, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Figure, Specification } from './figure.ts';
import { tickLabel } from './log-ticks.ts';
import { star } from './shapes.ts';
import { titleLines } from './title.ts';

const width = 340;
const height = 190;
const boxWidth = 14;
/** Boxes to a doubling of the number of trials. */
const perDoubling = 2;
/** From so many trials on, numbers of four digits stand under the boxes. */
const crowded = 2000;
/** Fewer boxes show no course. */
const fewest = 3;
/** Of the extent, beyond the best on the one side and the quartiles on the other. */
const margin = 0.06;

export const densityFigureTexts = defineTexts('density-figure', {
  title: 'best of fewer trials',
  titleOf: 'best of fewer trials, {study}',
  enough: 'the best of about {enough} trials comes within the noise between seeds (shaded) of the best of all {count}',
  short:
    'the best of a third of the {count} trials stays behind the best of all by more than the noise between seeds (shaded)',
  unmeasured:
    'what fewer than all {count} trials would have found: the best of {half} varies by {search} from search to search',
  x: 'trials drawn (of {count})',
});

/** One for each search study that is a sample of its space; the study is named where there are several. */
export function densityFigures(view: RoundView): readonly Figure[] {
  const studies = sampledOf(view).filter(({ study }) => !study.adaptive);
  return studies.flatMap((sampled) => {
    const figure = densityFigure(view, sampled, studies.length > 1);
    return figure === null ? [] : [figure];
  });
}

function densityFigure(view: RoundView, sampled: Sampled, several: boolean): Figure | null {
  const { study, results, count, ranked } = sampled;
  const [best] = ranked;
  const boxes = budgetsOf(results, count, perDoubling).flatMap((draw): Box[] => {
    const box = boxOf(draw);
    return box === null ? [] : [box];
  });
  if (best === undefined || boxes.length < fewest) return null;
  const seed = noiseOf(view, view.round.objective.metric)?.deviation ?? null;
  const claim = claimOf(sampled, seed).text;
  const { title, titleOf } = densityFigureTexts;
  return {
    id: `density:${study.name}`,
    title: several ? titleOf({ study: study.name }).text : title().text,
    claim,
    spec: specification({ view, count, boxes, best: best.outcome.objective, trial: best.record.id, seed, claim }),
  };
}

/** Of the quartiles `y` and `y2`, `y2` the better. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly y2: number;
  readonly middle: number;
  readonly worst: number;
  readonly least: number;
}

/** Null where a whisker has no end: too many draws hold no feasible trial. */
function boxOf({ trials, reached }: BestOf): Box | null {
  const [least, y2, middle, y, worst] = [0.05, 0.25, 0.5, 0.75, 0.95].map(reached);
  if (least === undefined || y2 === undefined || middle === undefined || y === undefined || worst === undefined) {
    return null;
  }
  return { x: trials, y, y2, middle, worst, least };
}

function claimOf({ results, count }: Sampled, seed: number | null): Message {
  if (seed === null || seed === 0) {
    const half = widest(count);
    const { deviation } = bestOf(results, count, half);
    return densityFigureTexts.unmeasured({ count, half, search: rounded(deviation, 2) });
  }
  const enough = enoughOf(results, count, seed, enoughShare * count);
  return enough === null ? densityFigureTexts.short({ count }) : densityFigureTexts.enough({ enough, count });
}

interface Plot {
  readonly view: RoundView;
  readonly count: number;
  readonly boxes: readonly Box[];
  readonly best: number;
  readonly trial: number;
  readonly seed: number | null;
  readonly claim: string;
}

function specification({ view, count, boxes, best, trial, seed, claim }: Plot): Specification {
  const { metric, direction } = view.round.objective;
  const sign = direction === 'minimize' ? 1 : -1;
  const band = seed === null || seed === 0 ? null : best + sign * seed;
  const domain = domainOf([best, ...boxes.map(({ y }) => y), ...(band === null ? [] : [band])]);
  const [first] = boxes;
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { type: 'log', base: 2, domain: [(first?.x ?? 1) / 1.25, count * 1.25], nice: false },
    axis: {
      title: densityFigureTexts.x({ count }).text,
      values: [...ticksOf(boxes, count), count],
      format: 'd',
      labelOverlap: false,
    },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { domain, zero: false, nice: false },
    axis: { title: metric, labelExpr: tickLabel, tickCount: 5 },
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    title: { text: titleLines(claim, width) },
    data: { values: boxes },
    layer: [
      ...(band === null
        ? []
        : [
            {
              data: { values: [{ y: best, y2: band }] },
              mark: { type: 'rect', style: 'band' },
              encoding: { y, y2: { field: 'y2' } },
            },
          ]),
      {
        mark: { type: 'rule', style: 'muted', strokeWidth: 1.5, clip: true },
        encoding: { x, y: { ...y, field: 'least' }, y2: { field: 'worst' } },
      },
      {
        mark: { type: 'bar', style: 'bar', size: boxWidth, clip: true, tooltip: { content: 'data' } },
        encoding: { x, y, y2: { field: 'y2' } },
      },
      {
        mark: { type: 'tick', style: 'best', size: boxWidth, thickness: 2.5, orient: 'horizontal', clip: true },
        encoding: { x, y: { ...y, field: 'middle' } },
      },
      {
        data: { values: [{ x: count, y: best, trial }] },
        layer: [
          { mark: { type: 'point', style: 'best', shape: star, tooltip: { content: 'data' } }, encoding: { x, y } },
          {
            mark: {
              type: 'text',
              style: 'best-label',
              align: 'center',
              baseline: sign > 0 ? 'bottom' : 'top',
              dy: sign > 0 ? -8 : 8,
            },
            encoding: { x, y, text: { field: 'trial' } },
          },
        ],
      },
    ],
  };
}

/** Every box; where their numbers are too long to stand beside each other, those a doubling from the largest. */
function ticksOf(boxes: readonly Box[], count: number): readonly number[] {
  const each = count < crowded ? 1 : perDoubling;
  return boxes.flatMap(({ x }, i) => ((boxes.length - 1 - i) % each === 0 ? [x] : []));
}

function domainOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = extent(values);
  const reach = high > low ? high - low : Math.max(Math.abs(low) * 0.1, 1e-6);
  // Room for the star's label, which stands off the boxes.
  return [low - 2 * margin * reach, high + 2 * margin * reach];
}
