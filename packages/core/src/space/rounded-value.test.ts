import { expect, it } from 'vitest';
import type { Hyperparameter, RangeHyperparameter } from './hyperparameter.ts';
import { roundedValue } from './rounded-value.ts';

const range = (low: number, high: number, scale: RangeHyperparameter['scale']): Hyperparameter => ({
  kind: 'float',
  id: 'x',
  name: 'x',
  arg: 'x',
  low,
  high,
  scale,
});

it.each([
  [range(0.9, 0.99999, 'reverse-log'), 0.9999968123, 0.99999681],
  [range(0.9, 0.99999, 'reverse-log'), 0.912345, 0.9123],
  [range(1e-5, 1, 'log'), 0.000123456, 0.000123],
  [range(0, 0.5, 'linear'), 0.123456, 0.123],
  [range(1000, 1000.5, 'linear'), 1000.123456, 1000.12],
  [range(1, 1e6, 'log'), 1024, 1024],
  [{ kind: 'discrete', id: 'x', name: 'x', arg: 'x', values: [0.99981] } as const, 0.99981, 0.99981],
])('case %#', (hyperparameter, value, shown) => {
  expect(roundedValue(hyperparameter, value)).toBe(shown);
});
