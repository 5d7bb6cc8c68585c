/** What a decision says of itself. */
import { defineTexts } from '../texts/index.ts';

export const decisionTexts = defineTexts('decision', {
  few: '{pairs} {pairs|pair|pairs} of runs so far: at least {least} are needed to know their spread',
  nothing: 'neither gave a usable result in {pairs} pairs: see why the trials are infeasible before comparing',
  motionless:
    'every seed gave exactly the same values, so the noise between seeds is not known: check that the program uses its seed',
  unused:
    'both gave exactly the same value in each of {pairs} pairs: check that the program uses the hyperparameters that differ',
  clear:
    'better by {effect}, and the interval {low} to {high} lies above 0 after {pairs} pairs, however often one looked: enough for a change that adds complexity',
  free: 'P(better) is {p} after {pairs} pairs: enough for a change that adds no complexity',
  worse: 'P(better) is only {p} after {pairs} pairs: more would hardly turn that',
  clearImputed:
    'better after {pairs} pairs, however often one looked, where an infeasible run ({candidate} of the candidate, {baseline} of the baseline) counts as worse than all others; where both were feasible, by {effect}, interval {low} to {high}: enough for a change that adds complexity',
  clearByReliability:
    'infeasible in {candidate} of {pairs} runs, the baseline in {baseline}, which is clear enough for a change that adds complexity; too few pairs are feasible to tell by how much it is better otherwise',
  unreliable:
    'the candidate was infeasible in {candidate} of {pairs} runs and the baseline in {baseline} (between {low} and {high} percentage points more): mend that first, then compare again',
  perhapsUnreliable:
    'better where it is feasible, but infeasible in {candidate} of {pairs} runs and the baseline in {baseline} (between {low} and {high} percentage points more): more pairs would tell whether it is less reliable',
  examples:
    'better by {effect}, but on so few validation examples such a difference may be luck: more seeds cannot tell, only more examples can, or a comparison of the two example by example (both count here as if judged on examples of their own, which errs towards this answer)',
  examplesSpent:
    '{pairs} pairs are not enough: {missing}; and a difference of {effect} may be luck on so few validation examples, however many seeds there are: more examples are needed first',
  open: 'not clear after {pairs} pairs: {missing}',
  unshown:
    '{pairs} pairs show no improvement that would outweigh the added complexity: P(better) is {p}, less than {enough}',
  behind: '{pairs} pairs show no improvement: P(better) is {p}, less than 0.5',
  needed: '{pairs} pairs are not enough: {missing}; about {needed} would decide if the effect is as measured',
  spent: '{pairs} pairs are not enough: {missing}',
  missingInterval:
    'for a change that adds complexity the interval has to lie above 0, and it is {low} to {high} (P(better) is {p})',
  missingImputed:
    'for a change that adds complexity it has to be clearly better where an infeasible run ({candidate} of the candidate, {baseline} of the baseline) counts as worse than all others, and it is not (P(better) is {p})',
  missingProbability: 'P(better) is {p}, and at least {enough} is needed for a change that adds no complexity',
});
