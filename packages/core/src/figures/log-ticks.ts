/** Ticks of a logarithmic axis that read well: decades where there are several, else 1-2-5 or 1-3 within them. */

/** Ascending, inside [low, high]; at most about seven. None unless 0 < low < high < ∞. */
export function logTicks(low: number, high: number): readonly number[] {
  if (!(low > 0 && high > low && high < Infinity)) return [];
  const decades = Math.log10(high / low);
  if (decades < 0.6) return linearTicks(low, high);
  const steps = decades > 3 ? [1] : decades > 1.6 ? [1, 3] : [1, 2, 5];
  const every = Math.max(1, Math.ceil(decades / 7));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (power % every !== 0) continue;
    for (const step of steps) {
      const tick = Number(`${step}e${power}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

/** Round numbers about a quarter of the extent apart: a logarithmic axis of less than a factor of 4 is nearly linear. */
function linearTicks(low: number, high: number): readonly number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const count = Math.floor(high / step) - Math.ceil(low / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    Number(((Math.ceil(low / step) + i) * step).toPrecision(12)),
  );
}

/** Vega expression that prints a tick as people write it: `1e-4`, `0.03`, `200`. */
export const tickLabel =
  "datum.value != 0 && (abs(datum.value) < 0.001 || abs(datum.value) >= 100000) ? replace(format(datum.value, '.2~e'), '−', '-') : replace(format(datum.value, '.6~g'), '−', '-')";

/** The same for a reverse-log axis, which carries 1 − x. */
export const complementLabel = "format(1 - datum.value, '.7~g')";
