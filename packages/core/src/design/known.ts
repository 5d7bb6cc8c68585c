import type { Identity } from '../space/index.ts';

/** What earlier rounds measured of hyperparameters, as the design of the next one uses it. */
export interface Known {
  /** Hyperparameters that hardly mattered among the competitive trials of a round, over the range that it sampled. */
  readonly insensitive: readonly { readonly hyperparameter: Identity; readonly round: number }[];
  /** Pairs of which the effect of one was shown to depend on the other. */
  readonly interacting: readonly (readonly [Identity, Identity])[];
  /**
   * Runs that the baseline has had already under other seeds, trained as long and judged alike. Where it is not known, the
   * first round has none, and later ones have enough.
   */
  readonly baselineRuns?: number;
  /**
   * Hyperparameters that an earlier round searched where the baseline lies, beside runs of the same value, so that a narrower
   * range leaves it out knowingly.
   */
  readonly searchedAtBaseline?: readonly Identity[];
}

export const nothingKnown: Known = { insensitive: [], interacting: [] };
