import { expect, test } from 'vitest';
import { normals, permutation, uniforms } from './random.ts';

const many = 20_000;

test('uniforms have the moments of a uniform distribution and no serial correlation', () => {
  const uniform = uniforms(7, 3);
  const values = Array.from({ length: many }, uniform);
  expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * many));
  expect(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.003);
  const lagged = values.slice(1).map((value, index) => (value - 0.5) * ((values[index] ?? 0) - 0.5));
  expect(Math.abs(mean(lagged))).toBeLessThan(4 / 12 / Math.sqrt(many));
});

test('normals have mean 0 and variance 1', () => {
  const values = Array.from({ length: many }, normals(11));
  expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(many));
  expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / many));
});

test('neighbouring keys give unrelated streams; the same key the same', () => {
  const first = Array.from({ length: many }, uniforms(5, 1));
  const second = Array.from({ length: many }, uniforms(5, 2));
  const products = first.map((value, index) => (value - 0.5) * ((second[index] ?? 0) - 0.5));
  expect(Math.abs(mean(products))).toBeLessThan(4 / 12 / Math.sqrt(many));
  expect(Array.from({ length: 5 }, uniforms(5, 1))).toEqual(first.slice(0, 5));
  expect(uniforms(1, 2)()).not.toBe(uniforms(2, 1)());
});

test('a permutation holds every index once, and puts each anywhere equally often', () => {
  expect([...permutation(10, 1)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const firsts = Array.from({ length: 6000 }, (_, key) => permutation(6, key)[0] ?? -1);
  for (let index = 0; index < 6; index++) {
    // Binomial(6000, 1/6): mean 1000, standard deviation 28.9
    expect(Math.abs(firsts.filter((first) => first === index).length - 1000)).toBeLessThan(4 * 28.9);
  }
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
