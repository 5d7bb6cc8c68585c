/** A line in the event log for each change that was made over HTTP: who, by which route, about what. */
import { tell } from '../../operations/requests.ts';
import type { Context } from '../../operations/operation.ts';

/**
 * Routes whose changes are many and tell for themselves: what is measured stands in the store under the attempt that it was
 * accepted from.
 */
const unlined: ReadonlySet<string> = new Set(['POST /measurements', 'POST /trials/{trial}/heartbeat', 'POST /ask']);

/** `route`: as the table names it. Reading leaves no line. */
export async function writeAuditLine(
  context: Context,
  route: string,
  params: Readonly<Record<string, string>>,
): Promise<void> {
  if (route.startsWith('GET ') || unlined.has(route) || context.store === undefined) return;
  await tell(context.store, context, { kind: 'http.changed', subject: subjectOf(params), data: { route, ...params } });
}

/** `trial 7`, `round 1`, or the project. */
function subjectOf({ trial, round }: Readonly<Record<string, string>>): string {
  if (trial !== undefined) return `trial ${trial}`;
  return round === undefined ? 'project' : `round ${round}`;
}
