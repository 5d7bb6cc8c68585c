/** Which metrics share a chart: those that differ only in their split, as `train/loss` and `valid/loss`. */

export interface MetricChart {
  /** What its metrics have in common: `loss`. */
  readonly name: string;
  /** The main one first, validation before training. */
  readonly metrics: readonly string[];
}

/** Splits whose curve is the thinner one of a pair. */
const training = /^(train|training)$/;

/** In the order in which the first metric of each is named. A metric without a split has a chart of its own. */
export function metricCharts(metrics: readonly string[]): readonly MetricChart[] {
  const charts = Map.groupBy(metrics, nameOf);
  return [...charts].map(([name, own]) => ({
    name,
    metrics: own.toSorted((a, b) => Number(isTraining(a)) - Number(isTraining(b))),
  }));
}

function nameOf(metric: string): string {
  const cut = metric.indexOf('/');
  return cut === -1 ? metric : metric.slice(cut + 1);
}

export function isTraining(metric: string): boolean {
  const cut = metric.indexOf('/');
  return cut !== -1 && training.test(metric.slice(0, cut));
}

/** What a chart shows where nobody has chosen: the objective with its counterpart in training. */
export function usualMetrics(objective: string, reported: readonly string[]): readonly string[] {
  const others = reported.filter((metric) => metric !== objective && nameOf(metric) === nameOf(objective));
  return [objective, ...others];
}
