/** A curve as it was read, continued by what has arrived since. */
import type { CurveLine, CurvePart } from './curve-line.ts';

/** Where the live points go on, by step; the line itself where they bring nothing new. */
export function withLive(
  line: CurveLine,
  live: { readonly steps: Float64Array; readonly values: Float64Array } | undefined,
): CurvePart {
  if (live === undefined || live.steps.length === 0) return line;
  // What was read reaches to here; thinning keeps a curve's last point.
  const read = line.x.at(-1) ?? -Infinity;
  let from = live.steps.length;
  while (from > 0 && (live.steps[from - 1] ?? 0) > read) from--;
  const more = live.steps.length - from;
  if (more === 0) return line;
  const x = new Float64Array(line.x.length + more);
  const y = new Float64Array(line.x.length + more);
  x.set(line.x);
  y.set(line.y);
  x.set(live.steps.subarray(from), line.x.length);
  y.set(live.values.subarray(from), line.x.length);
  return { x, y };
}
