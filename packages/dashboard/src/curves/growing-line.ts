/** A curve as it was read, continued by what has arrived since; what a redraw costs depends on what is new. */
import type { CurveLine, CurvePart } from './curve-line.ts';
import { joinLive } from './join-live.ts';
import { smoother, type Smoother, type Smoothing } from './smooth.ts';

/** Points that arrived, by step. While `revision` stays, they are only added to. */
export interface LiveTail {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** From 1: that the points are of. */
  readonly attempt: number;
  readonly revision: number;
}

/** Views of the curve as it is now: do not keep them. */
export interface DrawnLine {
  readonly raw: CurvePart;
  /** As it is smoothed; `raw` itself where it is not. */
  readonly shown: CurvePart;
}

/** `width` of the smoothing in units of x. */
export type GrowingLine = (live: LiveTail | undefined, smoothing: Smoothing, width: number) => DrawnLine;

export function growingLine(line: CurveLine): GrowingLine {
  let raw: CurvePart = line;
  let [x, y, length] = [line.x, line.y, line.x.length];
  let revision = Number.NaN;
  let taken = 0;
  let smoothing: { readonly kind: Smoothing; readonly width: number; readonly smooth: Smoother } | null = null;
  let drawn: DrawnLine | null = null;

  const follow = (live: LiveTail): void => {
    if (live.revision !== revision || live.steps.length < taken) {
      revision = live.revision;
      // Thinning keeps a curve's last point: what was read reaches to there.
      ({ read: length, from: taken } = joinLive(line.x, live));
      // What follows is written anew, and what was smoothed of it.
      smoothing = null;
      [x, y] = [line.x, line.y];
      raw = length === line.x.length ? line : { x: line.x.subarray(0, length), y: line.y.subarray(0, length) };
      drawn = null;
    }
    const more = live.steps.length - taken;
    if (more === 0) return;
    if (x.length < length + more || x === line.x) [x, y] = [roomy(x, length, more), roomy(y, length, more)];
    x.set(live.steps.subarray(taken), length);
    y.set(live.values.subarray(taken), length);
    length += more;
    taken = live.steps.length;
    raw = { x: x.subarray(0, length), y: y.subarray(0, length) };
    drawn = null;
  };

  return (live, kind, width) => {
    if (live !== undefined) follow(live);
    if (smoothing?.kind !== kind || smoothing.width !== width) {
      smoothing = { kind, width, smooth: smoother(kind, width) };
      drawn = null;
    }
    if (drawn !== null) return drawn;
    const values = smoothing.smooth(raw.x, raw.y);
    return (drawn = { raw, shown: values === raw.y ? raw : { x: raw.x, y: values } });
  };
}

function roomy(values: Float64Array, length: number, more: number): Float64Array<ArrayBuffer> {
  const room = new Float64Array(Math.ceil(1.5 * (length + more)));
  room.set(values.subarray(0, length));
  return room;
}
