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
  unreliable:
    'the candidate was infeasible in {candidate} of {pairs} runs and the baseline in {baseline}: mend that first, then compare again',
  examples:
    'seeds alone would decide (better by {effect}), but on so few validation examples such a difference may be luck (interval {low} to {high}): more seeds cannot tell, only more examples can',
  open: 'not clear after {pairs} pairs: P(better) is {p}',
  unshown: '{pairs} pairs show no improvement that would outweigh the added complexity: P(better) is {p}',
  behind: '{pairs} pairs show no improvement: P(better) is {p}',
  needed: '{pairs} pairs are not enough: P(better) is {p}; about {needed} would decide if the effect is as measured',
  spent: '{pairs} pairs are not enough: P(better) is {p}',
});
