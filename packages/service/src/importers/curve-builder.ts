/** Curves from measurements in whatever order they come. */
import type { Curve } from '@attune/core/study';

export interface CurveBuilder {
  add(metric: string, step: number, value: number): void;
  build(): BuiltCurves;
}

export interface BuiltCurves {
  /** One a metric, in the order in which the metrics were first met; of a step reported again the last value. */
  readonly curves: readonly Curve[];
  readonly duplicates: number;
  /** Curves whose steps had to be sorted. */
  readonly unordered: number;
}

export function curveBuilder(): CurveBuilder {
  const series = new Map<string, { readonly steps: number[]; readonly values: number[] }>();
  return {
    add(metric, step, value) {
      let one = series.get(metric);
      if (one === undefined) series.set(metric, (one = { steps: [], values: [] }));
      one.steps.push(step);
      one.values.push(value);
    },
    build() {
      let duplicates = 0;
      let unordered = 0;
      const curves = [...series].map(([metric, { steps, values }]): Curve => {
        const sorted = inOrder(steps, values);
        duplicates += steps.length - sorted.steps.length;
        unordered += sorted.sorted ? 1 : 0;
        return { metric, steps: sorted.steps, values: sorted.values };
      });
      return { curves, duplicates, unordered };
    },
  };
}

interface Ordered {
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Whether any step was smaller than the one before. */
  readonly sorted: boolean;
}

function inOrder(steps: readonly number[], values: readonly number[]): Ordered {
  let ascending = true;
  let sorted = false;
  for (let i = 1; i < steps.length; i++) {
    const difference = (steps[i] ?? 0) - (steps[i - 1] ?? 0);
    if (difference <= 0) ascending = false;
    if (difference < 0) sorted = true;
  }
  if (ascending) return { steps, values, sorted };
  const order = [...steps.keys()].sort((a, b) => (steps[a] ?? 0) - (steps[b] ?? 0) || a - b);
  const last = order.filter((at, i) => steps[at] !== steps[order[i + 1] ?? -1]);
  return { steps: last.map((at) => steps[at] ?? 0), values: last.map((at) => values[at] ?? NaN), sorted };
}
