/**
 * Two shapes of the training loss that tell on which side of the good learning rates a trial lies (method D15): one far
 * behind the best and still falling was too slow, one far behind and flat early on was too fast.
 *
 *   L(f)     training loss at fraction f of the trial's reports, the median of five around it
 *   r(f)     median of L(f) over the best three trials
 *   behind   L(0.6) > r(0.25): at three fifths not where the best were at a quarter
 *   still falling   behind at the end too, and L(0.75) − L(1) is over a tenth of all that it fell, and beyond its noise
 *   flat     behind, and from 0.25 to 0.6 less than a twentieth of all that it fell until then was gained
 *
 * Each shape is told where it lies on its side of the rate more than chance would put it there (`whereabouts.ts`), and plainly.
 */
import { median } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { lateNoiseOf } from '../evidence/late-noise.ts';
import { bestCount } from '../evidence/prevalence.ts';
import { trainingLossOf } from '../evidence/training.ts';
import { whereaboutsOf } from '../evidence/whereabouts.ts';
import type { Finding } from '../finding.ts';
import type { InsightOptions } from '../options.ts';
import type { Answer } from '../question.ts';
import type { JudgedTrial, RoundView } from '../view.ts';

const fewestReports = 10;
const window = 2;
const stillFalling = 0.1;
const flat = 0.05;
/** Beyond the threshold at least this share of the trials has the shape, and so many times the share on this side of it. */
const many = 0.3;
const times = 3;
/** A last quarter's fall of so many standard deviations of a report is no accident. */
const beyondNoise = 3;

export const rateShapesTexts = defineTexts('curve-shapes.rate', {
  high: 'a high {hyperparameter} stops early at a high training loss: {shown} of {count} trials above {threshold}, otherwise {outside} of {outsideCount}',
  low: 'a low {hyperparameter} falls slowly and is far behind at the end: {shown} of {count} trials below {threshold}, otherwise {outside} of {outsideCount}',
  highWhy:
    'at three fifths of training they are behind where the best three were at a quarter, and nearly flat since then',
  lowWhy: 'at the end they are behind where the best three were at a quarter, and still falling',
  few: 'no training loss with {fewest} reports in enough trials to tell rates that are too high or too low by their curves',
  none: 'no side of the learning rate holds the trials whose training loss is flat early, or still falling far behind',
});

type Shape = 'flat' | 'falling' | null;

export function rateShapes(view: RoundView, options: InsightOptions): Answer {
  const levels = new Map<number, Levels>();
  for (const { record } of view.ranked) {
    const curve = trainingLossOf(record, view.round.objective);
    const own = curve === undefined ? null : levelsOf(curve.values);
    if (own !== null) levels.set(record.id, own);
  }
  const told = view.ranked.filter(({ record }) => levels.has(record.id));
  const best = told.slice(0, bestCount).flatMap(({ record }) => levels.get(record.id)?.quarter ?? []);
  if (best.length < bestCount || told.length <= 2 * bestCount) {
    return { findings: [], silent: [rateShapesTexts.few({ fewest: fewestReports })] };
  }
  const reference = median(best);
  const shapeOf = ({ record }: JudgedTrial): Shape => {
    const own = levels.get(record.id);
    return own === undefined ? null : shape(own, reference);
  };
  const findings = (['flat', 'falling'] as const).flatMap((which): Finding[] => {
    const shown = (trial: JudgedTrial): boolean => shapeOf(trial) === which;
    const where = whereaboutsOf(view, told, shown, {
      label: `rate-${which}`,
      // Two questions share what one may err.
      options: { ...options, falseAlarms: options.falseAlarms / 2 },
      only: 'learning-rate',
    });
    if (where?.split.where.side !== (which === 'flat' ? 'above' : 'below')) return [];
    const { inside, outside, p } = where.split;
    const share = inside.infeasible / inside.count;
    if (share < many || share * outside.count < times * outside.infeasible) return [];
    const names = {
      hyperparameter: where.hyperparameter.id,
      threshold: where.threshold,
      shown: inside.infeasible,
      count: inside.count,
      outside: outside.infeasible,
      outsideCount: outside.count,
    };
    return [
      {
        code: 'curve-shapes',
        severity: 'note',
        confidence: Math.min(0.99, 1 - 2 * p),
        headline: which === 'flat' ? rateShapesTexts.high(names) : rateShapesTexts.low(names),
        explanation: [which === 'flat' ? rateShapesTexts.highWhy() : rateShapesTexts.lowWhy()],
        values: { shape: which === 'flat' ? 'early-plateau' : 'slow-fall', hyperparameter: where.hyperparameter.id },
        evidence: {
          trials: told.filter(shown).map(({ record }) => record.id),
          numbers: { shown: inside.infeasible, count: inside.count, outside: outside.infeasible, p },
          figure: `axis:${where.hyperparameter.id}`,
        },
      },
    ];
  });
  return { findings, silent: findings.length === 0 ? [rateShapesTexts.none()] : [] };
}

interface Levels {
  readonly start: number;
  readonly quarter: number;
  readonly later: number;
  readonly late: number;
  readonly end: number;
  readonly noise: number;
}

function levelsOf(values: readonly number[]): Levels | null {
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length < fewestReports) return null;
  const at = (fraction: number): number => {
    const middle = Math.min(finite.length - 1 - window, Math.max(window, Math.round(fraction * finite.length)));
    return median(finite.slice(middle - window, middle + window + 1));
  };
  const noise = lateNoiseOf({ metric: '', steps: [], values: finite })?.deviation ?? 0;
  return { start: finite[0] ?? NaN, quarter: at(0.25), later: at(0.6), late: at(0.75), end: at(1), noise };
}

function shape({ start, quarter, later, late, end, noise }: Levels, reference: number): Shape {
  if (!(later > reference)) return null;
  if (end > reference && late - end > stillFalling * (start - end) && late - end > beyondNoise * noise)
    return 'falling';
  return quarter - later < flat * Math.max(0, start - later) ? 'flat' : null;
}
