/** Runs of two configurations under the same seeds: what a comparison has to go by. */
import type { Outcome } from '../insight/index.ts';

/** What a run says of its configuration: nothing, where it has not ended or was lost or cut short. */
export type RunResult =
  | { readonly kind: 'feasible'; readonly value: number }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'pending' };

export interface Run {
  readonly trial: number;
  readonly result: RunResult;
}

export interface Pair {
  readonly seed: number;
  readonly candidate: Run;
  readonly baseline: Run;
}

/** The analysis' judgement of a trial, for a comparison: a configuration that gives no usable result counts as that. */
export function runResult(outcome: Outcome): RunResult {
  switch (outcome.kind) {
    case 'feasible':
      return { kind: 'feasible', value: outcome.objective };
    case 'infeasible':
    case 'pending':
      return { kind: outcome.kind };
    case 'censored':
    case 'failed':
      return { kind: 'lost' };
  }
}

/** Whether both runs say something of their configurations. */
export function isJudgedPair({ candidate, baseline }: Pair): boolean {
  return [candidate, baseline].every(({ result }) => result.kind === 'feasible' || result.kind === 'infeasible');
}
