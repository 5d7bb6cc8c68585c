/** For tests with real processes: waits for something to be true, as long as it takes and no longer. */
import { setTimeout as pass } from 'node:timers/promises';

/** After this long, seconds, something must be wrong, also on a slow machine. */
const patience = 60;

/** The first answer of `look` that is not undefined; throws where there is none for a minute. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + 1000 * patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited ${patience} seconds for: ${look.toString()}`);
    await pass(5);
  }
}
