/** What a finding's action would do, in words for its button; the numbers it carries are the analysis's own. */
import { defineTexts, type Message } from '@attune/core/texts';
import type { Action } from '@attune/core/insight';
import { numberText } from '../../parts/number-text.ts';

export const actionTexts = defineTexts('dashboard-action', {
  expand: 'Widen {hyperparameter} to {low} – {high}',
  shrink: 'Narrow {hyperparameter} to {low} – {high}',
  trials: 'Run {trials} more {trials|trial|trials}',
  steps: 'Train for {steps} steps',
  seeds: 'Run it again with {seeds} {seeds|seed|seeds}',
  reparameterize: 'Search {first} and {second} together',
  warmup: 'Add {steps} steps of warmup',
  clip: 'Clip gradients at {threshold}',
  lower: 'Search {hyperparameter} below {below}',
  regularize: 'Regularise more',
  evaluate: 'Evaluate {evaluations} times in a run',
  check: 'Check the training program',
  fix: 'Fix {hyperparameter} next time',
});

/** Whether a round could carry it out, rather than a person in the training program. */
export function isForRound({ kind }: Action): boolean {
  return !['check-program', 'evaluate-more', 'clip-gradients', 'regularize'].includes(kind);
}

export function actionWords(action: Action): Message {
  switch (action.kind) {
    case 'expand-range':
    case 'shrink-range': {
      const [low, high] = action.range;
      const values = { hyperparameter: action.hyperparameter, low: numberText(low), high: numberText(high) };
      return action.kind === 'expand-range' ? actionTexts.expand(values) : actionTexts.shrink(values);
    }
    case 'add-trials':
      return actionTexts.trials({ trials: action.trials });
    case 'fewer-steps':
    case 'stretch-schedule':
      return actionTexts.steps({ steps: action.maxSteps });
    case 'rerun-seeds':
      return actionTexts.seeds({ seeds: action.seeds });
    case 'reparameterize': {
      const [first, second] = action.hyperparameters;
      return actionTexts.reparameterize({ first, second });
    }
    case 'add-warmup':
      return actionTexts.warmup({ steps: action.steps });
    case 'clip-gradients':
      return actionTexts.clip({ threshold: numberText(action.threshold) });
    case 'lower-rate':
      return actionTexts.lower({ hyperparameter: action.hyperparameter, below: numberText(action.below) });
    case 'regularize':
      return actionTexts.regularize();
    case 'evaluate-more':
      return actionTexts.evaluate({ evaluations: action.evaluations });
    case 'check-program':
      return actionTexts.check();
    case 'fix':
      return actionTexts.fix({ hyperparameter: action.hyperparameter });
  }
}
