/** What the page of an address will ask first, asked before its code is there. */
import { askEarly } from '../api/early.ts';
import { roundOrderOf, tableOrderOf } from '../pages/round/round-reads.ts';
import { roundSearch } from '../pages/round/round-search.ts';
import { readSearch } from './search-text.ts';

export function askFirst({ pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  for (const route of ['GET /me', 'GET /project', 'GET /rounds'] as const) askEarly(route, {});
  const round = roundOf(pathname);
  if (round === null) return;
  const order = roundOrderOf(round, roundSearch(readSearch(search)));
  askEarly('GET /rounds/{round}/report', order);
  askEarly('GET /rounds/{round}/table', tableOrderOf(order));
  askEarly('GET /rounds/{round}/metrics', { round });
}

/** Of a round's page; null for every other. */
export function roundOf(pathname: string): number | null {
  const [, digits] = /^\/rounds\/([1-9]\d{0,6})\/?$/.exec(pathname) ?? [];
  return digits === undefined ? null : Number(digits);
}
