/** What one finding asks of the next round: the vocabulary in which rules answer. */
import type { Action, Finding } from '../insight/index.ts';
import type { Configuration, Identity, Side, Value } from '../space/index.ts';
import type { Message } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { PastRound } from './history.ts';
import type { Reason, Source } from './proposal.ts';

export type Change =
  /** Moves one end of a range, outwards or, where training breaks there, inwards. */
  | {
      readonly kind: 'end';
      readonly hyperparameter: Identity;
      readonly side: Side;
      readonly to: number;
      readonly direction: 'out' | 'in';
      readonly reason: Reason;
    }
  /** Holds it at a value. */
  | { readonly kind: 'fix'; readonly hyperparameter: Identity; readonly value: Value; readonly reason: Reason }
  /** Searches it, though it was held, over a range where it has one; over the declared one where null. */
  | {
      readonly kind: 'vary';
      readonly hyperparameter: Identity;
      readonly range: readonly [number, number] | null;
      readonly reason: Reason;
    }
  | { readonly kind: 'budget'; readonly trials: number; readonly reason: Reason }
  | { readonly kind: 'baseline-seeds'; readonly seeds: number; readonly reason: Reason }
  /**
   * Another number of steps: `sure` where every trial should have it; `first` is to be tried on the best before anything
   * else, since all later rounds hang on it; `later` may be.
   */
  | {
      readonly kind: 'steps';
      readonly maxSteps: number;
      readonly when: 'sure' | 'first' | 'later';
      readonly source: Source;
    }
  /** A change of the project or of the program, before the round. */
  | { readonly kind: 'before'; readonly message: Message }
  /** Something that stands above any round. */
  | { readonly kind: 'apart'; readonly urgent: boolean; readonly message: Message };

/** An action with the finding that asks for it. */
export interface Asked<A extends Action = Action> {
  readonly action: A;
  readonly finding: Finding;
  readonly round: PastRound;
  readonly basis: Basis;
}

/** Pure; nothing where the action no longer applies. */
export type Rule<K extends Action['kind']> = (asked: Asked<Extract<Action, { kind: K }>>) => readonly Change[];

/** The finding behind a change, as a reason carries it. */
export function sourceOf({ round, finding }: Pick<Asked, 'round' | 'finding'>): Source {
  const { code, headline, confidence, action } = finding;
  return { round: round.number, code, headline, confidence, ...(action !== undefined && { action }) };
}

/** The configurations of the trials that show a finding. */
export function shownIn({ round, finding }: Pick<Asked, 'round' | 'finding'>): readonly Configuration[] {
  return round.insight.view.ranked.flatMap(({ record }) =>
    finding.evidence.trials.includes(record.id) ? [record.configuration] : [],
  );
}
