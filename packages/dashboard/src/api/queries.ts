/** What the server said, kept while it is true: every read of the API goes through here. */
import { QueryClient, queryOptions, type UseQueryOptions } from '@tanstack/react-query';
import type { Api, ApiError, Route } from '@attune/client';
import { client } from './client.ts';

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: 1, refetchOnWindowFocus: false } },
});

/** A read as a query; its key begins with the route, so that an event can mark all reads of a route as old. */
export function read<R extends Extract<Route, `GET ${string}`>>(
  route: R,
  input: Api[R]['input'],
): UseQueryOptions<Api[R]['result'], ApiError> {
  return queryOptions<Api[R]['result'], ApiError>({
    queryKey: [route, input],
    queryFn: ({ signal }) => client.call(route, input, { signal }),
  });
}
