/** Points of the unit cube, each found by its index alone. */
export interface Sequence {
  /** The point at `index`, an integer from 0: one number in [0, 1) per dimension. */
  readonly point: (index: number) => number[];
}

/** Builds a sequence; equal arguments give equal points, other seeds independent ones. `seed` is an integer in [0, 2³²). */
export type SequenceMaker = (dimensions: number, seed: number) => Sequence;
