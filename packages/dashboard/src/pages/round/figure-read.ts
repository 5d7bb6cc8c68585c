/** Figures by the analysis that they are of, so that none stands beside what another analysis says. */
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { ApiError, type Api } from '@attune/client';
import { client } from '../../api/client.ts';
import type { RoundOrder } from './round-reads.ts';

const route = 'GET /rounds/{round}/figures/{id}';
const reportRoute = 'GET /rounds/{round}/report';

type Server = Pick<typeof client, 'call'>;

export type Figure = Api[typeof route]['result'];

/** What the page says, and of which data. */
export interface Analysis {
  readonly order: RoundOrder;
  readonly version: string;
}

/** An earlier analysis is not shown again, milliseconds. */
const keptFor = 30_000;
/** Until the report has followed, milliseconds. */
const again = 2_000;

/**
 * Null where the server has gone on to another analysis: what it knows of this figure is kept for then, and the report is
 * read again. That another analysis has no such figure is no mistake either.
 */
export function figureRead({ order, version }: Analysis, id: string, server: Server = client) {
  const input = { ...order, id };
  const keyOf = (one: string) => [route, input, one] as const;
  return queryOptions<Figure | null, ApiError>({
    queryKey: keyOf(version),
    queryFn: async ({ signal, client: cache }) => {
      try {
        const figure = await server.call(route, input, { signal });
        if (figure.version === version) return figure;
        cache.setQueryData(keyOf(figure.version), figure);
      } catch (error) {
        if (!(error instanceof ApiError && error.body.code === 'not-found')) throw error;
        const newest = await server.call(reportRoute, order, { signal });
        if (newest.version === version) throw error;
      }
      // One that is being read must come to its end.
      void cache.invalidateQueries({ queryKey: [reportRoute, order] }, { cancelRefetch: false });
      return cache.getQueryData<Figure | null>(keyOf(version)) ?? null;
    },
    // Of one analysis it never changes.
    staleTime: Infinity,
    gcTime: keptFor,
    refetchInterval: ({ state }) => (state.data === null ? again : false),
  });
}

/**
 * Reads the figures of `next` that the page shows of `shown`; whether it can say what `next` says. A figure that cannot be
 * read is no reason to stay behind.
 */
export async function figuresFollow(
  cache: QueryClient,
  shown: Analysis,
  next: Analysis & { readonly figures: readonly string[] },
  server?: Server,
): Promise<boolean> {
  const drawn = cache
    .getQueryCache()
    .findAll({
      type: 'active',
      predicate: ({ queryKey: [name, , version] }) => name === route && version === shown.version,
    })
    .map(({ queryKey: [, input] }) => (input as { readonly id: string }).id);
  const wanted = new Set(drawn.filter((id) => next.figures.includes(id)));
  const read = await Promise.allSettled([...wanted].map((id) => cache.query(figureRead(next, id, server))));
  return read.every((one) => one.status === 'rejected' || one.value !== null);
}
