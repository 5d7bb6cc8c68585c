/** Time that passes only when somebody sleeps: minutes of waiting take no time at all. */
import type { Clock } from '../engine/clock.ts';

export interface VirtualClock extends Clock {
  /** Lets time pass without anybody sleeping. */
  advance(milliseconds: number): void;
}

export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      if (signal?.aborted === true) return;
      now += milliseconds;
      // Lets everything that is ready run first, as real sleeping would.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
