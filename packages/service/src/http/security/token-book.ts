/** The tokens of the store, as a server asks for them: read again each second, so that one that was revoked ends at once. */
import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../engine/index.ts';
import { hashOf, inUse } from '../../operations/tokens/tokens.ts';
import type { Store, TokenRow } from '../../store/index.ts';

/** Milliseconds for which what was read is taken as it was. */
const freshFor = 1_000;
/** Milliseconds between two notes of when a token was last used. */
const notedEvery = 60_000;
/** Longer texts are no token of ours: they are not even hashed. */
const longest = 200;

export interface TokenBook {
  /**
   * The token in use with this text, or null: unknown, revoked and expired ones are alike. One that was made a moment ago is
   * looked for in the store, unless `asRead`: then what was read within the last second has to do, and guessing is cheap.
   */
  find(text: string, asRead?: boolean): Promise<TokenRow | null>;
  isInUse(id: number): Promise<boolean>;
  /** Resolves when nothing is written any more. */
  close(): Promise<void>;
}

export function openTokenBook(store: Store, clock: Clock): TokenBook {
  let read: { readonly at: number; readonly rows: Promise<readonly TokenRow[]> } | null = null;
  const noted = new Map<number, number>();
  const writing = new Set<Promise<void>>();

  function rows(newerThan: number): Promise<readonly TokenRow[]> {
    if (read === null || read.at <= newerThan) {
      const own = { at: clock.now(), rows: store.read('token') };
      read = own;
      own.rows.catch(() => {
        if (read === own) read = null;
      });
    }
    return read.rows;
  }

  async function current(newerThan = clock.now() - freshFor): Promise<readonly TokenRow[]> {
    const now = clock.now();
    return (await rows(newerThan)).filter((row) => inUse(row, now));
  }

  /** When it was used is worth knowing, and not worth failing for. */
  function note(row: TokenRow): void {
    const now = clock.now();
    if (now - (noted.get(row.id) ?? row.lastUsedAt ?? 0) < notedEvery) return;
    noted.set(row.id, now);
    const change = { do: 'update', kind: 'token', row: { ...row, lastUsedAt: now } } as const;
    const written = store.write([change], { actor: `http:${row.name}`, time: now }).catch(() => undefined);
    writing.add(written);
    void written.then(() => {
      writing.delete(written);
      read = null;
    });
  }

  return {
    async find(text, asRead = false) {
      if (text.length > longest) return null;
      const asked = clock.now();
      const hash = Buffer.from(hashOf(text), 'hex');
      const known = matching(await current(), hash);
      const found = known === null && !asRead ? matching(await current(asked - 1), hash) : known;
      if (found !== null) note(found);
      return found;
    },
    isInUse: async (id) => (await current()).some((row) => row.id === id),
    async close() {
      await Promise.all(writing);
    },
  };
}

/** Compares with all, each in the same time: how long it takes tells nothing of which is nearly right. */
function matching(rows: readonly TokenRow[], hash: Buffer): TokenRow | null {
  let found: TokenRow | null = null;
  for (const row of rows) {
    const known = Buffer.from(row.hash, 'hex');
    if (known.length === hash.length && timingSafeEqual(known, hash)) found = row;
  }
  return found;
}
