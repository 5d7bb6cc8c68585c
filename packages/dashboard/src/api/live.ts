/**
 * The server's live stream, once for the whole page: changes mark what was read as old, points of running trials go to the
 * charts that follow them, and the connection's state to the header.
 */
import { ApiError, type LiveEvent } from '@attune/client';
import { client } from './client.ts';
import { connection, findConnection, loseConnection } from './connection.ts';
import { livePoints } from './live-points.ts';
import { queries } from './queries.ts';
import { recentChanges } from './recent-changes.ts';
import { signal } from './signal.ts';
import { tellRefused } from './tell.tsx';
import { staleMarker } from './stale-marker.ts';

/** What the stream last said of how things stand; null before it has. */
export type Standing = Extract<LiveEvent, { kind: 'status' }>['data'];
export const standing = signal<Standing | null>(null);

/** Points of running trials since the page was opened; charts add them to what `GET /curves` gave. */
export const points = livePoints();

/** What happened since the page was opened. */
export const changes = recentChanges();

/** Listens until the signal aborts. */
export function followLive(ended: AbortSignal): void {
  const marker = staleMarker(queries);
  ended.addEventListener('abort', () => marker.stop(), { once: true });
  client.events({ signal: ended, onEvent: (event) => take(event, marker) }).catch((error: unknown) => {
    if (ended.aborted) return;
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 401 || status === 403) connection.set(status === 401 ? 'refused' : 'forbidden');
    else loseConnection(Date.now());
  });
}

function take(event: LiveEvent, marker: ReturnType<typeof staleMarker>): void {
  switch (event.kind) {
    case 'online':
      // What happened while nobody listened follows as changes; what failed to load meanwhile is read again.
      if (connection.get() === 'lost') {
        void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
      }
      findConnection();
      return;
    case 'offline':
      loseConnection(Date.now());
      return;
    case 'change':
      marker.add(event.data);
      changes.add(event.data);
      if (event.data.kind === 'request.failed') tellFailed(event.data);
      return;
    case 'points':
      for (const delta of event.data.trials) points.add(delta);
      return;
    case 'status': {
      const before = standing.get();
      standing.set(event.data);
      points.keep(event.data.running);
      // What was read before the stream began may have changed in between.
      if (before === null) marker.addQuick();
      else if (before.engine !== event.data.engine) marker.add({ kind: 'round.engine', subject: 'project' });
      return;
    }
    case 'reset':
      points.clear();
      marker.addAll();
      return;
  }
}

/** What was asked for was taken, and turned out to be impossible when the engine came to it. */
function tellFailed({ data }: { readonly data: unknown }): void {
  const message: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'message') : undefined;
  if (typeof message === 'string') tellRefused(new Error(message));
}
