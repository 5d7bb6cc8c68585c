/** Diagnoses set by hand, so that what a question makes of them is tested apart from what curves show. */
import type { Diagnosis, DiagnosisCode } from '../diagnosis/index.ts';
import type { Diagnoses, RoundRecord } from '../insight/index.ts';

/** Every trial of the round, those named with one sure diagnosis of the objective's metric, the others with none. */
export function marked(
  round: RoundRecord,
  code: DiagnosisCode,
  trials: readonly number[],
  change: Partial<Diagnosis> = {},
): Diagnoses {
  const diagnosis: Diagnosis = {
    code,
    metric: round.objective.metric,
    step: Math.round(0.6 * round.maxSteps),
    until: null,
    confidence: 0.9,
    numbers: {},
    ...change,
  };
  return new Map(round.trials.map(({ id }) => [id, trials.includes(id) ? [diagnosis] : []]));
}

/** Whole numbers from the first to the last, both included: trials of a round in which the number is the rank. */
export function numbered(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
