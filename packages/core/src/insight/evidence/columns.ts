/**
 * Columns over the trials, made orthogonal and of length √n, so that a sum of squares along them is a share of the variance.
 */

/** Each n long. */
export type Columns = readonly Float64Array[];

/** What is left of a column once others are taken out of it, below which it says nothing of its own. */
const leastNorm = 1e-3;

/**
 * `raw` made orthogonal to `base`, which is orthonormal, and to each other, and of length √n; null ones dropped. Gram and
 * Schmidt, again where a column lost so much that rounding shows (B. Parlett 1980, The Symmetric Eigenvalue Problem, 6.9).
 */
export function orthonormal(base: Columns, raw: Columns): Columns {
  const columns: Float64Array[] = [];
  for (const given of raw) {
    const column = given.slice();
    const length = Math.sqrt(dot(column, column));
    let [before, left] = [length, takeOut(column, base, columns)];
    while (left < 0.5 * before && left > leastNorm * length) [before, left] = [left, takeOut(column, base, columns)];
    if (!(left > leastNorm * length)) continue;
    const scale = Math.sqrt(column.length) / left;
    for (let i = 0; i < column.length; i++) column[i] = (column[i] ?? 0) * scale;
    columns.push(column);
  }
  return columns;
}

/** What orthonormal columns leave of y. */
export function without(y: Float64Array, columns: Columns): Float64Array {
  const residual = y.slice();
  takeOut(residual, columns, []);
  return residual;
}

/** Sum of squares of y along orthonormal columns. */
export function explained(y: Float64Array, columns: Columns): number {
  return columns.reduce((sum, column) => sum + dot(column, y) ** 2, 0) / y.length;
}

/** Σ a b. The inner loop of the whole analysis: four sums side by side, so that none waits for the last. */
export function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += (a[i] ?? 0) * (b[i] ?? 0);
    s1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (; i < n; i++) s0 += (a[i] ?? 0) * (b[i] ?? 0);
  return s0 + s1 + (s2 + s3);
}

/** In place; gives the length that is left. */
function takeOut(column: Float64Array, base: Columns, more: Columns): number {
  const n = column.length;
  for (const columns of [base, more]) {
    for (const earlier of columns) {
      const share = dot(column, earlier) / n;
      for (let i = 0; i < n; i++) column[i] = (column[i] ?? 0) - share * (earlier[i] ?? 0);
    }
  }
  return Math.sqrt(dot(column, column));
}
