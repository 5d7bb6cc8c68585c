/** The few events of the store's log that belong into a notebook: what a person decided, not how trials went. */
import { defineTexts, type Message } from '@attune/core/texts';
import type { Entry } from '../../notebook/index.ts';
import type { EventRow, RoundRow, Store } from '../../store/index.ts';
import { iso } from '../time-text.ts';

export const logEventTexts = defineTexts('log-event', {
  extended: 'given {count} more {count|trial|trials}',
  reopened: 'its failed trials were given another try',
  operation: 'its trials are run in another way since: {command}',
  comparison: 'its comparison goes on otherwise: up to {pairs} pairs; {complexity}',
  adds: 'the change adds complexity',
  none: 'the change adds no complexity',
  unsealed: 'metrics of the test set were read: {reason}',
  noReason: 'no reason was given',
});

/** In the order of the log. A comparison grows by itself, batch by batch: that is not told. */
export async function toldEvents(store: Store, rounds: readonly RoundRow[]): Promise<readonly Entry[]> {
  const comparisons = new Set(
    rounds.filter(({ resolved }) => resolved.comparison !== undefined).map(({ number }) => `round ${number}`),
  );
  const byItself = ({ kind, subject }: EventRow): boolean => kind === 'round.extended' && comparisons.has(subject);
  const told: Entry[] = [];
  for (let after = 0; ;) {
    const events = await store.events(after, eventsAtOnce);
    told.push(...events.filter((event) => !byItself(event)).flatMap(entryOf));
    after = events.at(-1)?.seq ?? after;
    if (events.length < eventsAtOnce) return told;
  }
}

/** A store may hold some for each attempt of thousands of trials. */
const eventsAtOnce = 5_000;

function entryOf({ kind, subject, actor, time, data }: EventRow): readonly Entry[] {
  const tell = tellers[kind];
  if (tell === undefined) return [];
  return [{ kind: 'event', time: iso(time), event: kind, subject, actor, text: tell(data).text }];
}

const tellers: Readonly<Record<string, ((data: unknown) => Message) | undefined>> = {
  'round.extended': (data) => logEventTexts.extended({ count: Number(field(data, 'trials') ?? 0) }),
  'round.reopened': () => logEventTexts.reopened(),
  'round.operation-changed': (data) => {
    const command = field(data, 'command');
    return logEventTexts.operation({ command: Array.isArray(command) ? command.join(' ') : String(command) });
  },
  'comparison.changed': (data) => {
    const complexity = field(data, 'complexity') === 'adds' ? logEventTexts.adds() : logEventTexts.none();
    return logEventTexts.comparison({ pairs: Number(field(data, 'pairsMax') ?? 0), complexity: complexity.text });
  },
  'metrics.unsealed': (data) => {
    const reason = field(data, 'reason');
    return logEventTexts.unsealed({ reason: typeof reason === 'string' ? reason : logEventTexts.noReason().text });
  },
};

function field(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
}
