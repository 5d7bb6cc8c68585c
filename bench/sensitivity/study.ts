/** What both analyses are given: points in [0, 1], one row a trial, and their objectives. */
export interface Study {
  readonly points: readonly (readonly number[])[];
  readonly objectives: readonly number[];
}
