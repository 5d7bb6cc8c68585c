/**
 * One metric over the steps of a trial. `steps` ascend and are distinct; `values` may be NaN or infinite.
 * `steps[i]` belongs to `values[i]`.
 */
export interface Curve {
  readonly metric: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What lists and objectives need of a series without reading it; over all its points in order of arrival. */
export interface Summary {
  readonly metric: string;
  readonly count: number;
  /** Of the finite values; null where there is none. */
  readonly min: { readonly step: number; readonly value: number } | null;
  readonly max: { readonly step: number; readonly value: number } | null;
  readonly last: { readonly step: number; readonly value: number };
  readonly firstStep: number;
  /** Step of the first NaN or infinite value. */
  readonly firstNonFinite: number | null;
  /** Whether every step was larger than the one before: only then are the extremes those of the curve. */
  readonly ascending: boolean;
}
