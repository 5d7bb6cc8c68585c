/**
 * The handwritten digits of data/digits.txt and their fixed split. The split never depends on a trial's seed: all
 * trials, and the logistic regression, are judged on the same images.
 */
import { readFileSync } from 'node:fs';
import { permutation } from './random.ts';

export const pixels = 64;
export const classes = 10;

/** `images` holds `count` rows of 64 brightnesses in [0, 1]; `labels` the digit of each. */
export interface Examples {
  readonly count: number;
  readonly images: Float32Array;
  readonly labels: Uint8Array;
}

export interface Digits {
  readonly train: Examples;
  readonly valid: Examples;
  readonly test: Examples;
}

/**
 * 897 images for training, 450 for validation, 450 for testing, each with every digit in its share. Images of one
 * writer may stand in all three: the error is that for known writers.
 */
export function readDigits(file: URL = new URL('../data/digits.txt', import.meta.url)): Digits {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const labels = lines.map((line) => Number(line[0]));
  const members: Record<Part, number[]> = { train: [], valid: [], test: [] };
  dealingOrder(labels).forEach((index, place) => members[partOf(place, lines.length)].push(index));
  const examples = (part: Part): Examples => {
    const chosen = members[part].sort((a, b) => a - b);
    return {
      count: chosen.length,
      images: Float32Array.from(chosen.flatMap((index) => brightnesses(lines[index] ?? ''))),
      labels: Uint8Array.from(chosen, (index) => labels[index] ?? 0),
    };
  };
  return { train: examples('train'), valid: examples('valid'), test: examples('test') };
}

type Part = keyof Digits;

const validCount = 450;
const testCount = 450;

/** Never change it: it would change every result that was ever measured on this split. */
const splitSeed = 1998;

/** All images digit by digit, shuffled within each digit. */
function dealingOrder(labels: readonly number[]): readonly number[] {
  const shuffled = [...permutation(labels.length, splitSeed)];
  return shuffled.sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
}

/** Deals places evenly: multiples of 450 modulo 1797 take each value below 450, and each from 450 to 899, 450 times in all. */
function partOf(place: number, total: number): Part {
  const residue = (place * validCount) % total;
  if (residue < validCount) return 'valid';
  return residue < validCount + testCount ? 'test' : 'train';
}

/** A line is the digit, a space, and 64 brightnesses from 0 to 16 as digits of base 17. */
function brightnesses(line: string): readonly number[] {
  return Array.from(line.slice(2), (digit) => parseInt(digit, 17) / 16);
}
