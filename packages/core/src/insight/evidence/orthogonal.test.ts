import { expect, it } from 'vitest';
import { basisOf, dot, functional } from './orthogonal.ts';

const columns = [
  [1, 1, 1, 1, 1],
  [1, 2, 3, 4, 6],
  [2, 4, 6, 8, 12],
  [1, 0, 2, 0, 1],
].map((column) => Float64Array.from(column));

it('leaves out what earlier columns span', () => {
  const { q, places } = basisOf(columns);
  expect(places).toEqual([0, 1, null, 2]);
  for (const [i, a] of q.entries())
    for (const [j, b] of q.entries()) expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 12);
});

it('gives least-squares coefficients as products', () => {
  const basis = basisOf(columns);
  const y = Float64Array.from([1, 3, 2, 5, 8]);
  const coordinates = Float64Array.from(basis.q, (unit) => dot(unit, y));
  const coefficient = (place: number): number => dot(functional(basis, new Map([[place, 1]])), coordinates);
  // numpy.linalg.lstsq of the columns without the third: NumPy 2.4.6
  expect([0, 1, 2].map(coefficient)).toEqual(
    [0.101449275362, 1.376811594203, -0.884057971014].map((x) => expect.closeTo(x, 10) as number),
  );
});
