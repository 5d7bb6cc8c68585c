/** What the server is asked about a round, as the address has it: by the page, and before it by the frame. */
import { readRanges } from '../../selection/ranges.ts';
import type { RoundSearch } from './round-search.ts';

export interface RoundOrder {
  readonly round: number;
  readonly objective?: string;
  readonly keepFeasible?: number[];
}

/** The server takes no more. */
const mostKept = 200;

/** As the round ran, or as the address judges it. */
export function roundOrderOf(round: number, { objective, keep }: Pick<RoundSearch, 'objective' | 'keep'>): RoundOrder {
  const kept = readRanges(keep ?? '').slice(0, mostKept);
  return {
    round,
    ...(objective === undefined ? {} : { objective }),
    ...(kept.length === 0 ? {} : { keepFeasible: [...kept] }),
  };
}

/** The table knows no trials that are kept feasible. */
export function tableOrderOf({ round, objective }: RoundOrder): Omit<RoundOrder, 'keepFeasible'> {
  return { round, ...(objective === undefined ? {} : { objective }) };
}
