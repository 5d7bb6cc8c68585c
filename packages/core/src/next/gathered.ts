/**
 * What all findings of all rounds ask of the next one, each heard only while no later round has overruled it, and of training
 * only in the branch that is gone on with.
 */
import type { FixedEntry } from '../design/index.ts';
import type { Action, Finding } from '../insight/index.ts';
import type { Basis } from './basis.ts';
import { shownIn, type Asked, type Change } from './change.ts';
import type { PastRound } from './history.ts';
import { changesOf } from './rules/index.ts';

/** `held` is what the next round holds of what was compared. */
export function gathered(basis: Basis, held: readonly FixedEntry[]): readonly Change[] {
  return basis.rounds.flatMap((round) =>
    round.insight.findings.flatMap(withOwn).flatMap((finding) => {
      const { action } = finding;
      if (action === undefined || !stands(action, round, basis)) return [];
      const asked: Asked = { action, finding, round, basis };
      return remedies.has(action.kind) && isElsewhere(asked, held) ? [] : changesOf(asked);
    }),
  );
}

/** What mends training, where it needs it. */
const remedies: ReadonlySet<Action['kind']> = new Set(['regularize', 'add-warmup', 'clip-gradients']);

/** Whether all trials that show it have another value than the one that is held. */
function isElsewhere(asked: Asked, held: readonly FixedEntry[]): boolean {
  const shown = shownIn(asked);
  return (
    shown.length > 0 &&
    held.some(({ hyperparameter: id, value }) => shown.every((own) => own[id] !== undefined && own[id] !== value))
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
