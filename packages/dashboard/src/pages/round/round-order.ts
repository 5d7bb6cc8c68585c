/** What the server is asked about a round: as it ran, or as the address judges it. */
import { useMemo } from 'react';
import { readRanges } from '../../selection/ranges.ts';
import { useRoundNumber, useRoundSearch } from './use-round-search.ts';

export interface RoundOrder {
  readonly round: number;
  readonly objective?: string;
  readonly keepFeasible?: number[];
}

/** The server takes no more. */
const mostKept = 200;

export function useRoundOrder(): RoundOrder {
  const round = useRoundNumber();
  const objective = useRoundSearch('objective');
  const keep = useRoundSearch('keep');
  return useMemo(() => {
    const kept = readRanges(keep ?? '').slice(0, mostKept);
    return {
      round,
      ...(objective === undefined ? {} : { objective }),
      ...(kept.length === 0 ? {} : { keepFeasible: [...kept] }),
    };
  }, [round, objective, keep]);
}
