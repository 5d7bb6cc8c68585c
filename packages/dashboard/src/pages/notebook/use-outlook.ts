/** What there is to do next: round files that wait, else proposals; those are asked for only where they can be made. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Api } from '@attune/client';
import { read } from '../../api/queries.ts';

export interface Outlook {
  readonly waiting: Api['GET /round-files']['result']['files'];
  readonly next: UseQueryResult<Api['GET /next']['result']>;
  /** Whether its height is known. */
  readonly settled: boolean;
}

/** `busy`: a round is at work or could go on, whose results the next proposal waits for. */
export function useOutlook(busy: boolean): Outlook {
  const files = useQuery(read('GET /round-files', {}));
  const waiting = files.data?.files.filter(({ state }) => state === 'waiting') ?? [];
  const next = useQuery({ ...read('GET /next', {}), enabled: !busy && files.isFetched && waiting.length === 0 });
  return { waiting, next, settled: files.isFetched && (busy || waiting.length > 0 || next.isFetched) };
}
