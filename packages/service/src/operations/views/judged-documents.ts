/** Trials as documents show them, with what each result is worth: by the rules of the analysis, not by its end alone. */
import { defaultOptions, outcomeAlone, type Outcome } from '@attune/core/insight';
import type { RoundRow, Store, TrialRow } from '../../store/index.ts';
import { judgedOf } from '../analysis/reading.ts';
import type { Context } from '../operation.ts';
import { trialDocuments, type TrialDocument } from './trial-document.ts';

/** The outcome of a trial by its number. */
export type OutcomeOf = (trial: TrialRow) => Outcome;

/** Documents of trials of any rounds, in the order given. */
export async function judgedDocuments(
  context: Context,
  store: Store,
  rounds: readonly RoundRow[],
  trials: readonly TrialRow[],
  outcomeOf?: OutcomeOf,
): Promise<readonly TrialDocument[]> {
  const judge = outcomeOf ?? (await outcomesFor(context, store, rounds, trials));
  const stored = await trialDocuments(store, rounds, trials);
  return trials.flatMap((row, index): TrialDocument[] => {
    const document = stored[index];
    if (document === undefined) return [];
    const outcome = judge(row);
    if (outcome.kind !== 'infeasible') return [{ ...document, outcome: outcome.kind, why: null }];
    return [{ ...document, outcome: 'infeasible', reason: outcome.reason, why: outcome.why.text }];
  });
}

/** Judges trials of these rounds, each by its round's objective. Only rounds of which some have completed are read. */
export async function outcomesFor(
  context: Context,
  store: Store,
  rounds: readonly RoundRow[],
  trials: readonly TrialRow[],
): Promise<OutcomeOf> {
  const completed = new Set(trials.flatMap(({ round, state }) => (state.status === 'completed' ? [round] : [])));
  const known = new Map<number, Outcome>();
  for (const round of rounds) {
    if (!completed.has(round.number)) continue;
    for (const [id, outcome] of (await judgedOf(context, store, round)).outcomes) known.set(id, outcome);
  }
  const projects = new Map(rounds.map(({ number, resolved }) => [number, resolved.project]));
  return (row) => {
    const judged = row.state.status === 'completed' ? known.get(row.id) : undefined;
    const project = projects.get(row.round);
    if (judged !== undefined || project === undefined) return judged ?? { kind: 'pending' };
    const { id, study, configuration, seed, state } = row;
    return outcomeAlone({ id, study, configuration, seed, state, curves: [] }, project, defaultOptions);
  };
}
