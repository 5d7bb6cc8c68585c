import type { Configuration, Space } from '../space/index.ts';

/** What is searched. */
export interface Problem {
  readonly space: Space;
  /** Trials the study is planned for: a grid spreads over it; sequences ignore it. */
  readonly budget: number;
}

/** One point of a study; `index` is its place in the study's sequence, stored with the trial. */
export interface Suggestion {
  readonly index: number;
  readonly configuration: Configuration;
}

/**
 * Proposes the configurations `first … first + count − 1` of a study.
 * A pure function of its arguments: asked in pieces or at once, now or after a restart, it gives the same points.
 * A finite sampler (list, grid) returns fewer than `count` at its end.
 */
export interface Sampler {
  /** Whether results steer later points; only non-adaptive studies permit another objective afterwards (method C6). */
  readonly adaptive: boolean;
  suggest(problem: Problem, first: number, count: number, seed: number): readonly Suggestion[];
}
