/** Lets few reads at a time through, in the order in which they came: each holds what it read until it is answered. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const readGateTexts = defineTexts('read-gate', {
  crowded: 'too many curves and logs are asked for at once: ask again in a few seconds',
  gone: 'nobody waits for this any more',
});

export interface ReadGate {
  /**
   * What `read` gives, once it is its turn. Throws `unavailable`, without reading, where too many wait or `signal` has
   * aborted meanwhile.
   */
  pass<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** `atOnce`: reads under way; `most`: reads that may wait besides. */
export function readGate({ atOnce, most }: { readonly atOnce: number; readonly most: number }): ReadGate {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  return {
    async pass(read, signal) {
      if (free > 0) {
        free--;
      } else {
        if (waiting.length >= most) throw new AttuneError('unavailable', readGateTexts.crowded());
        // Whoever goes hands its place over.
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      try {
        if (signal.aborted) throw new AttuneError('unavailable', readGateTexts.gone());
        return await read();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
