/**
 * The Halton points of the AlgoPerf benchmark's search-space generator, for comparison only. Bases are the d largest
 * primes below 997; each has one digit permutation that keeps 0 and a shift modulo 1; indices begin at 101. Permutation
 * and shift come from NumPy's `RandomState(prime)`, so every study of d hyperparameters gets the same points.
 * (AlgoPerf then shuffles them, which changes no discrepancy.)
 */
import { randomState, type RandomState } from './mersenne-twister.ts';

const skipped = 100;
const basesBelow = 997;

/** The first `count` points in d dimensions; `draw` other than 0 replaces the seeds, for sets of the same kind. */
export function algoperfHalton(dimensions: number, count: number, draw = 0): number[][] {
  const axes = largestPrimes(dimensions).map((base) => {
    const random: RandomState = randomState(base + 1000 * draw);
    const images = Array.from({ length: base - 1 }, (_, i) => i + 1);
    random.shuffle(images);
    return { base, images: [0, ...images], shift: random.uniform() };
  });
  return Array.from({ length: count }, (_, i) =>
    axes.map(({ base, images, shift }) => (mirrored(1 + skipped + i, base, images) + shift) % 1),
  );
}

function mirrored(index: number, base: number, images: readonly number[]): number {
  let u = 0;
  let weight = 1 / base;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    u += weight * (images[rest % base] ?? 0);
    weight /= base;
  }
  return u;
}

function largestPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = basesBelow - 1; primes.length < count && candidate > 1; candidate--) {
    let divisor = 2;
    while (candidate % divisor !== 0) divisor += 1;
    if (divisor === candidate) primes.push(candidate);
  }
  return primes;
}
