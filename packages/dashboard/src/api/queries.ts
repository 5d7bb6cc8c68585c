/** What the server said, kept while it is true: every read of the API goes through here. */
import { QueryCache, QueryClient, queryOptions, type UseQueryOptions } from '@tanstack/react-query';
import { ApiError, type Api, type Route } from '@attune/client';
import { client } from './client.ts';
import { connection } from './connection.ts';
import { takeEarly } from './early.ts';

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) connection.set('refused');
    },
  }),
  defaultOptions: {
    // The server may be on this very machine, whatever the browser thinks of its network.
    queries: { staleTime: 60_000, retry: again, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Once, unless the server has said no. */
function again(failures: number, error: Error): boolean {
  return failures < 1 && !(error instanceof ApiError && error.status < 500);
}

/** A read as a query; its key begins with the route, so that an event can mark all reads of a route as old. */
export function read<R extends Extract<Route, `GET ${string}`>>(
  route: R,
  input: Api[R]['input'],
): UseQueryOptions<Api[R]['result'], ApiError> {
  return queryOptions<Api[R]['result'], ApiError>({
    queryKey: [route, input],
    queryFn: ({ signal }) => takeEarly(route, input) ?? client.call(route, input, { signal }),
  });
}
