/** The number of the latest event, by which readers say from where on they want to be told. */
import type { Store } from '../../store/index.ts';

/**
 * 0 where nothing has happened. Numbers have no gaps, so that the last is found by asking of a few dozen whether anything
 * follows them, however long the log is. `from` is a number that the log is known to have reached.
 */
export async function lastEvent(store: Store, from = 0): Promise<number> {
  const follows = async (seq: number): Promise<boolean> => (await store.events(seq, 1)).length > 0;
  let low = from;
  let reach = 1;
  while (await follows(low + reach)) {
    low += reach;
    reach *= 2;
  }
  // Nothing follows `high`; whether anything follows `low` is to be seen.
  let high = low + reach;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await follows(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
