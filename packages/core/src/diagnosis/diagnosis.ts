/** One thing that the curves of a single trial show, with where and how surely (method D5–D9, D11, D15, D16). */

export const diagnosisCodes = [
  'overfitting',
  'still-improving',
  'saturated',
  'diverged',
  'training-loss-rising',
  'loss-spike',
  'late-variance',
  'early-instability',
  'never-learns',
  'stuck-at-chance',
  'periodic',
] as const;

export type DiagnosisCode = (typeof diagnosisCodes)[number];

export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** The curve that shows it. */
  readonly metric: string;
  /** Where it begins, in the curve's own steps. */
  readonly step: number;
  /** Where it ends, for what passes (a spike); null where it lasts. */
  readonly until: number | null;
  /** In [0, 1]: how sure the diagnosis is. */
  readonly confidence: number;
  /** The figures behind it, by name: what a reader may check against the curve. */
  readonly numbers: Readonly<Record<string, number>>;
}
