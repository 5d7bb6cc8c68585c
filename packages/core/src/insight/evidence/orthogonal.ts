/**
 * An orthonormal basis of columns by modified Gram–Schmidt, each column cleared twice (L. Giraud et al., Rounding Error
 * Analysis of the Classical Gram–Schmidt Orthogonalization Process, Numerische Mathematik 101, 2005: twice is enough).
 *
 *   X   columns, n × p
 *   Q   orthonormal columns of the kept ones, n × k
 *   R   upper triangular, k × k: kept columns of X = Q R
 */

export interface Basis {
  readonly q: readonly Float64Array[];
  readonly r: readonly (readonly number[])[];
  /** For each column of X, its place among the kept ones; null where earlier columns span it. */
  readonly places: readonly (number | null)[];
}

/** What is left of a column that earlier ones span, relative to it. */
const negligible = 1e-8;

export function basisOf(columns: readonly Float64Array[]): Basis {
  const q: Float64Array[] = [];
  const r: number[][] = [];
  const places = columns.map((column): number | null => {
    const rest = Float64Array.from(column);
    const coefficients = q.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      q.forEach((unit, k) => {
        const along = dot(unit, rest);
        coefficients[k] = (coefficients[k] ?? 0) + along;
        for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] ?? 0) - along * (unit[i] ?? 0);
      });
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > negligible * Math.sqrt(dot(column, column)))) return null;
    q.push(rest.map((x) => x / length));
    r.push([...coefficients, length]);
    return q.length - 1;
  });
  return { q, r, places };
}

/**
 * The vector w for which w · Qᵀy is the sum of least-squares coefficients of y, each times its weight: R⁻ᵀ times the
 * weights. Weights are by place among the kept columns; places left out weigh 0.
 */
export function functional({ r }: Basis, weights: ReadonlyMap<number, number>): Float64Array {
  const w = new Float64Array(r.length);
  for (let k = 0; k < r.length; k++) {
    const column = r[k] ?? [];
    let rest = weights.get(k) ?? 0;
    for (let j = 0; j < k; j++) rest -= (column[j] ?? 0) * (w[j] ?? 0);
    w[k] = rest / (column[k] ?? 1);
  }
  return w;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
