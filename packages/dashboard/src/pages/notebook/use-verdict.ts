/** A round's verdict for its card; where trials have ended since it was reached, that a newer one is being made. */
import { useQuery } from '@tanstack/react-query';
import { defineTexts } from '@attune/core/texts';
import { read } from '../../api/queries.ts';
import type { Round } from '../../parts/listed-round.ts';
import { isBehind, readsAgain } from '../../parts/report-behind.ts';
import { sentence } from '../round/sentence.ts';

export const verdictTexts = defineTexts('dashboard-verdict', { analysing: 'Its results are being analysed.' });

/** `fresh`: trials of the round may have ended of late; older rounds are told as they are listed. */
export function useVerdict({ round, verdict, ended }: Round, fresh: boolean): string | null {
  const { data } = useQuery({
    ...read('GET /rounds/{round}/report', { round }),
    enabled: fresh && verdict !== null,
    refetchInterval: ({ state }) => readsAgain(state.data, ended),
  });
  if (data === undefined) return verdict;
  return isBehind(data, ended) ? verdictTexts.analysing().text : sentence(data.report.verdict);
}
