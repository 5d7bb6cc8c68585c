/**
 * Attempts as they really began: one that reports a step before the one it was to resume at, in whichever metric, began from
 * scratch. Summaries tell, so that no curve need be read for it but of series whose steps do not ascend.
 */
import { asTheyBegan } from '@attune/core/study';
import type { AttemptRow, AttemptSummary, Store } from '../store/index.ts';

/** In their order, with `resumedAt` null where an attempt's own reports show that it did not resume. */
export async function attemptsAsTheyBegan(
  store: Store,
  attempts: readonly AttemptRow[],
): Promise<readonly AttemptRow[]> {
  const resumed = attempts.filter(({ resumedAt }) => resumedAt !== null);
  if (resumed.length === 0) return attempts;
  const summaries = Map.groupBy(
    await store.summaries({ trials: [...new Set(resumed.map(({ trial }) => trial))] }),
    ({ trial, attempt }) => nameOf(trial, attempt),
  );
  const restarted = new Set<string>();
  const unclear: AttemptSummary[] = [];
  for (const { trial, number, resumedAt } of resumed) {
    const own = summaries.get(nameOf(trial, number)) ?? [];
    if (own.some(({ firstStep }) => firstStep < (resumedAt ?? 0))) restarted.add(nameOf(trial, number));
    else unclear.push(...own.filter(({ ascending }) => !ascending));
  }
  for (const name of await restartedByCurves(store, resumed, unclear)) restarted.add(name);
  return attempts.map((row) => (restarted.has(nameOf(row.trial, row.number)) ? { ...row, resumedAt: null } : row));
}

async function restartedByCurves(
  store: Store,
  attempts: readonly AttemptRow[],
  unclear: readonly AttemptSummary[],
): Promise<readonly string[]> {
  if (unclear.length === 0) return [];
  const series = await store.curves({
    trials: [...new Set(unclear.map(({ trial }) => trial))],
    metrics: [...new Set(unclear.map(({ metric }) => metric))],
  });
  return attempts.flatMap((row) => {
    const own = series.filter(({ trial }) => trial === row.trial);
    return asTheyBegan([row], own)[0]?.resumedAt === null ? [nameOf(row.trial, row.number)] : [];
  });
}

function nameOf(trial: number, attempt: number): string {
  return `${trial}.${attempt}`;
}
