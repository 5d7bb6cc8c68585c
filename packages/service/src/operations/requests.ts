/** Asks things of the engine, durably: a request is obeyed though every process is killed in between. */
import type { Change, ChangeEvent, EngineRequest, RequestRow, Store } from '../store/index.ts';
import type { Context } from './operation.ts';

/** `also` commits with the requests, before them. */
export async function request(
  store: Store,
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  requests: readonly { readonly request: EngineRequest; readonly event: ChangeEvent }[],
  also: readonly Change[] = [],
): Promise<void> {
  const time = clock.now();
  const asked = requests.map(({ request: row, event }): Change => {
    return { do: 'append', kind: 'request', row: { request: row, time }, event };
  });
  await store.write([...also, ...asked], { actor, time });
}

/** Logs what happened outside the store, such as a file that was written. */
export async function logLine(
  store: Store,
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  event: ChangeEvent,
): Promise<void> {
  await store.write([], { actor, time: clock.now(), told: [event] });
}

/** Requests of a round that whoever has time is to drive. */
export async function drivesOf(store: Store, round: number): Promise<readonly RequestRow[]> {
  return (await store.read('request')).filter(isDrive(round));
}

export function isDrive(round: number): (row: RequestRow) => boolean {
  return ({ request }) => request.kind === 'drive-round' && request.round === round;
}

/** Of the lease under which it was begun; undefined where nobody has. */
export function tokenOf({ request: asked }: RequestRow): number | undefined {
  return asked.kind === 'drive-round' || asked.kind === 'compare' ? asked.token : undefined;
}

/** Asks for the round to be driven to its end. */
export async function askToDrive(
  store: Store,
  context: Context,
  round: number,
  why: Extract<EngineRequest, { kind: 'drive-round' }>['why'],
  { data = null, trials }: { readonly data?: unknown; readonly trials?: string } = {},
): Promise<void> {
  await request(store, context, [
    {
      request: { kind: 'drive-round', round, why, actor: context.actor, ...(trials === undefined ? {} : { trials }) },
      event: { kind: `round.${why}-requested`, subject: `round ${round}`, data },
    },
  ]);
}
