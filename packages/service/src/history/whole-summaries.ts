/**
 * What each metric of a trial came to, over all attempts as they count: what a later attempt did over is left out. The
 * store's summaries are of one attempt each, so that curves are read, one metric at a time, only of trials that resumed.
 */
import { trialCurve, type Summary } from '@attune/core/study';
import { extendSummary, type AttemptRow, type Store } from '../store/index.ts';
import { attemptsAsTheyBegan } from './as-they-began.ts';

/** Of the trial whose attempts these are, in order of metric; one that began anew and has measured nothing hides nothing. */
export async function wholeSummaries(store: Store, attempts: readonly AttemptRow[]): Promise<readonly Summary[]> {
  const [first] = attempts;
  if (first === undefined) return [];
  const trials = [first.trial];
  const summaries = await store.summaries({ trials });
  const measured = Math.max(...summaries.map(({ attempt }) => attempt));
  const begun = await attemptsAsTheyBegan(store, attempts);
  const counting = begun.filter(({ number, resumedAt }) => number <= measured || resumedAt !== null);
  const anew = Math.max(0, ...counting.filter(({ resumedAt }) => resumedAt === null).map(({ number }) => number));
  const own = summaries.filter(({ attempt }) => attempt >= anew);
  const alone = counting.at(-1)?.number === anew;
  const found: Summary[] = [];
  for (const [metric, of] of Map.groupBy(own, (one) => one.metric)) {
    const [only] = of;
    if (alone && only?.ascending === true) {
      found.push(only);
      continue;
    }
    const { steps, values } = trialCurve(counting, await store.curves({ trials, metrics: [metric] }));
    const whole = extendSummary(null, metric, steps, values);
    if (whole !== null) found.push(whole);
  }
  return found;
}
