/** What `training.sh` reports, computed again. */

/** Steps between two checkpoints. */
export const checkpointEvery = 5;

/** Whether a trial's program begins from scratch whatever it is given to resume from. */
export function startsFromScratch(trial: number): boolean {
  return trial % 3 === 0;
}

/** `valid/loss` at a step; of a trial that starts from scratch it depends on the attempt. `train/loss` is one more. */
export function expectedLoss(
  trial: { readonly id: number; readonly seed: number },
  attempt: number,
  step: number,
): number {
  const handicap = startsFromScratch(trial.id) ? 100_000 * attempt : 0;
  return (((trial.seed % 9973) * 31 + step * 7919) % 10_007) + handicap;
}
