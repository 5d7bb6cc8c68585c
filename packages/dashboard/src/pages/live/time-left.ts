/** How long a trial will still run, from how fast it went. */

export interface Pace {
  /** When its attempt began, ISO 8601. */
  readonly startedAt: string;
  readonly step: number | null;
  readonly untilStep: number;
  readonly attempt: number;
}

/**
 * Seconds; null while it cannot be told: before the first report, and in a later attempt, which may have begun at a
 * checkpoint. `now` in milliseconds.
 */
export function secondsLeft({ startedAt, step, untilStep, attempt }: Pace, now: number): number | null {
  if (step === null || step <= 0 || attempt > 1) return null;
  const elapsed = (now - Date.parse(startedAt)) / 1000;
  return elapsed <= 0 ? null : (Math.max(0, untilStep - step) * elapsed) / step;
}
