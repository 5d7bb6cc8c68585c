/**
 * Spearman's rank correlation, and whether it is surely below a bound.
 *
 *   rho     correlation of the ranks, ties at their mean rank
 *   z       artanh(rho), about normal with standard error √(1.06 / (n − 3)) (E. C. Fieller, H. O. Hartley and E. S. Pearson,
 *           Tests for Rank Correlation Coefficients I, Biometrika 44, 1957)
 */
import { normalCdf } from '../../numeric/index.ts';

/** In [−1, 1]; null below 4 pairs, or where one of the two does not vary: there is no order to compare. */
export function rankCorrelation(first: readonly number[], second: readonly number[]): number | null {
  if (first.length < 4) return null;
  const [a, b] = [centred(ranks(first)), centred(ranks(second))];
  const product = a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0);
  const size = Math.sqrt(squares(a) * squares(b));
  return size > 0 ? product / size : null;
}

/** P(a correlation so low, were the true one `bound`): the p-value of "it is at least `bound`". */
export function correlationBelow(rho: number, count: number, bound: number): number {
  const limit = 1 - 1e-12;
  const z = (x: number): number => Math.atanh(Math.min(limit, Math.max(-limit, x)));
  return normalCdf((z(rho) - z(bound)) / Math.sqrt(1.06 / (count - 3)));
}

/** From 1; ties share their mean. */
function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const result = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let i = from; i < to; i++) result[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}

function centred(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
