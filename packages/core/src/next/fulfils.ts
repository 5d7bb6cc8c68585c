/** Whether a line of a proposed round does what a finding asks for: one may speak for a line that is no answer to its wish. */
import type { Action } from '../insight/index.ts';
import type { About, Reason } from './proposal.ts';

export function fulfils({ about, finding }: Reason): boolean {
  return finding?.action !== undefined && answers(about, finding.action);
}

function answers(about: About, action: Action): boolean {
  switch (action.kind) {
    case 'expand-range':
    case 'shrink-range':
    case 'lower-rate':
      return about.part === 'range' && about.hyperparameter === action.hyperparameter;
    case 'fix':
      return about.part === 'fixed' && about.hyperparameter === action.hyperparameter;
    case 'add-trials':
      return about.part === 'budget' || about.part === 'scientific';
    case 'rerun-seeds':
      return about.part === 'baseline';
    case 'fewer-steps':
    case 'stretch-schedule':
      return about.part === 'length';
    case 'add-warmup':
    case 'clip-gradients':
    case 'regularize':
      return about.part === 'range';
    // No round file can.
    case 'reparameterize':
    case 'evaluate-more':
    case 'check-program':
      return false;
  }
}
