/** Whether a curve gets better than it began, so that what it has gained can be held against what it loses. */
import type { DiagnosisOptions } from '../options.ts';
import type { Signal } from './signal.ts';

/** A first value and the best are extremes: by half as much again as one movement has to exceed the noise. */
const extremes = 1.5;

/** False where all was learnt before the first value, or nothing ever: what remains is noise. */
export function hasMoved({ values, smooth, noise }: Signal, { noises }: DiagnosisOptions): boolean {
  const gained = (values[0] ?? 0) - smooth.reduce((low, value) => Math.min(low, value), Infinity);
  return gained > extremes * noises * noise;
}
