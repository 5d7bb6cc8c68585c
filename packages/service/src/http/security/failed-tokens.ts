/**
 * Counts tokens that opened nothing, by address. Whoever goes on trying is told to wait; right tokens from there still
 * work. The log gets a line a minute, however many there were, and never the token.
 */
import type { Clock } from '../../engine/index.ts';
import type { ChangeEvent } from '../../store/index.ts';

/** Milliseconds of a count. */
const windowMilliseconds = 60_000;
/** Of one address within the window. */
const most = 10;
/** Addresses that are counted: more than a network of machines, and less than memory. */
const mostAddresses = 1_000;

export interface FailedTokens {
  /** Whether the address has to wait: what it shows is not worth a question to the store. */
  mustWait(address: string): boolean;
  /** Counts one; the seconds to wait where there were too many, else null. */
  count(address: string): number | null;
  /** Logs what was counted since the last line. */
  close(): Promise<void>;
}

/** `log` never rejects. */
export function countFailedTokens(clock: Clock, log: (event: ChangeEvent) => Promise<void>): FailedTokens {
  const counts = new Map<string, { since: number; count: number }>();
  let unlogged = new Map<string, number>();
  let loggedAt = Number.NEGATIVE_INFINITY;
  const ended = new AbortController();
  let waiting: Promise<void> | null = null;

  async function tell(): Promise<void> {
    if (unlogged.size === 0) return;
    const addresses = [...unlogged].map(([address, count]) => ({ address, count }));
    unlogged = new Map();
    loggedAt = clock.now();
    const count = addresses.reduce((sum, one) => sum + one.count, 0);
    await log({ kind: 'access.refused', subject: 'server', data: { count, addresses: addresses.slice(0, 20) } });
  }

  async function tellLater(): Promise<void> {
    const wait = loggedAt + windowMilliseconds - clock.now();
    if (wait > 0) await clock.sleep(wait, ended.signal);
    waiting = null;
    await tell();
  }

  return {
    mustWait(address) {
      const known = counts.get(address);
      return known !== undefined && known.count >= most && clock.now() - known.since < windowMilliseconds;
    },
    count(address) {
      const now = clock.now();
      const known = counts.get(address);
      const own = known !== undefined && now - known.since < windowMilliseconds ? known : { since: now, count: 0 };
      own.count++;
      counts.delete(address);
      counts.set(address, own);
      for (const [oldest] of counts) {
        if (counts.size <= mostAddresses) break;
        counts.delete(oldest);
      }
      if (unlogged.has(address) || unlogged.size < mostAddresses) {
        unlogged.set(address, (unlogged.get(address) ?? 0) + 1);
      }
      waiting ??= tellLater();
      return own.count > most ? Math.ceil((own.since + windowMilliseconds - now) / 1000) : null;
    },
    async close() {
      ended.abort();
      await waiting;
      await tell();
    },
  };
}
