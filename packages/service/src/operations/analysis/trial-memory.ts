/** Trials of the rounds that were looked at lately, kept up to date by the event log: a look costs what has changed. */
import type { RoundRow, Store } from '../../store/index.ts';
import { eventsSince, lastEvent, subjectsOf } from '../events/event-tail.ts';
import { readTrials, refreshedTrials, type RoundTrials } from './round-trials.ts';

/** The round's trials by its own objective, as they are now or a moment later. */
export type TrialMemory = (round: RoundRow) => Promise<RoundTrials>;

/** Rounds, each by one objective, that are kept. */
const most = 4;

interface Known {
  /** The last event before they were read. */
  readonly seq: number;
  readonly trials: RoundTrials;
}

export function trialMemory(store: Store): TrialMemory {
  const kept = new Map<string, Known>();

  // What changes while it is read is read again next time: the log is looked at first.
  async function read(round: RoundRow, known: Known | undefined): Promise<Known> {
    if (known === undefined) return { seq: await lastEvent(store), trials: await readTrials(store, round) };
    const events = await eventsSince(store, known.seq);
    const seq = events.at(-1)?.seq ?? known.seq;
    const { trials, rounds } = subjectsOf(events);
    // Trials are added by an event of their round.
    if (rounds.has(round.number)) return { seq, trials: await readTrials(store, round) };
    const running = known.trials.trials.filter(({ state }) => state.status === 'running').map(({ id }) => id);
    const changed = [...new Set([...trials.keys(), ...running])];
    return { seq, trials: await refreshedTrials(store, round, known.trials, changed) };
  }

  return async (round) => {
    const { metric, direction } = round.resolved.project.objective;
    const name = JSON.stringify([round.number, metric, direction]);
    const fresh = await read(round, kept.get(name));
    const other = kept.get(name);
    kept.delete(name);
    // Of two that were read at once the one that has seen more stays.
    kept.set(name, other !== undefined && other.seq > fresh.seq ? other : fresh);
    for (const [oldest] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return fresh.trials;
  };
}
