/** Searches that were run again under another seed: they tell how much the best of a search varies (method L1). */
import { viewOf } from '@attune/core/insight';
import { better, ended } from '@attune/core/study';
import { measuredAs, readRoundRecord } from '../../history/index.ts';
import type { RoundRow, Store, StudyRow } from '../../store/index.ts';

export interface Repeats {
  readonly bests: readonly number[];
  /** Of each search. */
  readonly trials: number;
}

/**
 * The best of the study and of every other that differs in its seed alone: over the same space, by the same algorithm, with
 * as many trials, all of which have ended, judged alike. Null where there is no other.
 */
export async function repeatedSearches(store: Store, study: StudyRow, round: RoundRow): Promise<Repeats | null> {
  const rounds = new Map((await store.read('round')).map((each) => [each.number, each]));
  const wanted = designOf(study, round);
  const alike = (await store.read('study')).filter((other) => {
    const own = rounds.get(other.round);
    return own !== undefined && other.plan.purpose === 'search' && designOf(other, own) === wanted;
  });
  // A study under the same seed tries the same points.
  const repeats = [...new Map([study, ...alike].toReversed().map((each) => [each.plan.seed, each])).values()];
  if (repeats.length < 2) return null;
  const bests: number[] = [];
  for (const each of repeats) {
    const own = rounds.get(each.round);
    const value = own === undefined ? null : await bestOf(store, each, own);
    if (value !== null) bests.push(value);
  }
  return bests.length < 2 ? null : { bests, trials: study.plan.trials };
}

async function bestOf(store: Store, { id, plan }: StudyRow, round: RoundRow): Promise<number | null> {
  const trials = await store.read('trial', { study: [id] });
  if (trials.length < plan.trials || !trials.every(({ state }) => ended(state))) return null;
  const { direction } = round.resolved.project.objective;
  const values = viewOf(await readRoundRecord(store, round)).search.flatMap(({ study, outcome }) =>
    study.id === id && outcome.kind === 'feasible' ? [outcome.objective] : [],
  );
  const [first, ...rest] = values;
  return first === undefined
    ? null
    : rest.reduce((best, value) => (better(direction, value, best) ? value : best), first);
}

/** One text for all studies that plan the same search under some seed. */
function designOf({ plan }: StudyRow, { resolved }: RoundRow): string {
  const { space, sampler, trials } = plan;
  return JSON.stringify([space, sampler, trials, measuredAs(resolved.project)]);
}
