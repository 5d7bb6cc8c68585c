/** Asks things of the engine, durably: a request is obeyed though every process is killed in between. */
import type { Change, ChangeEvent, EngineRequest, RequestRow, Store } from '../store/index.ts';
import { inTurn } from './next-number.ts';
import type { Context } from './operation.ts';

/** `also` commits with the requests, under the first one's event. */
export async function ask(
  store: Store,
  context: Pick<Context, 'actor' | 'clock'>,
  requests: readonly { readonly request: EngineRequest; readonly event: ChangeEvent }[],
  also: readonly Change[] = [],
): Promise<void> {
  await inTurn(store, { kind: 'request', clock: context.clock }, async () => {
    const time = context.clock.now();
    const last = (await store.read('request')).at(-1)?.id ?? 0;
    const rows = requests.map(({ request, event }, index): Change => {
      const row: RequestRow = { id: last + index + 1, request, time };
      return { do: 'insert', kind: 'request', row, event };
    });
    await store.write([...also, ...rows], { actor: context.actor, time });
  });
}

/**
 * Logs what happened outside the store, such as a file that was written. Events commit with changes: this one with a
 * request that is gone before anybody can see it.
 */
export async function tell(store: Store, context: Pick<Context, 'actor' | 'clock'>, event: ChangeEvent): Promise<void> {
  await inTurn(store, { kind: 'request', clock: context.clock }, async () => {
    const time = context.clock.now();
    const last = (await store.read('request')).at(-1)?.id ?? 0;
    const row: RequestRow = { id: last + 1, request: { kind: 'stop-trial', trial: 0 }, time };
    await store.write(
      [
        { do: 'insert', kind: 'request', row, event },
        { do: 'delete', kind: 'request', row },
      ],
      { actor: context.actor, time },
    );
  });
}

/** Requests of a round that whoever has time is to drive. */
export async function drivesOf(store: Store, round: number): Promise<readonly RequestRow[]> {
  return (await store.read('request')).filter(
    ({ request }) => request.kind === 'drive-round' && request.round === round,
  );
}

/** Asks for the round to be driven to its end. */
export async function askToDrive(
  store: Store,
  context: Context,
  round: number,
  why: Extract<EngineRequest, { kind: 'drive-round' }>['why'],
  more: { readonly data?: unknown; readonly also?: readonly Change[] } = {},
): Promise<void> {
  const { data = null, also = [] } = more;
  await ask(
    store,
    context,
    [
      {
        request: { kind: 'drive-round', round, why, actor: context.actor },
        event: { kind: `round.${why}-requested`, subject: `round ${round}`, data },
      },
    ],
    also,
  );
}
