/** Reads what is chosen from the address, and writes it: each part of the page draws anew only for its own words. */
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { RoundSearch } from './round-search.ts';

const route = getRouteApi('/rounds/$round');

export function useRoundNumber(): number {
  return Number(route.useParams().round);
}

export function useRoundSearch<K extends keyof RoundSearch>(name: K): RoundSearch[K] {
  const chosen: unknown = route.useSearch({ select: (search): unknown => search[name] });
  return chosen as RoundSearch[K];
}

export type ChangeSearch = (change: Partial<RoundSearch>) => void;

/** Changes the address in place: what is chosen on a page is no step to go back through. */
export function useChangeSearch(): ChangeSearch {
  const navigate = route.useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        search: (before: RoundSearch) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
}
