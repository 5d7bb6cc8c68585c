/**
 * MT19937 (M. Matsumoto and T. Nishimura 1998) as NumPy's `RandomState(seed)` draws from it: needed because AlgoPerf's
 * points are defined by these numbers.
 */
export interface RandomState {
  /** `RandomState.shuffle` of a list, in place. */
  readonly shuffle: (values: number[]) => void;
  /** `RandomState.random_sample()`. */
  readonly uniform: () => number;
}

const size = 624;
const shift = 397;

export function randomState(seed: number): RandomState {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) {
    const previous = state[i - 1] ?? 0;
    state[i] = Math.imul(previous ^ (previous >>> 30), 1812433253) + i;
  }
  let next = size;

  const bits = (): number => {
    if (next === size) {
      twist(state);
      next = 0;
    }
    let y = state[next++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };

  /** Uniform on 0 … most, by rejection under the smallest mask of ones. */
  const upTo = (most: number): number => {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    let value = bits() & mask;
    while (value > most) value = bits() & mask;
    return value;
  };

  return {
    shuffle: (values) => {
      for (let i = values.length - 1; i > 0; i--) {
        const j = upTo(i);
        [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
      }
    },
    uniform: () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53,
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const y = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % size] ?? 0) & 0x7fffffff);
    state[i] = (state[(i + shift) % size] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}
