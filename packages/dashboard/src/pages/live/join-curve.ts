/** The curve that was read, and the points that arrived since. */

export interface Curve {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** `since` is appended from the step on that follows the last one of `read`. */
export function joinCurve(read: Curve | undefined, since: Curve | undefined): Curve {
  if (read === undefined || read.steps.length === 0) return since ?? { steps: [], values: [] };
  if (since === undefined) return read;
  const last = read.steps[read.steps.length - 1] ?? -Infinity;
  const from = firstAbove(since.steps, last);
  return {
    steps: [...Array.from(read.steps), ...Array.from(since.steps).slice(from)],
    values: [...Array.from(read.values), ...Array.from(since.values).slice(from)],
  };
}

function firstAbove(steps: ArrayLike<number>, value: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
