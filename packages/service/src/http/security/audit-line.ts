/**
 * A line in the event log for each change that was made over HTTP: who, by which route, about what. It commits with the
 * change, so that neither is there without the other; where a file was written, it follows.
 */
import { shareTurns } from '../../operations/one-after-another.ts';
import { logLine } from '../../operations/requests.ts';
import type { Context } from '../../operations/operation.ts';
import type { Change, ChangeEvent, Store, Writer } from '../../store/index.ts';

/**
 * Routes whose changes are many and tell for themselves: what is measured stands in the store under the attempt that it was
 * accepted from, and the log has a line the first time that somebody reports an attempt.
 */
const unlined: ReadonlySet<string> = new Set(['POST /measurements', 'POST /trials/{trial}/heartbeat', 'POST /ask']);

export interface Audited {
  /** What the operation is to be called with. */
  readonly context: Context;
  /** To be called when it has succeeded: writes the line that no commit carried. */
  settle(): Promise<void>;
}

/** `route`: as the table names it. Reading leaves no line. */
export function audited(context: Context, route: string, params: Readonly<Record<string, string>>): Audited {
  const { store } = context;
  if (route.startsWith('GET ') || unlined.has(route) || store === undefined) {
    return { context, settle: () => Promise.resolve() };
  }
  const line = { kind: 'http.changed', subject: subjectOf(params), data: { route, ...params } };
  const carrying = storeWithLine(store, line);
  return {
    context: { ...context, store: carrying.store },
    async settle() {
      if (!carrying.carried()) await logLine(store, context, line);
    },
  };
}

/** The store, whose first commit carries the line. */
function storeWithLine(store: Store, line: ChangeEvent): { readonly store: Store; carried(): boolean } {
  let carried = false;
  const write = async (changes: readonly Change[], writer: Writer): Promise<void> => {
    if (carried) return store.write(changes, writer);
    carried = true;
    try {
      await store.write(changes, { ...writer, told: [...(writer.told ?? []), line] });
    } catch (error) {
      // Nothing of it was stored: the next try carries it.
      carried = false;
      throw error;
    }
  };
  const own = { ...store, write };
  shareTurns(own, store);
  return { store: own, carried: () => carried };
}

/** `trial 7`, `round 1`, or the project. */
function subjectOf({ trial, round }: Readonly<Record<string, string>>): string {
  if (trial !== undefined) return `trial ${trial}`;
  return round === undefined ? 'project' : `round ${round}`;
}
