/**
 * Which state of a round's data a reader has seen: a text that changes when what is told of the round may change. Costs a few
 * small reads however many trials there are, since the event log tells what has changed since the last look.
 */
import type { EventRow, Store } from '../../store/index.ts';
import { eventsSince, lastEvent, subjectsOf } from '../events/event-tail.ts';

export interface RoundVersions {
  of(round: number): Promise<string>;
}

/** Looks at the events of one store, from the last one that there is when first asked. */
export function roundVersions(store: Store): RoundVersions {
  let seen: number | null = null;
  let first = 0;
  /** The latest event about each round or its trials. */
  const changed = new Map<number, number>();

  async function look(): Promise<void> {
    if (seen === null) {
      first = await lastEvent(store);
      seen = first;
      return;
    }
    const events = await eventsSince(store, seen);
    for (const [round, seq] of await roundsOf(store, events)) {
      changed.set(round, Math.max(seq, changed.get(round) ?? 0));
    }
    seen = Math.max(seen, events.at(-1)?.seq ?? 0);
  }

  return {
    async of(round) {
      await look();
      // An earlier round's baseline is evidence for later rounds.
      const latest = [...changed].reduce((seq, [number, at]) => (number <= round ? Math.max(seq, at) : seq), first);
      return `${latest}.${await measured(store, round)}`;
    },
  };
}

/** How far the measurements of running trials have come; 0 where none runs. Trials that end do so by an event. */
async function measured(store: Store, round: number): Promise<number> {
  const running = await store.read('trial', { round: [round], status: ['running'] });
  if (running.length === 0) return 0;
  const attempts = await store.read('attempt', { trial: running.map(({ id }) => id) });
  return attempts.reduce((sum, { metricsOffset, stdoutOffset }) => sum + metricsOffset + stdoutOffset, 0);
}

/** For each round that the events are about the latest of them. */
async function roundsOf(store: Store, events: readonly EventRow[]): Promise<ReadonlyMap<number, number>> {
  const { trials, rounds } = subjectsOf(events);
  const found = new Map(rounds);
  if (trials.size > 0) {
    for (const { id, round } of await store.read('trial', { id: [...trials.keys()] })) {
      found.set(round, Math.max(trials.get(id) ?? 0, found.get(round) ?? 0));
    }
  }
  return found;
}
