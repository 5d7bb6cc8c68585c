/** The latest changes that the stream told, for lists of what happened; several at once are told once. */
import type { LiveEvent } from '@attune/client';
import { signal, type Signal } from './signal.ts';

export type StreamedChange = Extract<LiveEvent, { kind: 'change' }>['data'];

export interface RecentChanges extends Pick<Signal<readonly StreamedChange[]>, 'get' | 'subscribe'> {
  readonly add: (change: StreamedChange) => void;
}

/** As many as a list shows. */
const most = 200;
/** Milliseconds between two tellings. */
const toldEvery = 250;

export function recentChanges(): RecentChanges {
  const told = signal<readonly StreamedChange[]>([]);
  let waiting: StreamedChange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    // After a lost connection some come again.
    const last = told.get().at(-1)?.seq ?? 0;
    told.set([...told.get(), ...waiting.filter(({ seq }) => seq > last)].slice(-most));
    waiting = [];
  };
  return {
    get: told.get,
    subscribe: told.subscribe,
    add: (change) => {
      waiting.push(change);
      timer ??= setTimeout(tell, toldEvery);
    },
  };
}
