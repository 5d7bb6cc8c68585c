/** How long training takes here, from what was measured: attempts that have ended, else the last `check`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quantile } from '@attune/core/numeric';
import type { AttemptRow, AttemptSummary, Store } from '../store/index.ts';

export interface StepTime {
  /** Median seconds a step, evaluations and start-up included. */
  readonly seconds: number;
  readonly from: 'attempts' | 'check';
}

const checkFile = 'check.json';

/** Null where nothing has been measured yet. */
export async function stepTime(store: Store | null, storeDirectory: string, metric: string): Promise<StepTime | null> {
  const seconds = store === null ? [] : await secondsPerStep(store, metric);
  if (seconds.length > 0) return { seconds: quantile(seconds, 0.5), from: 'attempts' };
  const checked = await readCheckedTime(storeDirectory);
  return checked === null ? null : { seconds: checked.stepSeconds, from: 'check' };
}

/** What `check` measured of one run alone. */
export interface CheckedTime {
  readonly stepSeconds: number;
  /** From the start of the process until training begins; null where it was not measured. */
  readonly startSeconds: number | null;
}

/** Null where no `check` has measured anything. */
export async function readCheckedTime(storeDirectory: string): Promise<CheckedTime | null> {
  const checked: unknown = await readFile(join(storeDirectory, checkFile), 'utf8').then(JSON.parse, () => null);
  if (typeof checked !== 'object' || checked === null || !('stepSeconds' in checked)) return null;
  const { stepSeconds } = checked;
  if (typeof stepSeconds !== 'number') return null;
  const startSeconds =
    'startSeconds' in checked && typeof checked.startSeconds === 'number' ? checked.startSeconds : null;
  return { stepSeconds, startSeconds };
}

/** Keeps what `check` measured. */
export async function rememberStepTime(storeDirectory: string, time: CheckedTime): Promise<void> {
  await writeFile(join(storeDirectory, checkFile), `${JSON.stringify(time)}\n`);
}

async function secondsPerStep(store: Store, metric: string): Promise<number[]> {
  const trials = await store.read('trial', { status: ['completed'] });
  const ids = trials.slice(-50).map(({ id }) => id);
  if (ids.length === 0) return [];
  const attempts = await store.read('attempt', { trial: ids });
  const summaries = await store.summaries({ trials: ids, metrics: [metric] });
  return attempts.flatMap((attempt) => {
    const summary = summaries.find((one) => one.trial === attempt.trial && one.attempt === attempt.number);
    const each = summary === undefined ? null : secondsOf(attempt, summary);
    return each === null ? [] : [each];
  });
}

function secondsOf({ startedAt, endedAt, resumedAt }: AttemptRow, { last }: AttemptSummary): number | null {
  const steps = last.step - (resumedAt ?? 0);
  return endedAt === null || steps <= 0 ? null : (endedAt - startedAt) / 1000 / steps;
}
