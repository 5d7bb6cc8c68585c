import type { Curve, Objective } from '../study/index.ts';

/** What a diagnosis sees of a trial. */
export interface CurveSubject {
  /** Every metric of the trial, as it counts: of a step reported twice the last value counts; values may be NaN or infinite. */
  readonly curves: readonly Curve[];
  readonly objective: Objective;
  /**
   * Where training was to end, in the curves' own steps; null where that is not known. It tells how early the first value
   * came. A run that was stopped is judged by what was recorded: its end is its own.
   */
  readonly maxSteps: number | null;
  /** The objective of a predictor that knows nothing but the frequencies of the answers; null where not known. */
  readonly chance: number | null;
}
