/** The table of a round's trials: one row each, the best first. */
import { noiseOf, type JudgedTrial, type Outcome, type RoundView } from '@attune/core/insight';
import type { Configuration } from '@attune/core/space';
import type { TrialState } from '@attune/core/study';
import type { Message } from '@attune/core/texts';
import { reportTexts } from './texts.ts';

export interface TrialRow {
  readonly trial: number;
  readonly study: string;
  /** Whether it repeats the baseline under another seed. */
  readonly baseline: boolean;
  readonly outcome: Outcome['kind'];
  readonly state: Message;
  /** The rule by which it is infeasible. */
  readonly why?: Message;
  /** From 1, among feasible trials of the search; null for all others. */
  readonly rank: number | null;
  /** Best over training; null where there is none that counts. */
  readonly objective: number | null;
  /** The best of a trial that is not ranked: not ended, cut short, or infeasible later. */
  readonly unranked: number | null;
  readonly bestStep: number | null;
  /** Objective minus the mean of the baseline's feasible trials. */
  readonly difference: number | null;
  readonly seed: number;
  readonly configuration: Configuration;
  readonly note: string;
}

/** Feasible trials by objective, then those that have not ended, were cut short, are infeasible, failed. */
export function trialRows(view: RoundView, notes: Readonly<Record<number, string>>): readonly TrialRow[] {
  const mean = baselineMean(view)?.value ?? null;
  const ranks = new Map(view.ranked.map((trial, index) => [trial.record.id, index + 1]));
  const sign = view.round.objective.direction === 'minimize' ? 1 : -1;
  return [...view.search, ...view.baseline]
    .map((trial) => rowOf(trial, ranks.get(trial.record.id) ?? null, mean, notes[trial.record.id] ?? ''))
    .sort(
      (a, b) =>
        order.indexOf(a.outcome) - order.indexOf(b.outcome) ||
        sign * ((a.objective ?? 0) - (b.objective ?? 0)) ||
        a.trial - b.trial,
    );
}

/**
 * Mean objective of the baseline's feasible trials, those of earlier rounds among them, and how many there are; null where
 * there are none. What the findings compare with.
 */
export function baselineMean(view: RoundView): { readonly value: number; readonly seeds: number } | null {
  const noise = noiseOf(view, view.round.objective.metric);
  return noise === null || noise.mean === null ? null : { value: noise.mean, seeds: noise.baseline.length };
}

const order: readonly Outcome['kind'][] = ['feasible', 'pending', 'censored', 'infeasible', 'failed'];

function rowOf(trial: JudgedTrial, rank: number | null, mean: number | null, note: string): TrialRow {
  const { record, study, outcome } = trial;
  const feasible = outcome.kind === 'feasible' ? outcome : null;
  return {
    trial: record.id,
    study: study.name,
    baseline: study.purpose === 'baseline',
    outcome: outcome.kind,
    state: stateOf(outcome, record.state),
    ...(outcome.kind === 'infeasible' && { why: outcome.why }),
    rank,
    objective: feasible?.objective ?? null,
    unranked: unrankedBest(outcome),
    bestStep: feasible?.bestStep ?? null,
    difference: feasible !== null && mean !== null ? feasible.objective - mean : null,
    seed: record.seed,
    configuration: record.configuration,
    note,
  };
}

function stateOf(outcome: Outcome, state: TrialState): Message {
  switch (outcome.kind) {
    case 'feasible':
      return reportTexts.stateFeasible();
    case 'infeasible':
      return reportTexts.stateInfeasible();
    case 'censored':
      return outcome.reason === 'stopped' ? reportTexts.stateStopped() : reportTexts.stateTimedOut();
    case 'failed':
      return reportTexts.stateFailed({ reason: outcome.reason });
    case 'pending':
      if (state.status === 'running') return reportTexts.stateRunning();
      return state.status === 'paused' ? reportTexts.statePaused() : reportTexts.stateWaiting();
  }
}

function unrankedBest(outcome: Outcome): number | null {
  switch (outcome.kind) {
    case 'feasible':
    case 'failed':
      return null;
    case 'infeasible':
      return outcome.earlierBest?.value ?? null;
    case 'censored':
    case 'pending':
      return outcome.soFar?.value ?? null;
  }
}
