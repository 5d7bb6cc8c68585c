import { expect, test } from 'vitest';
import { type Examples, classes, pixels, readDigits } from './data.ts';

const digits = readDigits();

test('the split has its sizes, and each digit in its share', () => {
  expect([digits.train, digits.valid, digits.test].map(({ count }) => count)).toEqual([897, 450, 450]);
  expect(classCounts(digits.train)).toEqual([88, 92, 88, 91, 90, 92, 89, 90, 87, 90]);
  expect(classCounts(digits.valid)).toEqual([45, 45, 45, 46, 45, 45, 46, 45, 43, 45]);
  expect(classCounts(digits.test)).toEqual([45, 45, 44, 46, 46, 45, 46, 44, 44, 45]);
});

test('all images are there once: their brightness sums to that of the whole set', () => {
  // scikit-learn 1.9.1: load_digits().data.sum() == 561718.0, in sixteenths
  const total = [digits.train, digits.valid, digits.test].flatMap(({ images }) => [...images]).reduce((a, b) => a + b);
  expect(total * 16).toBe(561718);
});

test('the split is the one that results were measured on', () => {
  // Position-weighted sums: they change with any exchange of two different images.
  expect(checksum(digits.train)).toBe(4060809761);
  expect(checksum(digits.valid)).toBe(1026952959);
  expect(checksum(digits.test)).toBe(1033540626);
});

test('images lie in [0, 1] and belong to their labels’ rows', () => {
  expect(Math.max(...digits.train.images)).toBe(1);
  expect(Math.min(...digits.train.images)).toBe(0);
  expect(digits.train.images.length).toBe(897 * pixels);
});

function classCounts({ labels }: Examples): readonly number[] {
  return Array.from({ length: classes }, (_, digit) => labels.filter((label) => label === digit).length);
}

function checksum({ count, images, labels }: Examples): number {
  let sum = 0;
  for (let row = 0; row < count; row++) {
    const brightness = images.subarray(row * pixels, (row + 1) * pixels).reduce((a, b, i) => a + 16 * b * (i + 1), 0);
    sum += (row + 1) * (brightness + (labels[row] ?? 0));
  }
  return sum;
}
