import type { Configuration, Levels } from '../space/index.ts';

/** Which algorithm proposes a study's trials, as data: this is what files, rounds and threads carry. */
export type SamplerSpec =
  | { readonly kind: 'list'; readonly configurations: readonly Configuration[] }
  /** Levels of every range, or of each dimension: what a round that gave none freezes. */
  | { readonly kind: 'grid'; readonly points?: number | Levels }
  | { readonly kind: 'random' }
  | { readonly kind: 'halton' }
  | { readonly kind: 'sobol' };
