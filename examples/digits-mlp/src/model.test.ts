import { defaultDevice, grad, init, numpy as np } from '@jax-js/jax';
import { beforeAll, expect, test } from 'vitest';
import { evaluator, score } from './evaluation.ts';
import { readDigits } from './data.ts';
import { crossEntropy, initialParameters, logits } from './model.ts';

beforeAll(async () => {
  await init('wasm');
  defaultDevice('wasm');
});

/** A model small enough to follow by hand: only the first two pixels, hidden units and classes have weights. */
function tiny() {
  const w1 = new Float32Array(64 * 2);
  w1.set([1, -1, 2, 0.5]);
  const w2 = new Float32Array(2 * 10);
  w2.set([1, 2], 0);
  w2.set([3, -1], 10);
  const b2 = new Float32Array(10);
  b2[1] = 0.25;
  return {
    w1: np.array(w1).reshape([64, 2]),
    b1: np.array([0.5, 0]),
    w2: np.array(w2).reshape([2, 10]),
    b2: np.array(b2),
  };
}

function picture(first: number, second: number): np.Array {
  const pixels = new Float32Array(64);
  pixels.set([first, second]);
  return np.array(pixels).reshape([1, 64]);
}

test('logits are those of two layers with ReLU, and the mask silences hidden units', () => {
  // hidden = relu([1·1 + 2·0.5 + 0.5, −1·1 + 0.5·0.5]) = [2.5, 0]; logits = [2.5, 2·2.5 + 0.25]
  expect(logits(tiny(), picture(1, 0.5)).js()).toEqual([[2.5, 5.25, 0, 0, 0, 0, 0, 0, 0, 0]]);
  expect(logits(tiny(), picture(1, 0.5), np.array([[0, 2]])).js()).toEqual([[0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0]]);
});

test('the gradient of the cross-entropy agrees with finite differences', () => {
  const y = () => np.array([[0.1, 0, 0.9, 0, 0, 0, 0, 0, 0, 0]]);
  const gradient = grad(crossEntropy)(tiny(), picture(1, 0.5), y());
  const h = 1e-2;
  const lossWithBias = (shift: number): number => {
    const b1 = np.array([0.5 + shift, 0]);
    return Number(crossEntropy({ ...tiny(), b1 }, picture(1, 0.5), y()).dataSync()[0]);
  };
  const numeric = (lossWithBias(h) - lossWithBias(-h)) / (2 * h);
  expect(gradient['b1']?.dataSync()[0]).toBeCloseTo(numeric, 3);
});

test('initial weights have He’s variance, and differ by seed alone', () => {
  const values = (seed: number) => [...(initialParameters(256, seed)['w1']?.dataSync() ?? [])];
  const weights = values(1);
  const variance = weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length;
  // 16,384 draws: the relative standard error of a variance is √(2 / n) = 1.1 %
  expect(Math.abs(variance / (2 / 64) - 1)).toBeLessThan(0.045);
  expect(values(1)).toEqual(weights);
  expect(values(2)).not.toEqual(weights);
});

test('an untrained network is at chance: ln 10', () => {
  const { valid } = readDigits();
  const { loss, error } = evaluator()(initialParameters(128, 3), valid);
  expect(Math.abs(loss - Math.log(10))).toBeLessThan(0.05);
  expect(error).toBeGreaterThan(0.75);
});

test('a score is the mean cross-entropy and the share of wrong predictions', () => {
  const rows = [Array<number>(10).fill(0), Array.from({ length: 10 }, (_, digit) => (digit === 4 ? Math.log(9) : 0))];
  const { loss, error } = score(rows.flat(), Uint8Array.of(7, 4));
  expect(loss).toBeCloseTo((Math.log(10) + Math.log(2)) / 2, 12);
  expect(error).toBe(1 / 2);
});

test('a model that has diverged is wrong about everything', () => {
  expect(score(Array<number>(20).fill(NaN), Uint8Array.of(0, 1))).toEqual({ loss: NaN, error: 1 });
});
