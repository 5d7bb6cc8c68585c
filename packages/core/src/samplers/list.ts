/** The configurations of an explicit list, in its order; at its end there are no more. */
import type { Configuration } from '../space/index.ts';
import type { Sampler } from './sampler.ts';

export function list(configurations: readonly Configuration[]): Sampler {
  return {
    adaptive: false,
    suggest: (_problem, first, count) =>
      configurations.slice(first, first + count).map((configuration, i) => ({ index: first + i, configuration })),
  };
}
