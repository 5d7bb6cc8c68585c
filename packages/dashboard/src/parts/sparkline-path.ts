/** A curve as the path of a small drawing: the last finite points, thinned to the width by extremes. */
export interface SparklineSize {
  readonly width: number;
  readonly height: number;
}

/**
 * SVG path data within `size`, less a margin of a pixel; empty for fewer than two finite points. Of the points that share
 * a pixel the least and the greatest are drawn. Points that are not finite break the line.
 */
export function sparklinePath(
  steps: ArrayLike<number>,
  values: ArrayLike<number>,
  { width, height }: SparklineSize,
): string {
  const count = Math.min(steps.length, values.length);
  let [low, high, finite] = [Infinity, -Infinity, 0];
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    finite++;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const [first, last] = [steps[0] ?? 0, steps[count - 1] ?? 0];
  if (finite < 2 || last <= first) return '';
  const x = (step: number) => 1 + ((width - 2) * (step - first)) / (last - first);
  const y = (value: number) => (high === low ? height / 2 : 1 + ((height - 2) * (high - value)) / (high - low));
  const parts: string[] = [];
  let pen = 'M';
  for (let index = 0; index < count;) {
    const pixel = Math.floor(x(steps[index] ?? 0));
    const seen: number[] = [];
    for (; index < count && Math.floor(x(steps[index] ?? 0)) === pixel; index++) {
      const value = values[index] ?? Number.NaN;
      if (Number.isFinite(value)) seen.push(value);
      else if (seen.length === 0) pen = 'M';
    }
    for (const value of extremes(seen)) {
      parts.push(`${pen}${pixel} ${y(value).toFixed(1)}`);
      pen = 'L';
    }
  }
  return parts.join('');
}

/** In the order in which they came. */
function extremes(values: readonly number[]): readonly number[] {
  if (values.length < 3) return values;
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low === high) return [low];
  return values.indexOf(low) < values.indexOf(high) ? [low, high] : [high, low];
}
