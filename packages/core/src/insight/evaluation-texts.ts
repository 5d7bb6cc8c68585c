/** What `evaluation` says. */
import { defineTexts } from '../texts/index.ts';

export const evaluationTexts = defineTexts('evaluation', {
  timed:
    'evaluations follow a clock rather than the steps: {count} of {trials} trials were evaluated at irregular steps of their own (every {least} to {greatest} {unit}s)',
  timedWhy:
    'no two trials are then compared at the same {unit}, and a slower machine evaluates more often per {unit}, so that its best is picked from more values',
  slight: 'the gaps differ little here, so the best values are hardly affected',
  unequal: 'trials were not evaluated alike: every {least} {unit}s in some, every {most} in others',
  apart:
    '{count} of {trials} trials were evaluated at {unit}s of their own, so that no two are compared at the same one',
  unequalWhy: 'the best over training is picked from more values where evaluations are more frequent, and looks better',
  regular: 'evaluate every {gap} {unit}s, counted in {unit}s and not in time, in every trial',
  few: 'trials have {median} {median|evaluation|evaluations} each: too few to see early instability or when a trial is best',
  fewWhy:
    'the first tenth of training, where instability shows, holds {early} of them; the best value may lie between two of them',
  fewDense: 'the training loss is reported more often, at {count} steps, and shows early instability',
  more: 'evaluate {evaluations} times in {maxSteps} {unit}s, every {gap}',
  moreRelative: 'evaluate {evaluations} times in every training, evenly',
  relative:
    'the trainings are of different lengths and steps are told as shares of each, so that even evaluations lie at different steps: their spacing is not judged',
  disagree:
    '{metric} and {other} put the competitive trials in different orders: which trial is best depends on the set',
  disagreeWhy:
    'the rank correlation of the better half ({count} trials) is {rho}; were it {bound} or more, one so low would come in {p} of rounds',
  best: 'trial {first} is best by {metric}; by {other} it is number {place}, and trial {second} is best',
  useFull:
    'choose by the larger set, or the one nearer to deployment; if one is part of the other, evaluate on all of it',
  small:
    '{examples} validation examples cannot order the better half of the trials: {half} of {count} lie within {difference} of the best, and sampling alone explains that',
  smallWhy:
    'a difference of {spread} between the best and the middle trial needs about {needed} examples, {times} times as many; fewer, since all trials share them, but how many fewer only predictions by example can tell',
  larger: 'validate on more examples, or take the leading trials for equal and choose the cheapest',
  noTrials:
    '{count} {count|trial|trials} with at least {evaluations} evaluations of {metric}, and {fewest} are needed to compare their steps',
  enough: 'evaluations are even, frequent enough and at the same {unit}s in all {trials} trials',
  oneSet: 'no other validation set reports a metric like {metric}, so agreement between sets cannot be judged',
  pairs:
    '{count} competitive {count|trial has|trials have} both {metric} and {other}, and {fewest} are needed to compare the sets',
  agrees: '{metric} and {other} order the competitive trials alike enough (rank correlation {rho})',
  unknownSize:
    'the number of validation examples is not known (examples: valid), so the sampling error of {metric} is not either',
  notRate: '{metric} is not a rate, so its sampling error is not known',
  resolved: 'the middle trial lies {spread} behind the best, more than sampling explains ({difference})',
});
