/** Places of an axis' labels. */

/** Even round numbers within the limits, about `count` of them. */
export function evenTicks(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + 1e-9 * step; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten, with 2 and 5 between them where there is room; within less than a decade even numbers. */
export function logTicks(low: number, high: number, count: number): readonly number[] {
  const decades = Math.log10(high / low);
  if (!(low > 0) || !(decades > 0)) return [low];
  if (decades < 1) return evenTicks(low, high, count);
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const between = every === 1 && 3 * decades <= count + 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high; exponent++) {
    if (exponent % every !== 0) continue;
    for (const factor of between) {
      const tick = Number((factor * 10 ** exponent).toPrecision(12));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
