/** The curve that was read, and the points that arrived since. */
import { joinLive, type Arrived } from '../../curves/join-live.ts';

export interface Curve {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export function joinCurve(read: Curve | undefined, since: (Curve & Arrived) | undefined): Curve {
  if (read === undefined || read.steps.length === 0) return since ?? { steps: [], values: [] };
  if (since === undefined) return read;
  const joined = joinLive(read.steps, since);
  const both = (name: keyof Curve): readonly number[] => [
    ...Array.from(read[name]).slice(0, joined.read),
    ...Array.from(since[name]).slice(joined.from),
  ];
  return { steps: both('steps'), values: both('values') };
}
