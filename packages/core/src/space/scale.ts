/** The three spacings of a range, each as an increasing function whose image is spaced evenly. */
import type { Scale } from './hyperparameter.ts';

/** `x` on the even axis of its scale: x, ln x, or −ln(1 − x). NaN or infinite where the scale does not reach `x`. */
export function scaled(scale: Scale, x: number): number {
  switch (scale) {
    case 'linear':
      return x;
    case 'log':
      return Math.log(x);
    case 'reverse-log':
      return -Math.log1p(-x);
  }
}

/** The inverse of `scaled`. */
export function unscaled(scale: Scale, t: number): number {
  switch (scale) {
    case 'linear':
      return t;
    case 'log':
      return Math.exp(t);
    case 'reverse-log':
      return -Math.expm1(-t);
  }
}
