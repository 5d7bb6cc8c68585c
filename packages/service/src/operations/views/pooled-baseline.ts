/** What a round's baseline came to, as its report has it: with the seeds that earlier rounds ran of the same configuration. */
import { pooledRuns } from '@attune/core/insight';
import { baselineRuns } from '../../history/index.ts';
import type { RoundRow, Store, TrialRow } from '../../store/index.ts';
import { judgedOf } from '../analysis/reading.ts';
import type { Context } from '../operation.ts';
import type { JudgedTrials } from './judged-trials.ts';

export interface PooledBaseline {
  /** Mean objective. */
  readonly value: number;
  readonly seeds: number;
}

/** Null where no run of it is feasible, and in a comparison, which has sides of its own. */
export async function pooledBaseline(
  context: Context,
  store: Store,
  round: RoundRow,
  judged: JudgedTrials,
): Promise<PooledBaseline | null> {
  if (round.resolved.comparison !== undefined) return null;
  const repeats = new Set(judged.studies.filter(({ plan }) => plan.purpose === 'baseline').map(({ id }) => id));
  const present = feasible(
    judged.trials.filter(({ study }) => repeats.has(study)),
    judged,
  );
  const earlier: Run[] = [];
  for (const { round: number, trials } of await baselineRuns(store, round.resolved.project, round.number)) {
    const [row] = await store.read('round', { id: [number] });
    if (row !== undefined) earlier.push(...feasible(trials, await judgedOf(context, store, row)));
  }
  const values = pooledRuns(present, earlier, ({ seed }) => seed).map(({ value }) => value);
  const seeds = values.length;
  return seeds === 0 ? null : { value: values.reduce((sum, value) => sum + value, 0) / seeds, seeds };
}

interface Run {
  readonly seed: number;
  readonly value: number;
}

function feasible(trials: readonly TrialRow[], { outcomes }: JudgedTrials): readonly Run[] {
  return trials.flatMap(({ id, seed }) => {
    const outcome = outcomes.get(id);
    return outcome?.kind === 'feasible' ? [{ seed, value: outcome.objective }] : [];
  });
}
