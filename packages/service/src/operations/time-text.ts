/** Times as documents tell them. */

/** ISO 8601, UTC, to the millisecond. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
