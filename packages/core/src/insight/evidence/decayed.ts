/**
 * Has training come to rest with its learning rate? Where the rate falls to next to nothing, the best comes last at any length;
 * that says something of the length only where the last tenth still brings much.
 *
 *   rest   the last reported rate over its largest
 *   gain   what the last tenth of training improves the best by, over all since the first tenth: a ninth is an even pace
 */
import { extent, median, rounded } from '../../numeric/index.ts';
import { better, type Curve } from '../../study/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import type { JudgedTrial, RoundView } from '../view.ts';
import { percent } from './percent.ts';
import { rateCurveOf, rateScheduleOf } from './rate-schedule.ts';

/** Schedules that end at a tenth of their peak or less have decayed. */
const decayedTo = 0.1;
/** A third of an even pace, as much as a curve that counts as flat may change (docs/diagnoses.md). */
const little = 1 / 27;

export const decayedTexts = defineTexts('decayed', {
  rests:
    'the learning rate falls to {rest} of its peak or less, and the last tenth of training brings {gain} of what came after the first tenth: the best comes last because training comes to rest with the rate, which says nothing of the length',
});

/** Why a late best says nothing; null where it may: a rate that stays up, is not known, or a last tenth that brings much. */
export function decayedOut({ round }: RoundView, trials: readonly JudgedTrial[]): Message | null {
  const rests = trials.map(({ record }) => restOf(rateScheduleOf(record).kind === 'falling', rateCurveOf(record)));
  const [, rest] = extent(rests);
  if (trials.length === 0 || !(rest <= decayedTo)) return null;
  const gains = trials.flatMap(({ record }) => {
    const curve = record.curves.find(({ metric }) => metric === round.objective.metric);
    const bests = curve === undefined ? [] : [0.1, 0.9, 1].map((share) => bestUntil(curve, share));
    const [early, late, end] = bests.map((value) => value ?? NaN);
    const gain = Math.abs((late ?? NaN) - (end ?? NaN)) / Math.abs((early ?? NaN) - (end ?? NaN));
    return Number.isFinite(gain) ? [gain] : [];
  });
  const gain = median(gains);
  if (!(gain <= little)) return null;
  return decayedTexts.rests({ rest: rounded(rest, 1), gain: percent(gain) });

  function bestUntil({ steps, values }: Curve, share: number): number | null {
    let best: number | null = null;
    for (let i = 0; i < values.length && (steps[i] ?? Infinity) <= share * round.maxSteps; i++) {
      const value = values[i] ?? NaN;
      if (Number.isFinite(value) && (best === null || better(round.objective.direction, value, best))) best = value;
    }
    return best;
  }
}

function restOf(falls: boolean, curve: Curve | undefined): number {
  const values = curve?.values.filter((value) => Number.isFinite(value)) ?? [];
  return falls ? (values.at(-1) ?? Infinity) / extent(values)[1] : Infinity;
}
