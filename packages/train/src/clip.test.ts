import { defaultDevice, init, numpy as np } from '@jax-js/jax';
import { beforeAll, describe, expect, test } from 'vitest';
import { clipByGlobalNorm, globalNorm } from './clip.ts';

beforeAll(async () => {
  await init('wasm');
  defaultDevice('wasm');
});

/** Norm 13 over both arrays together: 3² + 4² + 12². */
const gradients = () => ({ w: np.array([[3], [4]]), b: np.array([-12]) });

test('the norm is taken over all arrays, which stay usable', () => {
  const given = gradients();
  expect(globalNorm(given).dataSync()[0]).toBeCloseTo(13, 5);
  expect([...given.b.dataSync()]).toEqual([-12]);
});

describe('clipping', () => {
  test('scales down to the threshold and gives the norm as it was', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm(gradients(), 6.5);
    expect(norm.dataSync()[0]).toBeCloseTo(13, 5);
    expect(clipped.w?.js()).toEqual([[1.5], [2]]);
    expect(clipped.b?.js()).toEqual([-6]);
  });

  test('leaves a smaller gradient alone', () => {
    expect(clipByGlobalNorm(gradients(), 20).gradients.b?.js()).toEqual([-12]);
  });

  test('takes a gradient of zeros', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm({ w: np.zeros([3]) }, 1);
    expect(norm.dataSync()[0]).toBe(0);
    expect(clipped.w?.js()).toEqual([0, 0, 0]);
  });
});
