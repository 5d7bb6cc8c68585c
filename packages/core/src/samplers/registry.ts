/** Every sampler by the name that files give it; a new one is a kind of `SamplerSpec` and a row here. */
import type { SamplerSpec } from '../study/index.ts';
import { grid } from './grid.ts';
import { haltonSequence } from './halton.ts';
import { list } from './list.ts';
import { randomSequence } from './random.ts';
import type { Sampler } from './sampler.ts';
import { sobolSequence } from './sobol.ts';
import { stratifiedSampler } from './stratified.ts';

type Kind = SamplerSpec['kind'];
type SpecOf<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Extract<SamplerSpec, { readonly kind: P }> }[K];

const makers: { readonly [P in Kind]: (spec: SpecOf<P>) => Sampler } = {
  list: ({ configurations }) => list(configurations),
  grid: ({ points }) => grid(points),
  random: () => stratifiedSampler(randomSequence),
  halton: () => stratifiedSampler(haltonSequence),
  sobol: () => stratifiedSampler(sobolSequence),
};

/** The sampler that a spec describes. Keep it for as long as its study asks: it remembers what its points have in common. */
export function samplerFor<K extends Kind>(spec: SpecOf<K>): Sampler {
  return makers[spec.kind](spec);
}
