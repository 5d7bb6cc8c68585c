/** Reads what runs reached on the test set: the one place where sealed metrics come out, each time with its reason. */
import Type, { type Static } from 'typebox';
import { isSealed, trialCurves, type Objective } from '@attune/core/study';
import { objectivesOf } from '../../history/index.ts';
import type { Store } from '../../store/index.ts';
import type { FairRuns } from '../compare/fair-runs.ts';
import { nullable } from '../views/trial-document.ts';

export const unsealedSchema = Type.Object({
  reason: Type.String(),
  trials: Type.Array(
    Type.Object({
      trial: Type.Integer(),
      seed: Type.Integer(),
      objective: Type.Number(),
      step: Type.Number({ description: 'Best step by the objective: where the test metrics are read.' }),
      metrics: Type.Record(Type.String(), nullable(Type.Number())),
    }),
  ),
  selecting: Type.Array(Type.Integer(), {
    description: 'Trials of the same configuration that are left out: their results selected it, which favours them.',
  }),
  otherCode: Type.Array(Type.Integer(), {
    description: 'Runs of the same configuration that are left out: other code made them than the latest ones.',
  }),
  infeasible: Type.Array(Type.Integer(), {
    description: 'Runs of it without a usable result: no mean has them in it.',
  }),
  differing: Type.Boolean({ description: 'Whether configurations or trainings differ, so that no mean is given.' }),
  summary: Type.Array(
    Type.Object({
      metric: Type.String(),
      runs: Type.Integer(),
      mean: Type.Number(),
      deviation: nullable(Type.Number({ description: 'From seed to seed; null for a single run.' })),
    }),
  ),
});

export type Unsealed = Static<typeof unsealedSchema>;

/**
 * The test metrics of trials at the step that validation chose, never at their own best. The store records who read them
 * and why, once for all of them. Trials without a finite objective count as infeasible. Where they are `differing` no mean
 * is taken.
 */
export async function unsealedMetrics(
  store: Store,
  objective: Objective,
  { runs, selecting, otherCode, infeasible, differing = false }: FairRuns & { readonly differing?: boolean },
  by: { readonly reason: string; readonly actor: string },
): Promise<Unsealed> {
  const trials = runs.map(({ id }) => id);
  const attempts = await store.read('attempt', { trial: trials });
  const best = await objectivesOf(store, objective, attempts);
  const attemptsOf = Map.groupBy(attempts, ({ trial }) => trial);
  const curves = Map.groupBy(await store.curves({ trials, unsealed: by }), ({ trial }) => trial);
  const read = runs.flatMap(({ id, seed }) => {
    const chosen = best.get(id);
    if (chosen === undefined) return [];
    const own = trialCurves(attemptsOf.get(id) ?? [], curves.get(id) ?? []).filter(({ metric }) => isSealed(metric));
    const metrics = own.map(({ metric, steps, values }): [string, number | null] => {
      const at = steps.findLastIndex((step) => step <= chosen.step);
      const value = values[at];
      return [metric, value === undefined || !Number.isFinite(value) ? null : value];
    });
    return [{ trial: id, seed, objective: chosen.value, step: chosen.step, metrics: Object.fromEntries(metrics) }];
  });
  const names = [...new Set(read.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted();
  const summary = differing ? [] : names.flatMap((metric) => summaryOf(metric, read));
  const ids = (of: FairRuns['runs']) => of.map(({ id }) => id);
  const others = { selecting: ids(selecting), otherCode: ids(otherCode) };
  // A run whose objective was never finite gave no usable result either.
  const unusable = [...ids(infeasible), ...trials.filter((id) => !best.has(id))].toSorted((a, b) => a - b);
  return { reason: by.reason, trials: read, ...others, infeasible: unusable, differing, summary };
}

function summaryOf(metric: string, read: Unsealed['trials']): Unsealed['summary'] {
  const values = read.flatMap(({ metrics }) => metrics[metric] ?? []);
  if (values.length === 0) return [];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length < 2 ? null : Math.sqrt(squares / (values.length - 1));
  return [{ metric, runs: values.length, mean, deviation }];
}
