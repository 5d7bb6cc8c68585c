/**
 * By how much a result has to beat chance to count as better: the best of many evaluations of a trial that never left chance
 * lies below it by noise alone.
 *
 *   E   evaluations with a finite value
 *   σ   noise of one evaluation at chance. For a rate p over N examples √(p(1−p)/N); else from the trial's own curve, from
 *       its second differences, which a steady fall or rise leaves alone: median |x₋ − 2x + x₊| / (0.6745 √6)
 *       (T. Gasser, L. Sroka and C. Jennen-Steinmetz, Residual variance and residual pattern in nonlinear regression,
 *       Biometrika 73, 1986, with the median in place of the mean, so that a few jumps do not count)
 *   z   Φ⁻¹(0.99^(1/E)): the best of E independent evaluations at chance stays within z σ of it in 99 % of trials
 */
import { median, normalQuantile } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';
import { isRate } from './metric.ts';

const certainty = 0.99;
/** With fewer evaluations a curve's own noise cannot be told from its course. */
const fewestEvaluations = 8;
/**
 * A curve that leaps far above and below chance tells nothing of the noise at chance: what is better than chance by this
 * share of it has learned something, however wildly it swings.
 */
const widest = 0.25;
/** Third quartile of the normal distribution. */
const quartile = 0.6745;

/** z σ, in the metric's own unit; 0 where nothing tells the noise. `examples` is N, where it is known. */
export function chanceMargin(curve: Curve, chance: number, examples: number | undefined): number {
  const values = curve.values.filter((value) => Number.isFinite(value));
  const factor = normalQuantile(certainty ** (1 / Math.max(1, values.length)));
  if (examples !== undefined && isRate(curve.metric, [...values, chance])) {
    return factor * Math.sqrt((chance * (1 - chance)) / examples);
  }
  if (values.length < fewestEvaluations) return 0;
  return Math.min(factor * noiseOfCurve(values), widest * Math.abs(chance));
}

function noiseOfCurve(values: readonly number[]): number {
  const bends = values.slice(2).map((after, i) => Math.abs((values[i] ?? 0) - 2 * (values[i + 1] ?? 0) + after));
  return median(bends) / (quartile * Math.sqrt(6));
}
