/**
 * A long curve in fewer points, in place: of each even stretch of its steps the first, the extremes, the last and the first
 * value that is not finite stay. A stretch is a power of two long: thinned again while it grows, what was thinned stays as
 * it is, until two stretches become one.
 */
export interface Tail {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Points of a stretch that stay at most. */
const ofStretch = 5;

/** How many of the first `length` points remain; at most `most`. */
export function thinTail({ steps, values }: Tail, length: number, most: number): number {
  if (length <= most) return length;
  const stretches = Math.max(1, Math.floor(most / ofStretch) - 1);
  const span = (steps[length - 1] ?? 0) - (steps[0] ?? 0);
  const stretch = 2 ** Math.ceil(Math.log2(span / stretches));
  const stretchOf = (index: number): number => Math.floor((steps[index] ?? 0) / stretch);
  let kept = 0;
  let from = 0;
  while (from < length) {
    const own = stretchOf(from);
    let to = from + 1;
    while (to < length && stretchOf(to) === own) to++;
    for (const index of landmarks(values, from, to)) {
      steps[kept] = steps[index] ?? 0;
      values[kept] = values[index] ?? Number.NaN;
      kept++;
    }
    from = to;
  }
  return kept;
}

/** Ascending, each once. */
function landmarks(values: Float64Array, from: number, to: number): readonly number[] {
  let [least, greatest, lost] = [-1, -1, -1];
  for (let index = from; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      if (lost === -1) lost = index;
      continue;
    }
    if (least === -1 || value < (values[least] ?? 0)) least = index;
    if (greatest === -1 || value > (values[greatest] ?? 0)) greatest = index;
  }
  const wanted = [from, least, greatest, lost, to - 1].filter((index) => index !== -1);
  return [...new Set(wanted)].sort((a, b) => a - b);
}
