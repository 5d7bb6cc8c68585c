/** What the question of edges says. */
import { defineTexts } from '../texts/index.ts';

export const boundaryTexts = defineTexts('boundary', {
  high: 'the best trials crowd the upper part of {hyperparameter}, towards its edge at {edge}',
  low: 'the best trials crowd the lower part of {hyperparameter}, towards its edge at {edge}',
  maybeHigh: 'the best values of {hyperparameter} may lie at its upper edge ({edge}) or beyond',
  maybeLow: 'the best values of {hyperparameter} may lie at its lower edge ({edge}) or beyond',
  longer: 'longer training does better, up to the longest searched ({hyperparameter} = {edge}): that is to be expected',
  shorter: 'the shortest training searched does best ({hyperparameter} = {edge})',
  top: 'the {top} best of {count} feasible trials have {hyperparameter} = {values}, in a search from {low} to {high}',
  region: 'the best {region} lie on average at {place} % of the way from the lower edge to the upper',
  trend:
    'once the other hyperparameters are allowed for, scores of ranks are higher at this edge than at the other; if no hyperparameter mattered, a trend as clear at any edge would appear in {p} of studies',
  rises:
    'a fit to all trials still rises at the edge itself, whatever the one nearest to it did: were results flat there, so steep a slope would be fitted in {flat} of studies',
  unsure:
    'whether they still rise at the edge itself is not clear: were they flat there, so steep a slope would be fitted in {flat} of studies; the best may lie inside the range, close to the edge',
  configurations:
    'trials of one configuration under several seeds count once, by their mean: {trials} trials of {count} configurations',
  length:
    'the length of training is what a trial costs, and no setting to search for its best value: that more of it helps does not make it worth its cost',
  of: '{study}: {headline}',
  adaptive:
    'the search was adaptive: it samples where results were good, so a trend towards an edge is weaker evidence than in a quasi-random search',
  expand: 'search {hyperparameter} from {low} to {high} in the next round',
  perhaps: 'where it costs little, search {hyperparameter} from {low} to {high} in the next round',
  stretch:
    'hold the length fixed, and run the best configuration once with its schedule stretched to {maxSteps} {unit}s, to see whether the longer schedule pays',
  cut: 'before searching shorter ones, see what makes longer training worse: overfitting, or a schedule that ends early',
  extend: 'add a value of {hyperparameter} beyond {edge}, if there is one',
  few: 'study {study}: {count} feasible {count|trial|trials} with {hyperparameter}, and at least {fewest} are needed to tell a trend towards an edge from chance',
  flat: 'study {study}: every feasible trial has the same objective or the same {hyperparameter}, so no edge can be told',
  inside:
    'study {study}: results are better towards the edge {edge} of {hyperparameter}, but fitted on their own scale they fall again at the edge itself: the best lies inside the range',
  clear: 'study {study}: results do not improve up to an edge of {hyperparameter}',
  chance:
    'study {study}: results improve towards the edge {edge} of {hyperparameter}, but no more clearly than chance would have it (p = {p})',
  limit: 'study {study}: results improve up to {edge}, the natural limit of {hyperparameter}: there is nothing beyond',
  unstable:
    'study {study}: results improve up to the edge of {hyperparameter} ({edge}), but {infeasible} of the {count} trials along that edge are infeasible: a matter of stability, not of the range',
});
