/** The thresholds of the analysis, in one place so that a report can print them and a user can change them. */

export interface InsightOptions {
  /** The outlier rule of `outlier.ts`; `cutoff: Infinity` switches it off. */
  readonly outlier: {
    /** Modified z-score beyond which a result counts as infeasible. */
    readonly cutoff: number;
    /** Fewest results of a study from which a spread is estimated. */
    readonly fewest: number;
  };
  /** Trials that stay feasible whatever the rules for outliers and chance say: how a user takes a judgement back. */
  readonly keepFeasible: readonly number[];
  /**
   * Share of studies in which a question may speak by chance alone, all its comparisons together. The default keeps exact
   * tests clear of the 5 % that the method allows.
   */
  readonly falseAlarms: number;
  /** Random relabelings behind a permutation test; its smallest p-value is 1 / (permutations + 1). */
  readonly permutations: number;
  /** Seeds those relabelings, so that one record always gives one answer. */
  readonly seed: number;
}

export const defaultOptions: InsightOptions = {
  outlier: { cutoff: 5, fewest: 10 },
  keepFeasible: [],
  falseAlarms: 0.04,
  permutations: 1999,
  seed: 0,
};
