/** The lease as a pure function of requests; a token is never given twice, not even after a release. */
import type { Lease } from './records.ts';
import type { LeaseRequest } from './store.ts';

/** What is kept of the lease. `token` is the newest one ever given, 0 before the first. */
export interface LeaseState {
  readonly holder: string | null;
  readonly token: number;
  readonly expiresAt: number;
}

export const leaseNeverTaken: LeaseState = { holder: null, token: 0, expiresAt: 0 };

/** The state after `request`: the very same object where nothing changes. */
export function leaseAfter(state: LeaseState, request: LeaseRequest): LeaseState {
  switch (request.do) {
    case 'read':
      return state;
    case 'take': {
      const free = state.holder === null || state.expiresAt <= request.now || state.holder === request.displacing;
      return free ? { holder: request.holder, token: state.token + 1, expiresAt: request.until } : state;
    }
    case 'keep':
      return holds(state, request.token) ? { ...state, expiresAt: request.until } : state;
    case 'release':
      return holds(state, request.token) ? { ...state, holder: null } : state;
  }
}

/** The lease as callers see it: null where nobody holds it. */
export function leaseOf({ holder, token, expiresAt }: LeaseState): Lease | null {
  return holder === null ? null : { holder, token, expiresAt };
}

/** What the event log says of a change of holder; null where the holder stayed. */
export function leaseEvent(
  before: LeaseState,
  after: LeaseState,
): { readonly kind: string; readonly subject: string; readonly actor: string; readonly data: unknown } | null {
  if (before.token === after.token && before.holder === after.holder) return null;
  const taken = after.holder !== null;
  return {
    kind: taken ? 'lease.taken' : 'lease.released',
    subject: 'lease',
    actor: after.holder ?? before.holder ?? '',
    data: taken && before.holder !== null ? { token: after.token, from: before.holder } : { token: after.token },
  };
}

function holds(state: LeaseState, token: number): boolean {
  return state.holder !== null && state.token === token;
}
