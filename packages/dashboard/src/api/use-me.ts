/** What the person at this browser may do. */
import { useQuery } from '@tanstack/react-query';
import type { Api } from '@attune/client';
import { read } from './queries.ts';

export type Scope = Api['GET /me']['result']['scope'];

const order: readonly Scope[] = ['read', 'report', 'admin'];

/** Whether `scope` is allowed. Until the server has said so it is taken to be, and the server refuses by itself. */
export function useMay(scope: Scope): boolean {
  const { data } = useQuery(read('GET /me', {}));
  return data === undefined || order.indexOf(data.scope) >= order.indexOf(scope);
}
