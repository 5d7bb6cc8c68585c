/**
 * Objectives of four hyperparameters on [0, 1] whose optimum in the first lies at a chosen place and in the others inside.
 *
 *   parabola   the sum of squared distances from the optimum: what the question's fit assumes of an additive objective
 *   well       1 − exp(−3 · parabola): flat far from the optimum
 *   ridge      its logarithm: a sharp optimum
 *   cliff      three times as steep above the optimum as below
 *   valley     turned by 45 degrees: the hyperparameters interact, and a bad value of one is made good by the others
 */
import { stream } from '@attune/core/numeric';

export const shapes = ['parabola', 'well', 'ridge', 'cliff', 'valley'] as const;

export type Shape = (typeof shapes)[number];

export type Landscape = (places: readonly number[]) => number;

/** Optima of the other three. */
const inside = [0.41, 0.53, 0.59];

export function landscape(shape: Shape, optimum: number): Landscape {
  const centres = [optimum, ...inside];
  const distances = (places: readonly number[]): readonly number[] =>
    centres.map((centre, j) => (places[j] ?? 0) - centre);
  const parabola = (places: readonly number[]): number => distances(places).reduce((sum, d) => sum + d * d, 0);
  switch (shape) {
    case 'parabola':
      return parabola;
    case 'well':
      return (places) => 1 - Math.exp(-3 * parabola(places));
    case 'ridge':
      return (places) => Math.log(0.02 + parabola(places));
    case 'cliff':
      return (places) => distances(places).reduce((sum, d) => sum + (d > 0 ? 3 : 1) * d * d, 0);
    case 'valley':
      return (places) => {
        const along = distances(places).reduce((sum, d) => sum + d, 0) / 2;
        return 2 * along * along + 0.5 * parabola(places);
      };
  }
}

/** A share of the spread in the good region: the standard deviation of the best quarter of the space. */
export function noiseOf(objective: Landscape, share: number): number {
  const random = stream(1, 'landscape');
  const values = Float64Array.from({ length: 4000 }, () =>
    objective(Array.from({ length: inside.length + 1 }, () => random.uniform())),
  ).sort();
  const good = values.subarray(0, values.length / 4);
  const mean = good.reduce((sum, value) => sum + value, 0) / good.length;
  return share * Math.sqrt(good.reduce((sum, value) => sum + (value - mean) ** 2, 0) / good.length);
}

/** How much better the objective becomes at the others' optima when the first range is widened by half: what widening brings. */
export function gainOf(objective: Landscape): number {
  const at = (place: number): number => objective([place, ...inside]);
  const places = Array.from({ length: 151 }, (_, i) => i / 100);
  const best = (most: number): number =>
    places.reduce((least, place) => (place <= most ? Math.min(least, at(place)) : least), Infinity);
  return best(1) - best(1.5);
}
