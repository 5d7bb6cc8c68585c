/** What the question of the stability edge says. */
import { defineTexts } from '../texts/index.ts';

export const stabilityEdgeTexts = defineTexts('stability-edge', {
  above: 'the best trials lie right below the limit of stable training ({quantity} = {threshold})',
  line: 'the best trials lie right below the limit of stable training in {hyperparameter} and {partner}',
  aboveCoarse: 'the best trials are among the nearest to the limit of stable training ({quantity} = {threshold})',
  lineCoarse: 'the best trials are among the nearest to the limit of stable training in {hyperparameter} and {partner}',
  region: 'beyond that limit {inside} of {insideCount} trials are infeasible, short of it {outside} of {outsideCount}',
  factor: 'the {top} best trials lie within a factor of {factor} of the limit on average',
  coarse:
    'trials are few there: the nearest of all lie within a factor of {factor} on average, so that the best rate may lie that far below the limit',
  nearer: 'of {count} feasible trials short of it, {farther} % lie farther from it than the {top} best do on average',
  chance: 'if how good a trial is had nothing to do with how near it lies, the best would lie as near in {p} of rounds',
  cause:
    'so instability, and not the rate as such, is likely what limits the result: rates that break training now may do better once it is steadier',
  adaptive: 'the search was adaptive: it samples where results were good, so nearness to the limit is weaker evidence',
  warmup:
    'try a warmup of {steps} {unit}s with learning rates up to ten times as high, and gradient clipping where the loss still leaps; a lower rate is the last resort',
  clip: 'clip gradients at a norm of {threshold}, which 90 % of those of the best trials stay below, with learning rates up to ten times as high; warmup is the other remedy, and a lower rate the last resort',
  noRate: 'no search varies a known learning rate (a hyperparameter with `meaning: learning-rate`)',
  noRegion: 'no region is known in which higher learning rates fail, so there is no limit to lie beside',
  few: '{count} feasible {count|trial|trials} short of the limit of {quantity} are too few: {fewest} are needed',
  far: 'the best trials do not lie beside the limit of {quantity}',
  turns:
    'the best trials lie near the limit of {quantity}, but those still nearer to it are worse again: the best rate lies short of it',
  byChance: 'the best trials lie near the limit of {quantity}, but no more clearly than chance would have it (p = {p})',
});
