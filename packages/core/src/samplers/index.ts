export type { Problem, Sampler, Suggestion } from './sampler.ts';
export { samplerFor } from './registry.ts';
export { haltonSequence } from './halton.ts';
export { plainSobolSequence, sobolSequence } from './sobol.ts';
export { randomSequence } from './random.ts';
export { stratifiedSampler } from './stratified.ts';
export type { Sequence, SequenceMaker } from './sequence.ts';
export { samplerTexts } from './texts.ts';
