/**
 * Setbacks: parts in which a curve is worse than it had been, by much of the progress made until then and by far more than
 * its noise; with where they peak and whether the curve comes back.
 *
 * | symbol | meaning |
 * |---|---|
 * | reference | best level so far that two successive points confirm |
 * | height | worst value of the part minus the reference |
 */
import type { DiagnosisOptions } from '../options.ts';
import { scaleOf } from './noise.ts';
import type { Signal } from './signal.ts';

export interface Setback {
  /** Index of the first point that is worse. */
  readonly from: number;
  readonly peak: number;
  /** Index of the first point that is back; null where none is. */
  readonly back: number | null;
  readonly height: number;
  /** `height` over what there was to lose. */
  readonly share: number;
  /** Whether most of the rise takes a few evaluations at most. */
  readonly sudden: boolean;
  /** Points in the upper half of it. */
  readonly points: number;
}

/**
 * In order of time; none of a signal with fewer than `fewest` points. A part counts that loses `setback` of what there was to
 * lose, or half of that where it stands out of its neighbourhood by twice the usual multiple of the noise there.
 */
export function setbacksOf(signal: Signal, options: DiagnosisOptions): readonly Setback[] {
  const { values } = signal;
  const found: Setback[] = [];
  if (values.length < options.fewest) return found;
  let reference = values[0] ?? 0;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] ?? 0;
    const least = Math.max(options.noises * signal.noise, (options.setback / 2) * stake(signal, reference));
    if (value - reference > least) {
      const setback = follow(signal, reference, i, options);
      if (setback.share >= options.setback || standsOut(signal, setback, options)) {
        found.push(setback);
        if (setback.back === null) break;
        i = setback.back;
        continue;
      }
    }
    reference = Math.min(reference, Math.max(value, values[i - 1] ?? value));
  }
  return found;
}

/** What there is to lose at a time: the progress until then, or what the curve moves later on, where that is more. */
function stake(signal: Signal, reference: number): number {
  return Math.max(signal.start - reference, signal.body, Number.MIN_VALUE);
}

function standsOut(signal: Signal, { from, back, height }: Setback, options: DiagnosisOptions): boolean {
  if (back === null) return false;
  const reach = Math.max(2 * options.fewest, Math.round(options.smoothing * signal.values.length));
  const beside = [
    ...signal.residuals.slice(Math.max(0, from - reach), from - 1),
    ...signal.residuals.slice(back + 1, back + reach),
  ];
  return height > 2 * options.noises * scaleOf(beside);
}

function follow(signal: Signal, reference: number, from: number, options: DiagnosisOptions): Setback {
  const { values, times } = signal;
  let peak = from;
  let back: number | null = null;
  for (let i = from; i < values.length && back === null; i++) {
    const value = values[i] ?? 0;
    if (value > (values[peak] ?? 0)) peak = i;
    if (value - reference <= options.recovered * ((values[peak] ?? 0) - reference)) back = i;
  }
  const height = (values[peak] ?? 0) - reference;
  let first = peak;
  while (first > 0 && (values[first] ?? 0) > reference + 0.25 * height) first--;
  let high = first;
  while (high < peak && (values[high] ?? 0) < reference + 0.75 * height) high++;
  const sudden = high - first <= 3 || (times[high] ?? 0) - (times[first] ?? 0) <= options.sudden;
  const until = back ?? values.length;
  const points = values.slice(from, until).filter((value) => value >= reference + height / 2).length;
  return { from, peak, back, height, points, share: height / stake(signal, reference), sudden };
}
