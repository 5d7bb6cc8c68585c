/**
 * Which trials a diagnosis says something of, so that a question and its figure look at the same ones: those with a result
 * where the result is at stake, the competitive where steps are, all that ended where the result itself may be missing.
 */
import type { DiagnosisCode } from '../../diagnosis/index.ts';
import type { TrialRecord } from '../record.ts';
import { isJudged, type JudgedTrial, type RankedTrial, type RoundView } from '../view.ts';
import { breakdownOf } from './breakdown.ts';
import { competitiveOf, prevalenceOf, type Prevalence } from './prevalence.ts';
import { rateScheduleOf } from './rate-schedule.ts';

/** A trial that ended before this share of `max_steps` was stopped for another reason: at a target, by a limit. */
const whole = 0.95;

/** How prevalent one diagnosis is among the trials that it counts for. */
export function prevalent(view: RoundView, code: DiagnosisCode): Prevalence {
  switch (code) {
    case 'overfitting':
    case 'training-loss-rising':
      return prevalenceOf(view, view.ranked, [code]);
    case 'late-variance':
      // Jumps of another metric do not blur the comparison.
      return prevalenceOf(view, view.ranked, [code], ({ metric }) => metric === view.round.objective.metric);
    case 'loss-spike':
    case 'periodic':
      // Where the learning rate comes and goes, so does what it moves.
      return prevalenceOf(view, view.ranked, [code], (_, { record }) => rateScheduleOf(record).kind !== 'cyclic');
    case 'still-improving':
    case 'saturated':
      return prevalenceOf(view, endedOf(view), [code]);
    case 'stuck-at-chance':
      return prevalenceOf(view, endedSearch(view), [code]);
    case 'never-learns':
      // What is at chance is said to be there, and nothing else.
      return prevalenceOf(view, endedSearch(view), [code], (_, { record }) => !isAtChance(view, record));
    case 'early-instability':
      // What never leaves chance does not begin badly, it does not begin; a breakdown is the matter of another question.
      return prevalenceOf(view, endedSearch(view), [code], (_, { record }) => begins(view, record));
    case 'diverged':
      // With a number that is not finite it is the matter of another question.
      return prevalenceOf(view, endedSearch(view), [code], (_, { record }) => !breaksDown(view, record));
  }
}

function isAtChance({ diagnoses }: RoundView, record: TrialRecord): boolean {
  return (diagnoses.get(record.id) ?? []).some(({ code }) => code === 'stuck-at-chance');
}

function begins(view: RoundView, record: TrialRecord): boolean {
  const codes = (view.diagnoses.get(record.id) ?? []).map(({ code }) => code);
  return !codes.includes('stuck-at-chance') && !codes.includes('never-learns') && !breaksDown(view, record);
}

/** Competitive trials that trained for all their steps: one that was cut short still improves by nature, or was stopped for being flat. */
export function endedOf(view: RoundView): readonly RankedTrial[] {
  return competitiveOf(view).filter(({ outcome }) => outcome.lastStep >= whole * view.round.maxSteps);
}

function endedSearch({ search }: RoundView): readonly JudgedTrial[] {
  return search.filter(isJudged);
}

function breaksDown({ round }: RoundView, record: TrialRecord): boolean {
  return breakdownOf(record, round.objective) !== null;
}
