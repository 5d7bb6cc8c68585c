/** A comparison as its trials tell it: pairs, decision, sources of variation. Everything follows from the store alone. */
import {
  decide,
  optimismOf,
  runResult,
  variationOf,
  type Decision,
  type DecisionRule,
  type Optimism,
  type Pair,
  type Selected,
  type Variation,
} from '@attune/core/decide';
import { viewOf, outcomesOf, defaultOptions, type Outcome, type RoundRecord } from '@attune/core/insight';
import type { ComparisonPlan, Project, ResolvedRound } from '@attune/core/study';
import { readRoundRecord } from '../../history/index.ts';
import { repeatedSearches } from './repeats.ts';
import type { RoundRow, Store } from '../../store/index.ts';

export interface ComparisonRecord {
  readonly round: RoundRow;
  readonly plan: ComparisonPlan;
  readonly pairs: readonly Pair[];
  /** Pairs of which a run has not ended. */
  readonly pending: number;
  readonly decision: Decision;
  readonly candidate: Variation;
  readonly baseline: Variation;
  /** The result for which the candidate was chosen; null where no trial selected it, or one judged otherwise. */
  readonly selected: SelectedResult | null;
}

export interface SelectedResult extends Selected {
  readonly trial: number;
  /** Among them; 1 is the best. */
  readonly rank: number;
  /** How far fresh seeds fall behind it; null where too few have run. */
  readonly optimism: Optimism | null;
}

/** Null where the round is no comparison. */
export async function readComparison(store: Store, round: RoundRow): Promise<ComparisonRecord | null> {
  const { comparison: plan, project } = round.resolved;
  if (plan === undefined) return null;
  const record = await readRoundRecord(store, round);
  const pairs = pairsOf(record);
  const examples = project.examples.valid;
  const search = await searchOf(store, round.resolved);
  const fresh = pairs.map((pair) => pair.candidate.result);
  const about = { objective: project.objective, ...(examples !== undefined && { examples }) };
  return {
    round,
    plan,
    pairs,
    pending: pairs.filter((pair) => [pair.candidate, pair.baseline].some(({ result }) => result.kind === 'pending'))
      .length,
    decision: decide(pairs, ruleOf(project, plan)),
    candidate: variationOf({
      ...about,
      runs: fresh,
      ...(search !== null && { search }),
      ...(search?.repeats && { repeats: search.repeats }),
    }),
    baseline: variationOf({ ...about, runs: pairs.map((pair) => pair.baseline.result) }),
    selected: search?.selected
      ? { ...search.selected, optimism: optimismOf(search.selected, fresh, project.objective) }
      : null,
  };
}

/** By what a comparison is decided. */
export function ruleOf({ objective, examples: { valid } }: Project, plan: ComparisonPlan): DecisionRule {
  const { complexity, pairsMax } = plan;
  return { complexity, pairsMax, objective, ...(valid !== undefined && { examples: valid }) };
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

/** The study in which the candidate's trial was found, with that trial's own result; null where it was judged otherwise. */
async function searchOf(store: Store, { comparison, project }: ResolvedRound) {
  const chosen = comparison?.candidate.trial ?? null;
  if (chosen === null) return null;
  const [trial] = await store.read('trial', { id: [chosen] });
  const [round] = trial === undefined ? [] : await store.read('round', { id: [trial.round] });
  if (trial === undefined || round === undefined || round.resolved.comparison !== undefined) return null;
  const { objective } = round.resolved.project;
  const alike =
    objective.metric === project.objective.metric &&
    objective.direction === project.objective.direction &&
    trial.untilStep === project.train.maxSteps;
  if (!alike) return null;
  const view = viewOf(await readRoundRecord(store, round));
  const own = view.search.filter(({ study }) => study.id === trial.study);
  const results = own.flatMap(({ outcome }) => (outcome.kind === 'feasible' ? [outcome.objective] : []));
  const ended = own.filter(({ outcome }) => outcome.kind === 'feasible' || outcome.kind === 'infeasible').length;
  const rank = 1 + view.ranked.findIndex(({ record }) => record.id === chosen);
  const value = view.ranked[rank - 1]?.outcome.objective;
  const selected = value === undefined ? null : { trial: chosen, value, rank, among: view.ranked.length };
  const [study] = await store.read('study', { id: [trial.study] });
  const repeats = study?.plan.purpose === 'search' ? await repeatedSearches(store, study, round) : null;
  return { results, trials: ended, selected, repeats };
}
