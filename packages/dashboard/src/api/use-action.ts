/**
 * What a person does to the project, from a button: the call, what is told when it is done, and the server's own words
 * when it refuses. An action that can be undone offers it where it reports.
 */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Api, ApiError, Route } from '@attune/client';
import { client } from './client.ts';
import { tellDone, tellRefused, type Done } from './tell.tsx';

export interface ActionOptions<R extends Route> {
  /** What is told when it is done; absent: nothing, where the page shows it. */
  readonly done?: (result: Api[R]['result'], input: Api[R]['input']) => Done | string;
  /** Shows what will be before the server has answered; returns what takes it back. */
  readonly expect?: (input: Api[R]['input']) => (() => void) | undefined;
  /** Reads that are old afterwards, by route; changes that the server reports are marked anyway. */
  readonly stale?: readonly Extract<Route, `GET ${string}`>[];
  /** Refusals are shown by the page itself, beside what they are about. */
  readonly quiet?: boolean;
}

export type Action<R extends Route> = UseMutationResult<
  Api[R]['result'],
  ApiError,
  Api[R]['input'],
  (() => void) | undefined
>;

export function useAction<R extends Exclude<Route, `GET ${string}`>>(
  route: R,
  { done, expect, stale = [], quiet = false }: ActionOptions<R> = {},
): Action<R> {
  const queries = useQueryClient();
  return useMutation<Api[R]['result'], ApiError, Api[R]['input'], (() => void) | undefined>({
    mutationKey: [route],
    mutationFn: (input) => client.call(route, input),
    onMutate: (input) => expect?.(input),
    onSuccess: (result, input) => {
      if (done !== undefined) tellDone(done(result, input));
    },
    onError: (error, _, takeBack) => {
      takeBack?.();
      if (!quiet) tellRefused(error);
    },
    onSettled: () => {
      for (const one of stale) void queries.invalidateQueries({ queryKey: [one] });
    },
  });
}
