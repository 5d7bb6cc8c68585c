/** A curve as the charts draw it: numbers in typed arrays, apart from how it looks. */
export interface CurveLine {
  readonly trial: number;
  readonly metric: string;
  /** Ascending: steps, seconds or examples. */
  readonly x: Float64Array;
  /** NaN and infinities where training brought them. */
  readonly y: Float64Array;
  /** What earlier attempts reported and later ones did over. */
  readonly superseded: readonly CurvePart[];
  /** Where the trial's objective was best, a step; null where it never was finite. */
  readonly bestStep: number | null;
  /** Of the whole curve, also where `x` is thinned or cut. */
  readonly lastStep: number | null;
}

export interface CurvePart {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A curve as `GET /curves` gives it. */
export interface CurveDocument {
  readonly trial: number;
  readonly metric: string;
  readonly x: readonly number[];
  readonly y: readonly (number | string)[];
  readonly superseded?: readonly { readonly x: readonly number[]; readonly y: readonly (number | string)[] }[];
  readonly bestStep: number | null;
  readonly lastStep: number | null;
}

const made = new WeakMap<CurveDocument, CurveLine>();

/** The same line for the same document: what did not change is not drawn anew. */
export function lineOf(document: CurveDocument): CurveLine {
  const known = made.get(document);
  if (known !== undefined) return known;
  const { trial, metric, superseded = [], bestStep, lastStep } = document;
  const line = { trial, metric, ...partOf(document), superseded: superseded.map(partOf), bestStep, lastStep };
  made.set(document, line);
  return line;
}

/** NaN and infinities come as words: JSON has no numbers for them. */
function partOf({ x, y }: Pick<CurveDocument, 'x' | 'y'>): CurvePart {
  return { x: Float64Array.from(x), y: Float64Array.from(y, Number) };
}
