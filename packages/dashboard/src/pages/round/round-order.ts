/** What the server is asked about the round of the page: as it ran, or as the address judges it. */
import { useMemo } from 'react';
import { roundOrderOf, type RoundOrder } from './round-reads.ts';
import { useRoundNumber, useRoundSearch } from './use-round-search.ts';

export function useRoundOrder(): RoundOrder {
  const round = useRoundNumber();
  const objective = useRoundSearch('objective');
  const keep = useRoundSearch('keep');
  return useMemo(() => roundOrderOf(round, { objective, keep }), [round, objective, keep]);
}
