/** How long something trains, as people write it: `2000 steps`, `74,000 steps`, `1 epoch`. */

/** From here on thousands are set apart. */
const longNumber = 10_000;

/** Units whose plural is not made by an s. */
const plurals: Readonly<Record<string, string>> = { batch: 'batches' };

/** A unit is what a project calls its steps: one word in most; anything else is left as it is, behind a sign. */
export function lengthText(count: number, unit: string): string {
  const number = count < longNumber ? String(count) : count.toLocaleString('en-US');
  if (!/^[a-z]+$/i.test(unit)) return `${number} × ${unit}`;
  if (count === 1 || unit.endsWith('s')) return `${number} ${unit}`;
  return `${number} ${plurals[unit] ?? `${unit}s`}`;
}
