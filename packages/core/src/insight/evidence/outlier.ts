/**
 * Which results of a study lie far outside its robust spread, on the bad side.
 *
 *   x   results as badness: larger is worse; logarithms where every result is positive and small is good
 *   m   median of x
 *   s   median of x − m over the x above m: the bad side's own spread, for studies are skewed towards bad results
 *   z   0.6745 (x − m) / s, the modified z-score of B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers
 *       (ASQC Quality Press, 1993), with the bad side's median deviation in place of both sides'
 *
 * They cut at 3.5 for repeated measurements. Trials differ on purpose, so the default here is 5 (`options.ts`): a study
 * with more than a quarter at chance is merely wide, and nothing of it is cut; a lone result ten times the rest is.
 */
import { quantile } from '../../numeric/index.ts';
import type { Direction } from '../../study/index.ts';
import type { InsightOptions } from '../options.ts';

/** 0.6745 is the third quartile of the normal distribution: it makes z a number of standard deviations there. */
const quartile = 0.6745;

/**
 * The limit beyond which a result is an outlier, in the objective's own unit; null where too few results, or results
 * without spread, tell nothing.
 */
export function outlierLimit(
  results: readonly number[],
  direction: Direction,
  options: InsightOptions['outlier'],
): number | null {
  if (results.length < options.fewest || options.cutoff === Infinity) return null;
  const logarithmic = direction === 'minimize' && results.every((value) => value > 0);
  const badness = results.map((value) => (logarithmic ? Math.log(value) : direction === 'minimize' ? value : -value));
  const middle = quantile(badness, 0.5);
  const above = badness.filter((x) => x > middle).map((x) => x - middle);
  if (above.length < 2) return null;
  const limit = middle + (options.cutoff * quantile(above, 0.5)) / quartile;
  return logarithmic ? Math.exp(limit) : direction === 'minimize' ? limit : -limit;
}
