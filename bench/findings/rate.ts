/** A share of asked rounds with its 95 % Clopper–Pearson bounds, and the exit status that a rate above its promise gives. */
import { binomialInterval } from '@attune/core/numeric';

/** `4.1 % [3.0, 5.5]`, in columns of one width. */
export function rate(hits: number, of: number): string {
  const [low, high] = binomialInterval(hits, of, 0.95);
  const percent = (x: number): string => (100 * x).toFixed(1).padStart(5);
  return `${percent(hits / of)} % [${percent(low)}, ${percent(high)}]`;
}

/** Cells under headings, right-aligned. */
export function row(cells: readonly (string | number)[], widths: readonly number[]): string {
  return cells.map((cell, i) => String(cell).padStart(widths[i] ?? 0)).join('  ');
}

/** Fails the run where the lower bound lies above the false alarms that the analysis promises. */
export function promise(what: string, hits: number, of: number, most = 0.05): void {
  console.log(`  all rows: ${rate(hits, of)}`);
  if (binomialInterval(hits, of, 0.95)[0] <= most) return;
  console.error(`${what}: the false-alarm rate exceeds ${100 * most} %`);
  process.exitCode = 1;
}
