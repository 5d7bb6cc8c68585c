/**
 * What the diagnoses cannot read off the curves themselves: every constant, in one place, changeable. Lengths are shares of
 * the run, sizes are shares of the progress made or multiples of the curve's own noise, so that none depends on units.
 * Reasons, and what happens at half and double each, are in docs/diagnoses.md.
 */
export interface DiagnosisOptions {
  /** p at which a period counts, and a movement of a curve that is flat: the share of curves without one on which it may be seen by chance. */
  readonly falseAlarms: number;
  /** Evaluations below which nothing is said but that values are not finite. */
  readonly fewest: number;
  /** Points kept of a curve; longer ones are condensed to medians of neighbours. */
  readonly mostPoints: number;
  /** First part of the run, whose fall from the untrained state is not counted as progress of a loss. */
  readonly warmup: number;
  /** First part of the run that the spread of the curve leaves out. */
  readonly descent: number;
  /** Width of the running median that shows sustained movement. */
  readonly smoothing: number;
  /** Multiples of the noise that a movement must exceed. */
  readonly noises: number;
  /** Least length of a sustained rise. */
  readonly sustained: number;
  /** Least size of a sustained rise, as a share of progress. */
  readonly rise: number;
  /** Share of the rise of the objective that the training data must not show, for overfitting. */
  readonly inStep: number;
  /** Share of a rise that must be left at the end of the run, for it to be for good. */
  readonly forGood: number;
  /** Least share of the progress so far that a setback loses. */
  readonly setback: number;
  /** Share of a setback that may be left when the curve counts as recovered. */
  readonly recovered: number;
  /** Longest rise, as a share of the run, that counts as sudden; three evaluations always do. */
  readonly sudden: number;
  /** First part of the run that counts as early. */
  readonly early: number;
  /** Share of the progress that a collapsed run may still have. */
  readonly retained: number;
  /** Last part of the run whose slope is judged. */
  readonly tail: number;
  /** Fewest evaluations of it: of fewer, one exchanged pair hides a trend from its test. */
  readonly tailPoints: number;
  /** One-sided p at which that slope counts. */
  readonly trend: number;
  /** Least share of the progress by which a curve that still improves does so in the tail. */
  readonly visible: number;
  /** The same as a share of the average pace after the first descent: either is enough. */
  readonly pace: number;
  /** Greatest change of a flat curve in the tail, as a share of its spread. */
  readonly flat: number;
  /** Last part of the run whose jumps are judged. */
  readonly late: number;
  /** Least jump from one evaluation to the next, as a share of progress, that counts as high. */
  readonly jumps: number;
  /** Greatest net movement, as a share of the way there and back, of a curve that jumps about. */
  readonly direct: number;
  /** Share of the room between the first value and a perfect one that a run which learns gains at least. */
  readonly learnt: number;
  /** Relative distance from ln C within which a loss counts as that of C classes guessed evenly. */
  readonly guess: number;
}

export const defaultDiagnosisOptions: DiagnosisOptions = {
  falseAlarms: 0.01,
  fewest: 5,
  mostPoints: 256,
  warmup: 0.01,
  descent: 0.1,
  smoothing: 0.15,
  noises: 4,
  sustained: 0.08,
  rise: 0.01,
  inStep: 0.5,
  forGood: 1 / 3,
  setback: 0.2,
  recovered: 0.25,
  sudden: 0.05,
  early: 0.15,
  retained: 1 / 3,
  tail: 0.2,
  tailPoints: 7,
  trend: 0.1,
  visible: 0.005,
  pace: 0.5,
  flat: 0.1,
  late: 0.25,
  jumps: 0.04,
  direct: 1 / 3,
  learnt: 0.05,
  guess: 0.02,
};
