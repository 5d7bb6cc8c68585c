/** Durations as users write them in files. */

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of `90`, `"30s"`, `"90m"`, `"2h"`, `"1h30m"` or `"2d"`; undefined where it is none, or not above 0. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll(/\s/g, '').toLowerCase();
  if (!/^(?:\d+(?:\.\d+)?[smhd])+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)) {
    total += Number(amount) * seconds[unit as keyof typeof seconds];
  }
  return total > 0 ? total : undefined;
}
