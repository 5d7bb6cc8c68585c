/** A round as the analysis sees it: read from the store, attempts merged into trials' curves, sealed metrics left out. */
import type { RoundRecord, TrialRecord } from '@attune/core/insight';
import { samplerFor } from '@attune/core/samplers';
import { trialCurves } from '@attune/core/study';
import type { RoundRow, Store, TrialRow } from '../store/index.ts';
import { earlierBaselines } from './earlier-baselines.ts';

export async function readRoundRecord(store: Store, round: RoundRow): Promise<RoundRecord> {
  const { project, goal, question, roles } = round.resolved;
  const studies = await store.read('study', { round: [round.number] });
  const earlier = await earlierBaselines(store, round);
  return {
    number: round.number,
    goal,
    question,
    objective: project.objective,
    maxSteps: project.train.maxSteps,
    stepUnit: project.train.stepUnit,
    roles,
    baseline: project.baseline,
    examples: project.examples,
    references: project.references,
    studies: studies.map(({ id, plan }) => ({
      id,
      name: plan.name,
      purpose: plan.purpose,
      scientific: plan.scientific,
      space: plan.space,
      adaptive: samplerFor(plan.sampler).adaptive,
      trials: plan.trials,
    })),
    trials: await trialRecords(store, await store.read('trial', { round: [round.number] })),
    earlierBaselines: await Promise.all(
      earlier.map(async ({ round: number, trials }) => ({
        round: number,
        trials: await trialRecords(store, trials),
      })),
    ),
  };
}

async function trialRecords(store: Store, trials: readonly TrialRow[]): Promise<readonly TrialRecord[]> {
  if (trials.length === 0) return [];
  const ids = trials.map(({ id }) => id);
  const attempts = Map.groupBy(await store.read('attempt', { trial: ids }), ({ trial }) => trial);
  const curves = Map.groupBy(await store.curves({ trials: ids }), ({ trial }) => trial);
  return trials.map(({ id, study, configuration, seed, state }) => ({
    id,
    study,
    configuration,
    seed,
    state,
    curves: trialCurves(attempts.get(id) ?? [], curves.get(id) ?? []),
  }));
}
