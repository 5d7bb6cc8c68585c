/** Whether points are part of a series, as they were sent. */
import type { Batch } from './store.ts';

type Points = Pick<Batch['series'][number], 'steps' | 'values'>;

/** Whether `run` stands in `series` without a gap, NaN being equal to itself; no points are part of everything. */
export function contains(series: Points | undefined, run: Points): boolean {
  const { length } = run.steps;
  if (length === 0) return true;
  if (series === undefined) return false;
  const [first] = run.steps;
  for (let at = series.steps.indexOf(first ?? NaN); at !== -1; at = series.steps.indexOf(first ?? NaN, at + 1)) {
    if (at + length > series.steps.length) return false;
    let same = 0;
    while (same < length && series.steps[at + same] === run.steps[same] && equal(series, at + same, run, same)) same++;
    if (same === length) return true;
  }
  return false;
}

function equal(series: Points, at: number, run: Points, of: number): boolean {
  const [known, sent] = [series.values[at], run.values[of]];
  return known === sent || (Number.isNaN(known) && Number.isNaN(sent));
}
