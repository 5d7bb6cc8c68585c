/** A curve as the points that a figure draws. */
import { rounded } from '../numeric/index.ts';
import { thin, type Curve } from '../study/index.ts';

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** Its finite points in five digits; of a longer curve at most `most`, the extremes of each stretch among them. */
export function pointsOf(curve: Curve, most: number): readonly Point[] {
  const finite = curve.values.every((value) => Number.isFinite(value)) ? curve : finiteOf(curve);
  const { steps, values } = thin(finite, most);
  return steps.map((step, i) => ({ step, value: rounded(values[i] ?? NaN, 5) }));
}

function finiteOf({ metric, steps, values }: Curve): Curve {
  const kept = (_: number, i: number): boolean => Number.isFinite(values[i]);
  return { metric, steps: steps.filter(kept), values: values.filter(kept) };
}
