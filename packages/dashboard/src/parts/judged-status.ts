/** How a trial stands, for its badge: one that came to its end is infeasible all the same where its result says so. */
interface Judged {
  readonly status: string;
  readonly outcome: string;
  readonly reason: string | null;
}

export function judgedStatus({ status, outcome }: Pick<Judged, 'status' | 'outcome'>): string {
  return status === 'completed' && outcome === 'infeasible' ? outcome : status;
}

/** The word for why: `no better than chance`. */
export function reasonWords({ reason }: Pick<Judged, 'reason'>): string | null {
  return reason?.replaceAll('-', ' ') ?? null;
}
