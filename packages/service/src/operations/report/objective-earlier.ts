/** How results that were known when a round was designed may have shaped it: by its listed points, or by its ranges. */
import { find, flatten, onlyValue, type Hyperparameter, type Identity } from '@attune/core/space';
import { ended } from '@attune/core/study';
import type { RoundRow, Store } from '../../store/index.ts';

export interface Shaped {
  /** Studies whose configurations are listed; any of them may come from an earlier trial. */
  readonly listed: readonly string[];
  /** What is searched elsewhere than attune.yaml declares. */
  readonly narrowed: readonly Identity[];
}

export const unshaped: Shaped = { listed: [], narrowed: [] };

/** Nothing where no trial of an earlier round had ended: then nothing was known. */
export async function shapedByEarlier(store: Store, round: RoundRow): Promise<Shaped> {
  const before = (await store.read('round')).filter(({ startedAt }) => startedAt < round.startedAt);
  if (before.length === 0) return unshaped;
  const trials = await store.read('trial', { round: before.map(({ number }) => number) });
  if (!trials.some(({ state }) => ended(state))) return unshaped;
  const searches = round.resolved.studies.filter(({ purpose }) => purpose === 'search');
  const narrowed = searches.flatMap(({ space }) =>
    flatten(space).flatMap(({ hyperparameter }) => {
      const own = find(round.resolved.project.space, hyperparameter.id).find(({ id }) => id === hyperparameter.id);
      return own === undefined || !isNarrower(hyperparameter, own) ? [] : [hyperparameter.id];
    }),
  );
  return {
    listed: searches.filter(({ sampler }) => sampler.kind === 'list').map(({ name }) => name),
    narrowed: [...new Set(narrowed)],
  };
}

/** Of what still varies: what is fixed or compared is said elsewhere. */
function isNarrower(searched: Hyperparameter, own: Hyperparameter): boolean {
  if (onlyValue(searched) !== undefined) return false;
  if ('low' in searched && 'low' in own) return searched.low !== own.low || searched.high !== own.high;
  if (searched.kind === 'choice') return own.kind === 'choice' && searched.branches.length < own.branches.length;
  return 'values' in searched && 'values' in own && searched.values.length < own.values.length;
}
