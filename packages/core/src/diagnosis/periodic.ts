/**
 * `periodic`: a validation metric goes up and down with one period (method D11). R. A. Fisher's test of the greatest ordinate
 * of the periodogram, "Tests of significance in harmonic analysis" (1929), on the residuals from the running median, whitened
 * by their first autocorrelation so that slow waves are no period.
 *
 * | symbol | meaning |
 * |---|---|
 * | I(k) | periodogram at k whole periods over the curve |
 * | g | greatest I(k) over the sum of all |
 * | m | ordinates tested |
 */
import { median } from '../numeric/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { normalConsistency } from './evidence/noise.ts';
import type { Signal } from './evidence/signal.ts';
import { runningMedian } from './evidence/smooth.ts';

/** Fewest periods that a curve must hold: two ups and downs are no rhythm. */
const fewestPeriods = 4;

/** Fewest points that tell a period from noise. */
const fewestPoints = 32;

export function periodic({ signals, options }: Evidence): readonly Diagnosis[] {
  for (const role of ['objective', 'valid loss'] as const) {
    const signal = signals.get(role);
    if (signal === undefined) continue;
    const from = signal.times.findIndex((time) => time >= options.descent);
    if (from < 0 || signal.values.length - from < fewestPoints) continue;
    const found = rhythm(signal, from);
    if (found === null || found.p > options.falseAlarms || found.share < 0.5) continue;
    const steps = ((signal.steps.at(-1) ?? 0) - (signal.steps[from] ?? 0)) / found.periods;
    return [
      {
        code: 'periodic',
        metric: signal.metric,
        step: signal.steps[from] ?? 0,
        until: null,
        confidence: Math.min(0.99, sureness(2 * found.share)),
        numbers: { period: steps, share: found.share, p: found.p },
      },
    ];
  }
  return [];
}

interface Rhythm {
  readonly periods: number;
  /** Of the residuals' variance, at that period and its neighbours. */
  readonly share: number;
  readonly p: number;
}

/** Null where evaluations are so uneven that their number does not stand for the step. */
function rhythm(signal: Signal, from: number): Rhythm | null {
  const values = signal.values.slice(from);
  const n = values.length;
  const gaps = signal.steps.slice(from + 1).map((step, i) => step - (signal.steps[from + i] ?? 0));
  if (uneven(gaps)) return null;
  const width = Math.round(n / fewestPeriods) | 1;
  const level = runningMedian(values, width);
  const rest = values.map((value, i) => value - (level[i] ?? value));
  const white = whitened(clipped(rest));
  const power = periodogram(white).slice(fewestPeriods - 1);
  const total = power.reduce((sum, x) => sum + x, 0);
  const top = power.indexOf(Math.max(...power));
  if (total === 0) return null;
  const g = (power[top] ?? 0) / total;
  const near = (power[top - 1] ?? 0) + (power[top] ?? 0) + (power[top + 1] ?? 0);
  return { periods: top + fewestPeriods, share: near / total, p: fisherTail(g, power.length) };
}

/** Where more than a tenth of the gaps differ from the usual one by more than half of it. */
function uneven(gaps: readonly number[]): boolean {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const within = gaps.filter((gap) => Math.abs(gap - mean) <= mean / 2).length;
  return within < 0.9 * gaps.length;
}

/** At most three standard deviations from 0, by the median absolute value: one spike has power at every period. */
function clipped(rest: readonly number[]): readonly number[] {
  const most = 3 * normalConsistency * median(rest.map(Math.abs));
  return rest.map((x) => Math.max(-most, Math.min(most, x)));
}

function whitened(rest: readonly number[]): readonly number[] {
  let [covariance, variance] = [0, 0];
  rest.forEach((x, i) => {
    variance += x * x;
    covariance += x * (rest[i - 1] ?? 0);
  });
  const rho = variance === 0 ? 0 : Math.max(0, covariance / variance);
  return rest.map((x, i) => x - rho * (rest[i - 1] ?? 0));
}

/** I(1) … I(⌊(n − 1)/2⌋), by the recurrence of G. Goertzel 1958 (Am. Math. Mon. 65(1)). */
function periodogram(values: readonly number[]): readonly number[] {
  const n = values.length;
  const count = Math.floor((n - 1) / 2);
  const twice = Float64Array.from({ length: count }, (_, index) => 2 * Math.cos((2 * Math.PI * (index + 1)) / n));
  const [last, before] = [new Float64Array(count), new Float64Array(count)];
  // Value by value rather than frequency by frequency: each step of the recurrence has to wait for the one before it.
  for (const value of values) {
    for (let k = 0; k < count; k++) {
      const latest = last[k] ?? 0;
      last[k] = value + (twice[k] ?? 0) * latest - (before[k] ?? 0);
      before[k] = latest;
    }
  }
  return Array.from(last, (a, k) => {
    const b = before[k] ?? 0;
    return (a * a + b * b - (twice[k] ?? 0) * a * b) / n;
  });
}

/** P(G > g) by the first term of Fisher's series, an upper bound that is close where it is small. */
function fisherTail(g: number, m: number): number {
  return Math.min(1, m * (1 - g) ** (m - 1));
}
