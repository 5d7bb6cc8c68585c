/** A round as the analysis sees it: read from the store, attempts merged into trials' curves, sealed metrics left out. */
import type { RoundRecord, TrialRecord } from '@attune/core/insight';
import { samplerFor } from '@attune/core/samplers';
import type { RoundRow, Store } from '../store/index.ts';
import { earlierBaselines } from './earlier-baselines.ts';
import { trialRecords } from './trial-records.ts';

/** Curves of a very large round are thinned (`kept-curves.ts`); `whole` is shown each of its trials before. */
export async function readRoundRecord(
  store: Store,
  round: RoundRow,
  whole?: (trial: TrialRecord) => void,
): Promise<RoundRecord> {
  const { project, goal, question, roles } = round.resolved;
  const { objective } = project;
  const studies = await store.read('study', { round: [round.number] });
  const earlier = await earlierBaselines(store, round);
  return {
    number: round.number,
    goal,
    question,
    objective,
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
    trials: await trialRecords(store, await store.read('trial', { round: [round.number] }), {
      objective,
      ...(whole !== undefined && { whole }),
    }),
    earlierBaselines: await Promise.all(
      earlier.map(async ({ round: number, trials }) => ({
        round: number,
        trials: await trialRecords(store, trials, { objective }),
      })),
    ),
  };
}
