/** The round's report, read anew while the trials have gone on without it; its figures follow. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Api } from '@attune/client';
import { queries, read } from '../../api/queries.ts';
import { isBehind, readsAgain } from '../../parts/report-behind.ts';
import { useRoundOrder } from './round-order.ts';

type ReportDocument = Api['GET /rounds/{round}/report']['result'];

/** `ended`: how many trials of the round have ended by now. */
export function useReport(ended: number): {
  readonly report: UseQueryResult<ReportDocument>;
  readonly behind: boolean;
} {
  const order = useRoundOrder();
  const report = useQuery({
    ...read('GET /rounds/{round}/report', order),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => readsAgain(state.data, ended),
  });
  const version = report.data?.version;
  const before = useRef(version);
  useEffect(() => {
    if (before.current !== undefined && before.current !== version) {
      void queries.invalidateQueries({ queryKey: ['GET /rounds/{round}/figures/{id}'] });
    }
    before.current = version;
  }, [version]);
  return { report, behind: report.data !== undefined && isBehind(report.data, ended) };
}
