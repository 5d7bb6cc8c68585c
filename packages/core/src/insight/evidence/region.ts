/** A region of a space in which trials are infeasible: a side, a value or a two-sided part of one axis, or a half-plane of two. */

type Coordinates = readonly (number | null)[];

/** One hyperparameter over the same trials; null where a trial does not have it. */
export type Axis =
  | {
      readonly kind: 'ordered';
      /** In [0, 1], in the hyperparameter's own scale. */
      readonly places: Coordinates;
      /** Logarithms of its values where powers of it are what combines. */
      readonly logs?: Coordinates;
    }
  | { readonly kind: 'unordered'; readonly values: readonly (string | null)[] };

/** A half-plane's direction: the score of a trial is the weighted sum of its two coordinates. */
export interface Direction {
  readonly axes: readonly [number, number];
  readonly weights: readonly [number, number];
  readonly coordinates: readonly [Coordinates, Coordinates];
  /** What its coordinates are; `complement`: ln a and ln(1 − b). */
  readonly in: 'logs' | 'complement' | 'places';
}

/** Two neighbouring places, or scores of a half-plane, that an edge lies between. */
export type Edge = readonly [below: number, above: number];

export type Where =
  | { readonly shape: 'side'; readonly axis: number; readonly side: 'above' | 'below'; readonly between: Edge }
  | { readonly shape: 'value'; readonly axis: number; readonly value: string }
  | {
      readonly shape: 'band';
      readonly axis: number;
      readonly side: 'between' | 'outside';
      readonly edges: readonly [Edge, Edge];
    }
  | HalfPlane;

export interface HalfPlane {
  readonly shape: 'half-plane';
  readonly direction: Direction;
  readonly side: 'above' | 'below';
  readonly between: Edge;
}

export interface Count {
  readonly infeasible: number;
  readonly count: number;
}

export interface Region {
  readonly where: Where;
  readonly inside: Count;
  /** The other trials that have the region's hyperparameters and lie in no region found before. */
  readonly outside: Count;
  /** Share of labelings in which the best region anywhere is as clear. */
  readonly p: number;
}

export function axesOf(where: Where): readonly number[] {
  return where.shape === 'half-plane' ? where.direction.axes : [where.axis];
}

/** Whether a region lies towards an end of one of its axes, by the axis's place among `axesOf`. */
export function liesTowards(where: Where, axis: number, end: 'low' | 'high'): boolean {
  switch (where.shape) {
    case 'value':
      return false;
    case 'side':
      return (where.side === 'above') === (end === 'high');
    case 'band':
      return where.side === 'outside';
    case 'half-plane':
      return (where.side === 'above') === (risesWith(where.direction, axis) === (end === 'high'));
  }
}

/** Whether a direction's score rises with one of its hyperparameters. */
function risesWith({ weights, in: kind }: Direction, axis: number): boolean {
  const weight = weights[axis] ?? 0;
  return axis === 1 && kind === 'complement' ? weight < 0 : weight > 0;
}

/** The weighted sum of a trial's coordinates; null where it lacks one. */
export function scoreOf({ weights, coordinates }: Direction, trial: number): number | null {
  const x = coordinates[0][trial] ?? null;
  const y = coordinates[1][trial] ?? null;
  return x === null || y === null ? null : weights[0] * x + weights[1] * y;
}

/** Whether a trial lies in a region; null where it lacks one of its hyperparameters. */
export function liesIn(where: Where, trial: number, axes: readonly Axis[]): boolean | null {
  switch (where.shape) {
    case 'value': {
      const axis = axes[where.axis];
      const value = axis?.kind === 'unordered' ? (axis.values[trial] ?? null) : null;
      return value === null ? null : value === where.value;
    }
    case 'side': {
      const place = placeIn(axes[where.axis], trial);
      return place === null ? null : beyond(where, place);
    }
    case 'half-plane': {
      const score = scoreOf(where.direction, trial);
      return score === null ? null : beyond(where, score);
    }
    case 'band': {
      const place = placeIn(axes[where.axis], trial);
      if (place === null) return null;
      const [low, high] = where.edges;
      const within = place >= low[1] && place <= high[0];
      return where.side === 'between' ? within : !within;
    }
  }
}

function beyond({ side, between }: { readonly side: 'above' | 'below'; readonly between: Edge }, x: number): boolean {
  return side === 'above' ? x >= between[1] : x <= between[0];
}

function placeIn(axis: Axis | undefined, trial: number): number | null {
  return axis?.kind === 'ordered' ? (axis.places[trial] ?? null) : null;
}
