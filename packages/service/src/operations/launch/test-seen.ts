/** Whether the test set has been looked at: what is chosen after that is no longer measured by it without bias (method L5). */
import { defineTexts } from '@attune/core/texts';
import type { EventRow, Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { iso } from '../time-text.ts';

export const testSeenTexts = defineTexts('test-seen', {
  seen: 'test metrics have been seen {times} {times|time|times} (first {time}: {reason}): what is chosen from now on may have been chosen by them, and they measure it too favourably',
});

export interface TestSeen {
  readonly times: number;
  /** Of the first look. */
  readonly time: number;
  readonly reason: string;
}

/** A store may hold some for each attempt of thousands of trials. */
const eventsAtOnce = 5_000;

/** Null where nobody has looked. */
export async function testSeen(store: Store): Promise<TestSeen | null> {
  const looks: EventRow[] = [];
  for (let after = 0; ;) {
    const events = await store.events(after, eventsAtOnce);
    looks.push(...events.filter(({ kind }) => kind === 'metrics.unsealed'));
    after = events.at(-1)?.seq ?? after;
    if (events.length < eventsAtOnce) break;
  }
  const [first] = looks;
  return first === undefined ? null : { times: looks.length, time: first.time, reason: reasonOf(first.data) };
}

/** Says so, where it has been. */
export async function warnOfTestSeen(context: Context, store: Store): Promise<TestSeen | null> {
  const seen = await testSeen(store);
  if (seen === null) return null;
  const told = { times: seen.times, time: iso(seen.time), reason: seen.reason };
  context.progress({ kind: 'message', level: 'warning', message: testSeenTexts.seen(told) });
  return seen;
}

function reasonOf(data: unknown): string {
  const reason: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'reason') : undefined;
  return typeof reason === 'string' ? reason : '';
}
