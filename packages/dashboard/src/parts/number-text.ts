/** Numbers as the reports write them. */
import { rounded } from '@attune/core/numeric';
import { shown } from '@attune/core/texts';

/** Rounded to `digits` significant ones; whole numbers below a million in full, small ones as `4.67e-5`. */
export function numberText(value: number, digits = 4): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)) return shown(value);
  const short = rounded(value, digits);
  return Math.abs(short) < 1e-3 ? short.toExponential() : shown(short);
}

/** A hyperparameter's value; null where it is not active. */
export function valueText(value: number | string | boolean | null): string {
  if (value === null) return '–';
  return typeof value === 'number' ? numberText(value) : String(value);
}
