/**
 * Whether one result is better than another by more than noise explains (method L1).
 *
 *   d   how much better the first is (positive is better)
 *   s   standard deviation from seed to seed, known from m seeds;  t  the 97.5 % point of Student's t with m − 1 degrees
 *   a, b   runs behind each value; a fixed reference has infinitely many
 *   floor   √( (t s)² (1/a + 1/b) + 1.96² (pa(1−pa) + pb(1−pb)) / N ), the second part for rates: the noise of d
 *   luck    s E[max of n standard normals] where the first is the best of n trials: what picking alone is expected to
 *           gain (G. Blom, Statistical Estimates and Transformed Beta-Variables, 1958: Φ⁻¹((n − 0.375) / (n + 0.25)))
 *
 * Better: d − luck > floor. Worse: d < −floor. Else undecided. The sampling error is that of independent sets; on one
 * shared set it is usually smaller, which only predictions by example could tell: so this errs towards undecided.
 */
import { normalQuantile, studentCdf, studentQuantile } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { samplingError, type Noise } from './noise.ts';
import { rounded } from './rounded.ts';

export const comparisonTexts = defineTexts('comparison', {
  beyond: 'the difference {difference} is {times} × the noise floor {floor}',
  inside: 'the difference {difference} lies inside the noise floor {floor}',
  lucky:
    'the difference {difference} is beyond the noise floor {floor} only with the {luck} that picking the best of {count} trials is expected to gain by luck',
  unmeasured: 'the noise between seeds has not been measured: run the baseline with 3 seeds',
  motionless:
    'every seed gave exactly the same value, so the noise between seeds is not known: check that the program uses its seed',
});

export type Verdict = 'better' | 'worse' | 'undecided';

/** A value to compare. */
export interface Measured {
  readonly value: number;
  /** Training runs that it averages; Infinity for a fixed reference. */
  readonly runs: number;
  /** How many trials it was picked from as the best; 1 where it was not picked. */
  readonly pickedFrom: number;
}

export interface Comparison {
  readonly verdict: Verdict;
  /** d: positive where the first is better. */
  readonly difference: number;
  /** The noise of d at 95 %; null where noise between seeds is not known. */
  readonly floor: number | null;
  /** The part of d that picking is expected to gain. */
  readonly luck: number;
  /** In [0, 1]: of the verdict. */
  readonly confidence: number;
  readonly reason: Message;
}

/** A verdict that stands at 0.95 by construction: noise alone crosses the floor in 5 % of comparisons. */
const level = 0.975;

export function compareWithFloor(first: Measured, second: Measured, noise: Noise): Comparison {
  const sign = noise.direction === 'minimize' ? -1 : 1;
  const difference = sign * (first.value - second.value);
  const seeds = noise.baseline.length;
  if (noise.deviation === null) return unknown(difference, comparisonTexts.unmeasured());
  const factor = studentQuantile(level, seeds - 1);
  const between = factor * noise.deviation * Math.sqrt(1 / first.runs + 1 / second.runs);
  const sampling = noise.examples === null ? 0 : samplingOf(first.value, second.value, noise.examples);
  const floor = Math.hypot(between, normalQuantile(level) * sampling);
  if (floor === 0 || (noise.deviation === 0 && noise.examples === null)) {
    return unknown(difference, comparisonTexts.motionless());
  }
  const luck = noise.deviation * expectedGain(first.pickedFrom);
  const net = difference > 0 ? Math.max(0, difference - luck) : difference;
  const shares = { difference: rounded(Math.abs(difference)), floor: rounded(floor) };
  const confidence = 2 * studentCdf((factor * Math.abs(net)) / floor, seeds - 1) - 1;
  if (Math.abs(net) > floor) {
    const reason = comparisonTexts.beyond({ ...shares, times: rounded(Math.abs(difference) / floor, 2) });
    return { verdict: difference > 0 ? 'better' : 'worse', difference, floor, luck, confidence, reason };
  }
  const reason =
    difference > floor
      ? comparisonTexts.lucky({ ...shares, luck: rounded(luck, 2), count: first.pickedFrom })
      : comparisonTexts.inside(shares);
  return { verdict: 'undecided', difference, floor, luck, confidence: 2 * level - 1, reason };
}

function unknown(difference: number, reason: Message): Comparison {
  return { verdict: 'undecided', difference, floor: null, luck: 0, confidence: 1, reason };
}

/** Expected largest of n standard normals, by Blom's approximation (within 0.03 for n ≤ 1000); 0 for n = 1. */
export function expectedGain(count: number): number {
  return count <= 1 ? 0 : normalQuantile((count - 0.375) / (count + 0.25));
}

/** A reference or a value beyond a rate's range has no sampling error of its own. */
function samplingOf(first: number, second: number, examples: number): number {
  const inside = (rate: number): number => Math.min(1, Math.max(0, rate));
  return Math.hypot(samplingError(inside(first), examples), samplingError(inside(second), examples));
}
