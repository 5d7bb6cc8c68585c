/** A round's verdict for its card, and the latest known one while a newer is being made. */
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/queries.ts';
import type { Round } from '../../parts/listed-round.ts';
import { isBehind, readsAgain } from '../../parts/report-behind.ts';
import { verdictWords } from '../../parts/verdict-words.ts';
import { sentence } from '../round/sentence.ts';

/** `fresh`: trials of the round may have ended of late; older rounds are told as they are listed. */
export function useVerdict({ round, verdict, ended }: Round, fresh: boolean): string | null {
  const { data } = useQuery({
    ...read('GET /rounds/{round}/report', { round }),
    enabled: fresh && verdict !== null,
    refetchInterval: ({ state }) => readsAgain(state.data, ended),
  });
  if (data === undefined) return verdict;
  const { status, verdict: known } = data.report;
  return verdictWords(status.ended, sentence(known), isBehind(data, ended));
}
