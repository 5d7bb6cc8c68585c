/**
 * How evenly points fill the unit cube: the centred L2 discrepancy of F. J. Hickernell 1998, "A generalized discrepancy
 * and quadrature error bound" (Math. Comp. 67), eq. 5.1c. Like SciPy's `qmc.discrepancy`, it is the squared value.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | x | points in [0, 1]^d | n × d |
 */

/** CD² of the points: 0 would be perfectly even. O(n² d). */
export function centredDiscrepancy(points: readonly (readonly number[])[]): number {
  const n = points.length;
  const d = points[0]?.length ?? 0;
  const x = Float64Array.from(points.flat());
  const off = x.map((value) => Math.abs(value - 0.5));
  let single = 0;
  let paired = 0;
  for (let i = 0; i < n * d; i += d) {
    single += product(d, (j) => 1 + (at(off, i + j) - at(off, i + j) ** 2) / 2);
    paired += product(d, (j) => 1 + at(off, i + j));
    for (let k = 0; k < i; k += d) {
      let factor = 2;
      for (let j = 0; j < d; j++) {
        factor *= 1 + (at(off, i + j) + at(off, k + j) - Math.abs(at(x, i + j) - at(x, k + j))) / 2;
      }
      paired += factor;
    }
  }
  return (13 / 12) ** d - (2 / n) * single + paired / n ** 2;
}

function product(d: number, factor: (j: number) => number): number {
  let value = 1;
  for (let j = 0; j < d; j++) value *= factor(j);
  return value;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
