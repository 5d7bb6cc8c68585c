/** A number as a sentence shows it: few significant digits, three unless asked for otherwise. */
export function rounded(value: number, digits = 3): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}
