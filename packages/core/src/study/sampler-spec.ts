import type { Configuration } from '../space/index.ts';

/** Which algorithm proposes a study's trials, as data: this is what files, rounds and threads carry. */
export type SamplerSpec =
  | { readonly kind: 'list'; readonly configurations: readonly Configuration[] }
  | { readonly kind: 'grid'; readonly points?: number }
  | { readonly kind: 'random' }
  | { readonly kind: 'halton' }
  | { readonly kind: 'sobol' };
