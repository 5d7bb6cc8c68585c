/**
 * Symmetric positive definite systems (G. Golub and C. Van Loan, Matrix Computations, 4th edition, algorithm 4.2.1).
 *
 *   A   matrix, by rows                      p × p
 *   L   lower triangle with A = L Lᵀ         p × p
 */
export type Matrix = readonly Float64Array[];

/** L; null where A is not positive definite. Reads only the lower triangle. */
export function cholesky(a: Matrix): Matrix | null {
  const lower = a.map(() => new Float64Array(a.length));
  for (const [i, row] of lower.entries()) {
    for (const [j, other] of lower.entries()) {
      if (j > i) break;
      let sum = a[i]?.[j] ?? NaN;
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i !== j) row[j] = sum / (other[j] ?? NaN);
      else if (sum > 0) row[i] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/** x with L x = b. */
export function solveLower(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(lower.length);
  for (const [i, row] of lower.entries()) {
    let sum = b[i] ?? NaN;
    for (let k = 0; k < i; k++) sum -= (row[k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (row[i] ?? NaN);
  }
  return x;
}

/** x with Lᵀ x = b. */
export function solveUpper(lower: Matrix, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(lower.length);
  for (let i = lower.length - 1; i >= 0; i--) {
    let sum = b[i] ?? NaN;
    for (let k = i + 1; k < lower.length; k++) sum -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i]?.[i] ?? NaN);
  }
  return x;
}
