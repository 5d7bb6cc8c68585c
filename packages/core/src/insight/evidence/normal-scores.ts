/** Ranks as normal deviates (B. van der Waerden 1952): what a change of a metric's scale leaves as it is. */
import { normalQuantile } from '../../numeric/index.ts';

/** Φ⁻¹((rank − ½) / n) of each value; ties share their mean rank. */
export function normalScores(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const scores = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0];
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === value) end++;
    const score = normalQuantile((start + end) / 2 / values.length);
    for (const i of order.slice(start, end)) scores[i] = score;
    start = end;
  }
  return scores;
}
