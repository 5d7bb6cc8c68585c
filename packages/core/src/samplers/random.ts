/** Independent uniform points; the sequence against which the others are measured. */
import { stream } from '../numeric/index.ts';
import type { Sequence } from './sequence.ts';

/** Each point is drawn from a stream of its own, so that it is found by its index. */
export function randomSequence(dimensions: number, seed: number): Sequence {
  return {
    point: (index) => {
      const random = stream(seed, 'random', index);
      return Array.from({ length: dimensions }, random.uniform);
    },
  };
}
