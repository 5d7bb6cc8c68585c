/** The end of the event log: where it stands, and what has come since. */
import type { EventRow, Store } from '../../store/index.ts';

/** Events that are read at a time. */
const page = 1000;

/** Every event after that number, in order. */
export async function eventsSince(store: Store, after: number): Promise<readonly EventRow[]> {
  const found: EventRow[] = [];
  for (;;) {
    const events = await store.events(found.at(-1)?.seq ?? after, page);
    found.push(...events);
    if (events.length < page) return found;
  }
}

/** The number of the last event, 0 where there is none. They are numbered without gaps: it is found by halving. */
export async function lastEvent(store: Store): Promise<number> {
  const beyond = async (seq: number): Promise<boolean> => (await store.events(seq, 1)).length === 0;
  let high = 1;
  while (!(await beyond(high))) high *= 2;
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await beyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What an event is about: the numbers in `trial 7`, `round 1`. */
export function subjectsOf(events: readonly EventRow[]): {
  /** For each the latest event. */
  readonly trials: ReadonlyMap<number, number>;
  readonly rounds: ReadonlyMap<number, number>;
} {
  const trials = new Map<number, number>();
  const rounds = new Map<number, number>();
  for (const { subject, seq } of events) {
    const [, kind, digits] = /^(trial|round) (\d+)$/.exec(subject) ?? [];
    if (kind !== undefined) (kind === 'round' ? rounds : trials).set(Number(digits), seq);
  }
  return { trials, rounds };
}
