/**
 * A search space from what was tried, where nobody says what was searched. Ranges are the observed extremes: an "edge" is
 * then the edge of what was tried. The scale is the one under which the values lie most evenly, by their likelihood.
 */
import { guessMeaning, type Configuration, type Hyperparameter, type Scale, type Space } from '@attune/core/space';
import type { Value } from '@attune/core/space';

/** Numbers with at most so many distinct values, each tried twice or more on average, are a list, not a range. */
const mostListed = 10;

/**
 * What the log-likelihood of another scale must gain on the linear one: a Bayes factor of 20, "strong" evidence (Kass and
 * Raftery, Bayes Factors, Journal of the American Statistical Association 90, 1995).
 */
const strong = Math.log(20);

/** Hyperparameters in order of first appearance; one that never changes is a list of one value. */
export function spaceOf(configurations: readonly Configuration[]): Space {
  const values = new Map<string, Value[]>();
  for (const configuration of configurations) {
    for (const [name, value] of Object.entries(configuration)) {
      const list = values.get(name);
      if (list === undefined) values.set(name, [value]);
      else list.push(value);
    }
  }
  return { hyperparameters: [...values].map(([name, list]) => hyperparameterOf(name, list)) };
}

/** Whether some of the space's ranges were read off the values. */
export function rangesOf({ hyperparameters }: Space): readonly Extract<Hyperparameter, { low: number }>[] {
  return hyperparameters.filter((one) => one.kind === 'float' || one.kind === 'integer');
}

function hyperparameterOf(name: string, values: readonly Value[]): Hyperparameter {
  const meaning = guessMeaning(name);
  const named = { id: name, name, arg: name, ...(meaning === undefined ? {} : { meaning }) };
  const distinct = [...new Set(values)];
  if (distinct.every((value) => typeof value === 'boolean')) return { kind: 'boolean', ...named, values: distinct };
  const numbers = values.filter((value) => typeof value === 'number').filter(Number.isFinite);
  if (numbers.length < values.length) return { kind: 'categorical', ...named, values: distinct };
  const listed = distinct.length === 1 || (distinct.length <= mostListed && values.length >= 2 * distinct.length);
  if (listed) return { kind: 'discrete', ...named, values: [...new Set(numbers)].toSorted((a, b) => a - b) };
  const off = numbers.every(Number.isInteger) ? null : offAmong(numbers);
  const ranged = off === null ? numbers : numbers.filter((value) => value !== off);
  const low = Math.min(...ranged);
  const high = Math.max(...ranged);
  const whole = ranged.every(Number.isInteger);
  const scale = scaleOf(ranged, low, high, whole);
  return { kind: whole ? 'integer' : 'float', ...named, low, high, scale, ...(off === null ? {} : { off }) };
}

/** 0 stands apart from a range of positive fractions where it was tried more than once: the hyperparameter was off. */
function offAmong(numbers: readonly number[]): number | null {
  const zeros = numbers.filter((value) => value === 0).length;
  return zeros > 1 && numbers.every((value) => value >= 0) ? 0 : null;
}

/** Log-likelihoods of a uniform distribution between the extremes in each scale. */
function scaleOf(numbers: readonly number[], low: number, high: number, whole: boolean): Scale {
  const fits: { readonly scale: Scale; readonly fit: number }[] = [
    { scale: 'linear', fit: -numbers.length * Math.log(high - low) },
  ];
  if (low > 0) fits.push({ scale: 'log', fit: fitOf(numbers, Math.log(high / low)) });
  if (!whole && low >= 0 && high < 1) {
    const distances = numbers.map((value) => 1 - value);
    fits.push({ scale: 'reverse-log', fit: fitOf(distances, Math.log((1 - low) / (1 - high))) });
  }
  return fits.reduce((best, one) => (one.fit > best.fit + (best.scale === 'linear' ? strong : 0) ? one : best)).scale;
}

function fitOf(numbers: readonly number[], width: number): number {
  return -numbers.reduce((sum, value) => sum + Math.log(value), 0) - numbers.length * Math.log(width);
}
