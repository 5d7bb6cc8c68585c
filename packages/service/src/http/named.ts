/** For `JSON.stringify`, which has no number for these: NaN and the infinities by their names. */
export function named(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
