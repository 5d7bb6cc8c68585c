export type { Problem, Sampler, Suggestion } from './sampler.ts';
