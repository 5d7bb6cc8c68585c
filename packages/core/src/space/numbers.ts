/** Lists of numbers, among which `off` may be something else (`null`, `none`). */
import type { Value } from './hyperparameter.ts';

/** Whether there is a number, and everything but `off` is one. */
export function areNumbers(values: readonly Value[], off: Value | undefined): boolean {
  const rest = values.filter((value) => value !== off || typeof value === 'number');
  return rest.length > 0 && rest.every((value) => typeof value === 'number');
}

/** Numbers ascending, after whatever is none, which keeps its order. */
export function ascending(values: readonly Value[]): readonly Value[] {
  const numbers = values.filter((value) => typeof value === 'number');
  const others = values.filter((value) => typeof value !== 'number');
  return [...others, ...numbers.toSorted((a, b) => a - b)];
}
