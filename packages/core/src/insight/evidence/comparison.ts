/**
 * Whether one result is better than another by more than noise explains (method L1).
 *
 *   d   how much better the first is (positive is better)
 *   s   standard deviation from seed to seed, known from m seeds;  t  the 97.5 % point of Student's t with m − 1 degrees
 *   a, b   runs behind each value; a fixed reference has infinitely many
 *   floor   √( (t s)² (1/a + 1/b) + 1.96² (ea² + eb²) ), the second part for rates, e their sampling errors: the noise of d
 *   chance  how often the best of n trials that are all equal to the second would be as far ahead, or as far behind
 *           (`lucky-pick.ts`); for n = 1 this is Student's test
 *           where the second is the best of several trials too, equal to them all
 *   luck    s E[max of n standard normals] where the first is the best of n trials, less the same of the second: what
 *           picking alone is expected to gain (G. Blom, Statistical Estimates and Transformed Beta-Variables, 1958: Φ⁻¹((n − 0.375) / (n + 0.25)))
 *
 * Better: d > floor and chance ≤ 5 %. Worse: d < −floor. Else undecided. Taking the expected luck off d would not do: the
 * luckiest of many trials beside a spread that is underestimated by chance would be called better too often. The sampling
 * error is that of independent sets; on one shared set it is usually smaller, which only predictions by example could tell:
 * so this errs towards undecided.
 */
import { normalQuantile, rounded, studentCdf, studentQuantile } from '../../numeric/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import { luckyPick } from './lucky-pick.ts';
import { samplingError, type Noise } from './noise.ts';
import { percent } from './percent.ts';

export const comparisonTexts = defineTexts('comparison', {
  beyond: 'the difference {difference} is {times} × the noise floor {floor}',
  inside: 'the difference {difference} lies inside the noise floor {floor}',
  lucky:
    'the difference {difference} is beyond the noise floor {floor}, but the best of {count} equal trials would be as far ahead by luck in {p} of rounds',
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
  /** √(ea² + eb²); 0 where the metric has no known sampling error. */
  readonly sampling: number;
  /** The part of d that picking is expected to gain. */
  readonly luck: number;
  /** In [0, 1]: how often noise and picking alone bring a d as large; 1 where the noise is not known. */
  readonly chance: number;
  /** In [0, 1]: of the verdict. */
  readonly confidence: number;
  readonly reason: Message;
}

/** Verdicts stand at 0.95: between equals, noise and picking bring one in 5 % of comparisons. */
const certainty = 0.95;
const level = (1 + certainty) / 2;

export function compareWithFloor(first: Measured, second: Measured, noise: Noise): Comparison {
  const sign = noise.direction === 'minimize' ? -1 : 1;
  const difference = sign * (first.value - second.value);
  const seeds = noise.freedom + 1;
  if (noise.deviation === null) return unknown(difference, comparisonTexts.unmeasured());
  const factor = studentQuantile(level, seeds - 1);
  const between = factor * noise.deviation * Math.sqrt(1 / first.runs + 1 / second.runs);
  const sampling = noise.examples === null ? 0 : samplingOf(first.value, second.value, noise.examples);
  const floor = Math.hypot(between, normalQuantile(level) * sampling);
  if (floor === 0 || (noise.deviation === 0 && noise.examples === null)) {
    return unknown(difference, comparisonTexts.motionless());
  }
  const luck = noise.deviation * (expectedGain(first.pickedFrom) - expectedGain(second.pickedFrom));
  const shares = { difference: rounded(Math.abs(difference)), floor: rounded(floor) };
  const single = 2 - 2 * studentCdf((factor * Math.abs(difference)) / floor, seeds - 1);
  const picked = Math.max(first.pickedFrom, second.pickedFrom) > 1 && difference > floor && noise.deviation > 0;
  const picking = { trials: first.pickedFrom, runs: first.runs, against: second.runs, rivals: second.pickedFrom };
  const chance = picked
    ? Math.max(single, luckyPick(left(difference, sampling) / noise.deviation, { ...picking, seeds }))
    : single;
  const told = { difference, floor, sampling, luck, chance };
  if (Math.abs(difference) <= floor) {
    return { ...told, verdict: 'undecided', confidence: certainty, reason: comparisonTexts.inside(shares) };
  }
  if (chance > 1 - certainty) {
    const reason = comparisonTexts.lucky({ ...shares, p: percent(chance), count: first.pickedFrom });
    return { ...told, verdict: 'undecided', confidence: certainty, reason };
  }
  const reason = comparisonTexts.beyond({ ...shares, times: rounded(Math.abs(difference) / floor, 2) });
  return { ...told, verdict: difference > 0 ? 'better' : 'worse', confidence: 1 - chance, reason };
}

/**
 * How often one of several groups of equal trials would be as far behind the best of all, or farther, by noise and picking
 * alone; 1 inside the floor, or where the noise between seeds is not known.
 */
export function luckOf(
  { difference, floor, sampling }: Comparison,
  noise: Noise,
  groups: { readonly trials: number; readonly rivals: number; readonly groups: number },
): number {
  if (floor === null || difference <= floor || noise.deviation === null) return 1;
  // What is beyond a floor of sampling error alone.
  if (noise.deviation === 0) return 0;
  const x = left(difference, sampling) / noise.deviation;
  return luckyPick(x, { ...groups, runs: 1, against: 1, seeds: noise.freedom + 1 });
}

/** What the sampling error leaves of a difference. */
function left(difference: number, sampling: number): number {
  return Math.sqrt(Math.max(0, difference ** 2 - (normalQuantile(level) * sampling) ** 2));
}

function unknown(difference: number, reason: Message): Comparison {
  return { verdict: 'undecided', difference, floor: null, sampling: 0, luck: 0, chance: 1, confidence: 1, reason };
}

/** What values have to show to be told apart: the difference or the floor, whichever is smaller and not 0. */
export function resolutionOf({ difference, floor }: Pick<Comparison, 'difference' | 'floor'>): number | null {
  const sizes = [Math.abs(difference), floor ?? 0].filter((size) => size > 0);
  return sizes.length === 0 ? null : Math.min(...sizes);
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
