/** Asks things of the engine, durably: a request is obeyed though every process is killed in between. */
import type {
  Change,
  ChangeEvent,
  DriveReason,
  DriveRequest,
  EngineRequest,
  RequestRow,
  Store,
} from '../store/index.ts';
import type { Context } from './operation.ts';

/** `also` and what is `told` commit with the requests, before them. */
export async function request(
  store: Store,
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  requests: readonly { readonly request: EngineRequest; readonly event: ChangeEvent }[],
  also: readonly Change[] = [],
  told: readonly ChangeEvent[] = [],
): Promise<void> {
  const time = clock.now();
  const asked = requests.map(({ request: row, event }): Change => {
    return { do: 'append', kind: 'request', row: { request: row, time }, event };
  });
  await store.write([...also, ...asked], { actor, time, told });
}

/** Logs what happened outside the store, such as a file that was written. */
export async function logLine(
  store: Store,
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  event: ChangeEvent,
): Promise<void> {
  await store.write([], { actor, time: clock.now(), told: [event] });
}

export interface DriveRow extends RequestRow {
  readonly request: DriveRequest;
}

/** Requests of a round that whoever has time is to drive. */
export async function drivesOf(store: Store, round: number): Promise<readonly DriveRow[]> {
  return (await store.read('request')).filter(isDrive(round));
}

export function isDrive(round: number): (row: RequestRow) => row is DriveRow {
  return (row): row is DriveRow => row.request.kind === 'drive-round' && row.request.round === round;
}

/** Whether it asks for no more than that the round, as its file has it by then, comes to its end. */
export function asksForItsEnd({ request: { why } }: DriveRow): boolean {
  return why === 'start' || why === 'continue';
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
  reason: DriveReason,
  data: unknown = null,
): Promise<void> {
  await request(store, context, [
    {
      request: { kind: 'drive-round', round, actor: context.actor, ...reason },
      event: { kind: `round.${reason.why}-requested`, subject: `round ${round}`, data },
    },
  ]);
}
