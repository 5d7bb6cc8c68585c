import type { Curve, Objective } from '../study/index.ts';

/** What a diagnosis sees of a trial. */
export interface CurveSubject {
  /** Every metric of the trial, as it counts: steps ascend and are distinct; values may be NaN or infinite. */
  readonly curves: readonly Curve[];
  readonly objective: Objective;
  /** Where training was to end; null where that is not known, and the curves' own end has to serve. */
  readonly maxSteps: number | null;
  /** The objective of a predictor that knows nothing but the frequencies of the answers; null where not known. */
  readonly chance: number | null;
}
