import { expect, test } from 'vitest';
import { minimize } from './lbfgs.ts';

/** Rosenbrock's valley: minimum 0 at (1, 1). */
function rosenbrock(at: Float64Array): { readonly value: number; readonly gradient: Float64Array } {
  const [x = 0, y = 0] = at;
  return {
    value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
  };
}

test('finds the bottom of Rosenbrock’s valley', () => {
  const { x, converged } = minimize(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-8, iterations: 200 });
  expect(converged).toBe(true);
  expect(x[0]).toBeCloseTo(1, 7);
  expect(x[1]).toBeCloseTo(1, 7);
});

test('says so when it was cut short', () => {
  expect(minimize(rosenbrock, Float64Array.of(-1.2, 1), { tolerance: 1e-8, iterations: 3 }).converged).toBe(false);
});
