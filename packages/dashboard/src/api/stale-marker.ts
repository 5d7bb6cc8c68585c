/**
 * Marks reads as old, several changes at once: quick reads at most four times a second, slow ones every three seconds. A
 * read that is under way is left to end and repeated afterwards, so that steady changes never starve it.
 */
import type { Query, QueryClient } from '@tanstack/react-query';
import { isSlow, staleReads, type Change } from './stale-reads.ts';

const quickEvery = 250;
const slowEvery = 3_000;

export interface StaleMarker {
  readonly add: (change: Change) => void;
  /** Quick reads are old. */
  readonly addQuick: () => void;
  /** Everything is old: something may have been missed. */
  readonly addAll: () => void;
  readonly stop: () => void;
}

export function staleMarker(client: QueryClient): StaleMarker {
  const old = new Set<string>();
  let slowAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const mark = (query: Query) => {
    old.add(query.queryHash);
    timer ??= setTimeout(refresh, quickEvery);
  };

  const refresh = () => {
    timer = undefined;
    const now = Date.now();
    const slowToo = now - slowAt >= slowEvery;
    if (slowToo) slowAt = now;
    const chosen = new Set<string>();
    for (const query of client.getQueryCache().getAll()) {
      if (!old.has(query.queryHash) || query.state.fetchStatus === 'fetching') continue;
      if (isSlow(routeOf(query)) && !slowToo) continue;
      chosen.add(query.queryHash);
      old.delete(query.queryHash);
    }
    if (chosen.size > 0) void client.invalidateQueries({ predicate: ({ queryHash }) => chosen.has(queryHash) });
    if (old.size > 0) timer = setTimeout(refresh, quickEvery);
  };

  const addWhere = (wanted: (query: Query) => boolean) => {
    for (const query of client.getQueryCache().getAll()) if (wanted(query)) mark(query);
  };

  return {
    add: (change) => {
      const stale = staleReads(change);
      if (stale === null) {
        addWhere(() => true);
        return;
      }
      addWhere((query) =>
        stale.some(({ route, only }) => {
          if (routeOf(query) !== route) return false;
          if (only === undefined) return true;
          const value = inputOf(query)[only.name];
          return Array.isArray(value) ? value.includes(only.value) : Number(value) === only.value;
        }),
      );
    },
    addQuick: () => addWhere((query) => !isSlow(routeOf(query))),
    addAll: () => addWhere(() => true),
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      old.clear();
    },
  };
}

function routeOf({ queryKey }: Query): string {
  return String(queryKey[0]);
}

function inputOf({ queryKey }: Query): Readonly<Record<string, unknown>> {
  const input = queryKey[1];
  return typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
}
