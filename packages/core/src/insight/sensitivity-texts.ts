/** What the question of sensitivity says. */
import { defineTexts } from '../texts/index.ts';

export const sensitivityTexts = defineTexts('sensitivity', {
  leads: '{first} matters most, over all feasible trials and among the better half of them',
  flips: '{first} matters most over the feasible trials; among the better half of them: {competitive}',
  feasibleLead: '{first} matters most over the feasible trials',
  shared: '{names} matter over the feasible trials; which of them most, these trials cannot tell',
  competitiveOnly: '{names} {count|matters|matter} among the better half of the feasible trials',
  feasible: 'over the {count} feasible trials: {shares} of the variance of the ranks of {metric}',
  competitive: 'among the {count} better ones: {shares}',
  feasibleNone: 'over the {count} feasible trials none stands out from chance',
  competitiveNone: 'among the {count} better ones none stands out from chance',
  others: 'no more than chance would show: {names}',
  left: '{count} infeasible {count|trial is|trials are} left out: what separates them from the others is a question of its own',
  meaning:
    'a share is what one hyperparameter explains alone; its interval, in parentheses, is to hold the true share in 9 of 10 studies',
  rough:
    'what {names} does is no smooth curve: the share is what a smooth one explains, and the upper end what a finer one may',
  seeds:
    'trials of one configuration under several seeds count once, by their mean: {trials} feasible trials of {count} configurations',
  branch: 'shares of {names} are among the trials that have it',
  adaptive:
    'the search was adaptive: it samples where results were good, so what matters elsewhere shows less than in a quasi-random search',
  pair: 'what {first} does depends on {second}',
  pairs:
    '{first} and {second}: {share} of the variance over the {count} feasible trials, beyond what each explains alone',
  pairChance: 'if effects simply added up, an interaction as clear would be found in {p} of studies',
  together: 'tune {first} and {second} together: after a change of one, tune the other again',
  fix: '{names} may be fixed next time',
  fixOne: '{hyperparameter} may be fixed next time',
  fixWhy:
    'among the {count} better feasible trials, {hyperparameter} explains less than {bound} of the variance, its interactions with what matters most included',
  fixRange: 'this holds for the values that were sampled there, {low} to {high}',
  fixOutside: 'over all feasible trials {hyperparameter} does matter ({share}): keep to these values',
  fixAt: 'fix {setting}, as in trial {trial}, the best, and leave the trials to what matters',
  few: '{count} feasible {count|trial|trials}, and {fewest} are needed to tell an effect from chance',
  flat: 'every feasible trial has the same {metric}',
  one: 'only one hyperparameter varies, so there is nothing to compare it with',
  none: 'no hyperparameter stands out from chance over {count} feasible trials; any of them may still explain up to {high} % of the variance',
  competitiveFew:
    'the better half of {count} feasible trials is too small to say what matters among competitive trials, or what may be fixed',
  noPair: 'no interaction stands out from chance',
  noneFixable:
    'nothing may be fixed with certainty: among the competitive trials {names} {count|may|may each} explain {least} % or more of the variance',
  allMatter:
    'nothing may be fixed: every hyperparameter matters, interacts, or is a learning rate, which is fixed last',
});
