export type Direction = 'minimize' | 'maximize';

/** What a trial is judged by: the best value of `metric` over its training. */
export interface Objective {
  /** `split/name`, such as `valid/loss`; never a `test/…` metric (method L5). */
  readonly metric: string;
  readonly direction: Direction;
}

/** Whether `a` is strictly better than `b`; NaN is better than nothing. */
export function better(direction: Direction, a: number, b: number): boolean {
  return direction === 'minimize' ? a < b : a > b;
}
