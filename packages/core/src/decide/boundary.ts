/**
 * How large t has to be before a difference counts, though it is looked at after every pair: a group-sequential t-test with
 * error spending (K. K. G. Lan and D. L. DeMets, Discrete Sequential Boundaries for Clinical Trials, Biometrika 70, 1983).
 *
 *   n      pairs seen so far, from `leastPairs`
 *   α(n)   0.05 (n − 2) / (n + 2): the error spent by then, 1 % at the first look, all of it never
 *   c_n    P(t_m ≥ c_m for some m ≤ n) = α(n) for normal differences of mean 0
 *
 * What is spent depends on n alone and not on how many pairs are allowed, so a budget may be raised after any look and the
 * error stays below 5 %: the test is valid at any time. Half of it is spent by 6 pairs and the rest slowly, since most
 * comparisons end early, and none is cut off for good.
 */

/** One-sided error over all looks together. */
const error = 0.05;
/** Fewer pairs tell nothing of their own spread. */
export const leastPairs = 3;
export const mostPairs = 100;

/** α(n), for n ≥ 2. */
export function spentBy(pairs: number): number {
  return (error * (pairs - 2)) / (pairs + 2);
}

/** c_n; infinite below `leastPairs`, and that of `mostPairs` beyond. */
export function critical(pairs: number): number {
  return pairs < leastPairs ? Infinity : (table[Math.min(pairs, mostPairs) - leastPairs] ?? Infinity);
}

/** From c_3: 4,000,000 simulated comparisons, seed 20260101 (`bench/decisions/boundary.ts`); c_3 is exactly 6.965. */
// prettier-ignore
const table: readonly number[] = [
  6.963, 4.565, 3.838, 3.497, 3.318, 3.210, 3.144, 3.101, 3.060, 3.046,
  3.025, 3.019, 3.010, 3.010, 3.006, 3.007, 3.004, 3.004, 3.018, 3.016,
  3.018, 3.017, 3.029, 3.030, 3.025, 3.026, 3.034, 3.037, 3.048, 3.055,
  3.060, 3.065, 3.075, 3.087, 3.090, 3.095, 3.099, 3.096, 3.099, 3.105,
  3.116, 3.118, 3.130, 3.130, 3.135, 3.128, 3.138, 3.148, 3.154, 3.157,
  3.166, 3.184, 3.185, 3.182, 3.183, 3.185, 3.189, 3.200, 3.197, 3.198,
  3.201, 3.207, 3.206, 3.207, 3.213, 3.223, 3.233, 3.241, 3.234, 3.242,
  3.244, 3.249, 3.259, 3.261, 3.259, 3.261, 3.270, 3.281, 3.282, 3.266,
  3.272, 3.278, 3.279, 3.280, 3.295, 3.290, 3.288, 3.292, 3.293, 3.293,
  3.301, 3.301, 3.304, 3.313, 3.322, 3.319, 3.325, 3.324,
];
