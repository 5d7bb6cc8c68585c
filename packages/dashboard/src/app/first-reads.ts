/** What the page of an address will ask first, asked before its code is there. */
import { askEarly } from '../api/early.ts';
import { roundOrderOf, tableOrderOf } from '../pages/round/round-reads.ts';
import { roundSearch } from '../pages/round/round-search.ts';
import { readSearch } from './search-text.ts';

export function askFirst({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  const rounds = askEarly('GET /rounds', {});
  for (const route of ['GET /me', 'GET /project'] as const) void askEarly(route, {});
  const round = roundOf(pathname);
  if (round === null) return;
  const order = roundOrderOf(round, roundSearch(readSearch(search)));
  // Of a round that there is: the page waits for the same answer, so that it cannot have asked before.
  rounds.then(
    ({ rounds: known }) => {
      if (!known.some((one) => one.round === round)) return;
      void askEarly('GET /rounds/{round}/report', order);
      void askEarly('GET /rounds/{round}/table', tableOrderOf(order));
      void askEarly('GET /rounds/{round}/metrics', { round });
    },
    () => undefined,
  );
}

/** Of a round's page; null for every other. */
export function roundOf(pathname: string): number | null {
  const [, digits] = /^\/rounds\/([1-9]\d{0,6})\/?$/.exec(pathname) ?? [];
  return digits === undefined ? null : Number(digits);
}
