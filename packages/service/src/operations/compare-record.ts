/** A comparison as its trials tell it: pairs, decision, sources of variation. Everything follows from the store alone. */
import {
  decide,
  runResult,
  variationOf,
  type Decision,
  type DecisionRule,
  type Pair,
  type Variation,
} from '@attune/core/decide';
import { viewOf, outcomesOf, defaultOptions, type Outcome, type RoundRecord } from '@attune/core/insight';
import type { ComparisonPlan } from '@attune/core/study';
import { readRoundRecord } from '../history/index.ts';
import type { RoundRow, Store } from '../store/index.ts';

export interface ComparisonRecord {
  readonly round: RoundRow;
  readonly plan: ComparisonPlan;
  readonly pairs: readonly Pair[];
  /** Pairs of which a run has not ended. */
  readonly pending: number;
  readonly decision: Decision;
  readonly candidate: Variation;
  readonly baseline: Variation;
  /** The result by which the candidate was selected, as the best of so many; null where no trial selected it. */
  readonly selected: { readonly value: number; readonly among: number } | null;
}

/** Null where the round is no comparison. */
export async function readComparison(store: Store, round: RoundRow): Promise<ComparisonRecord | null> {
  const { comparison: plan, project } = round.resolved;
  if (plan === undefined) return null;
  const record = await readRoundRecord(store, round);
  const pairs = pairsOf(record);
  const examples = project.examples.valid;
  const rule: DecisionRule = {
    complexity: plan.complexity,
    pairsMax: plan.pairsMax,
    objective: project.objective,
    ...(examples !== undefined && { examples }),
  };
  const search = await searchOf(store, plan);
  const about = { objective: project.objective, ...(examples !== undefined && { examples }) };
  return {
    round,
    plan,
    pairs,
    pending: pairs.filter((pair) => [pair.candidate, pair.baseline].some(({ result }) => result.kind === 'pending'))
      .length,
    decision: decide(pairs, rule),
    candidate: variationOf({
      ...about,
      runs: pairs.map((pair) => pair.candidate.result),
      ...(search !== null && { search }),
    }),
    baseline: variationOf({ ...about, runs: pairs.map((pair) => pair.baseline.result) }),
    selected: search?.selected ?? null,
  };
}

/** In order of their index: the two trials with one seed. */
function pairsOf(record: RoundRecord): readonly Pair[] {
  const [candidate, baseline] = record.studies;
  const outcomes = outcomesOf(record, defaultOptions);
  const runsOf = (study: number | undefined) => record.trials.filter((trial) => trial.study === study);
  const others = new Map(runsOf(baseline?.id).map((trial) => [trial.seed, trial]));
  return runsOf(candidate?.id).flatMap(({ id, seed }): Pair[] => {
    const other = others.get(seed);
    const [own, beside] = [outcomes.get(id), other && outcomes.get(other.id)];
    if (other === undefined || own === undefined || beside === undefined) return [];
    return [{ seed, candidate: runOf(id, own), baseline: runOf(other.id, beside) }];
  });
}

function runOf(trial: number, outcome: Outcome) {
  return { trial, result: runResult(outcome) };
}

/** The study in which the candidate's trial was found, with that trial's own result. */
async function searchOf(store: Store, { candidate }: ComparisonPlan) {
  if (candidate.trial === null) return null;
  const [trial] = await store.read('trial', { id: [candidate.trial] });
  const [round] = trial === undefined ? [] : await store.read('round', { id: [trial.round] });
  if (round === undefined || round.resolved.comparison !== undefined) return null;
  const view = viewOf(await readRoundRecord(store, round));
  const own = view.search.filter(({ study }) => study.id === trial?.study);
  const results = own.flatMap(({ outcome }) => (outcome.kind === 'feasible' ? [outcome.objective] : []));
  const ended = own.filter(({ outcome }) => outcome.kind === 'feasible' || outcome.kind === 'infeasible').length;
  const outcome = own.find(({ record }) => record.id === candidate.trial)?.outcome;
  const selected = outcome?.kind === 'feasible' ? { value: outcome.objective, among: view.ranked.length } : null;
  return { results, trials: ended, selected };
}
