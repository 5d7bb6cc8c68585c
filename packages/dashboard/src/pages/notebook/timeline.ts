/** The notebook's entries in the order in which they are shown: newest first, with a round's notes and changes in it. */
import type { Api } from '@attune/client';
import type { Round } from '../../parts/listed-round.ts';

export type Entry = Api['GET /notebook']['result']['entries'][number];
export type Launch = Extract<Entry, { readonly kind: 'launch' }>;
export type Note = Extract<Entry, { readonly kind: 'note' }>;
export type Happening = Extract<Entry, { readonly kind: 'event' }>;

export type TimelineItem =
  | {
      readonly kind: 'round';
      readonly time: string;
      readonly round: Round;
      readonly inside: readonly (Note | Happening)[];
    }
  | { readonly kind: 'launch'; readonly time: string; readonly launch: Launch }
  | { readonly kind: 'note'; readonly time: string; readonly note: Note }
  | { readonly kind: 'event'; readonly time: string; readonly event: Happening };

/** What is about a round that is listed stands in it, in order of time. */
export function timeline(rounds: readonly Round[], entries: readonly Entry[]): readonly TimelineItem[] {
  const inside = Map.groupBy(
    entries.filter((entry) => entry.kind === 'note' || entry.kind === 'event'),
    ({ subject }) => subject,
  );
  const subjects = new Set(rounds.map(({ round }) => `round ${round}`));
  const items: TimelineItem[] = rounds.map((round) => ({
    kind: 'round',
    time: round.startedAt,
    round,
    inside: inside.get(`round ${round.round}`) ?? [],
  }));
  for (const entry of entries) {
    const { time } = entry;
    if (entry.kind === 'launch') items.push({ kind: 'launch', time, launch: entry });
    else if (entry.kind === 'round' || subjects.has(entry.subject)) continue;
    else if (entry.kind === 'note') items.push({ kind: 'note', time, note: entry });
    else items.push({ kind: 'event', time, event: entry });
  }
  // Of one moment, what a round begins with is older than the round.
  const place = { launch: 0, round: 1, event: 2, note: 3 } as const;
  return items.toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time) || place[b.kind] - place[a.kind]);
}
