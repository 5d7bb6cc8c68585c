/** What all findings of all rounds ask of the next one, each heard only while no later round has overruled it. */
import type { Action, Finding } from '../insight/index.ts';
import type { Basis } from './basis.ts';
import type { Asked, Change } from './change.ts';
import type { PastRound } from './history.ts';
import { changesOf } from './rules/index.ts';

export function gathered(basis: Basis): readonly Change[] {
  return basis.rounds.flatMap((round) =>
    round.insight.findings
      .flatMap(withOwn)
      .flatMap((finding) =>
        finding.action !== undefined && stands(finding.action, round, basis)
          ? changesOf({ action: finding.action, finding, round, basis } satisfies Asked)
          : [],
      ),
  );
}

/** Several findings of one question may be told as one; those of another question are told because they ask for nothing more. */
function withOwn(finding: Finding): readonly Finding[] {
  return [finding, ...(finding.also ?? []).filter(({ code }) => code === finding.code)];
}

/** On a hyperparameter the latest round that varied it speaks; on everything else the latest search. */
function stands(action: Action, round: PastRound, basis: Basis): boolean {
  switch (action.kind) {
    case 'expand-range':
    case 'shrink-range':
    case 'lower-rate':
    case 'fix':
      return basis.variedIn.get(action.hyperparameter) === round.number;
    case 'reparameterize':
      return basis.variedIn.get(action.hyperparameters[0]) === round.number;
    case 'add-trials':
    case 'fewer-steps':
    case 'stretch-schedule':
    case 'rerun-seeds':
    case 'add-warmup':
    case 'clip-gradients':
    case 'regularize':
    case 'evaluate-more':
    case 'check-program':
      return round.number === basis.last.number;
  }
}
