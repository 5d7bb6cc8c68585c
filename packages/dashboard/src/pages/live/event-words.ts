/** What happened, in a few words after its subject: `trial 7 completed`. */
import { defineTexts, type Message } from '@attune/core/texts';

export const eventWordsTexts = defineTexts('dashboard-event-words', {
  started: 'started',
  retried: 'tried again, attempt {attempt}',
  continued: 'continued, attempt {attempt}',
  extended: 'given {count} more {count|trial|trials}',
  note: 'noted',
  file: 'round file written',
  accepted: 'proposed, and accepted',
  failed: 'what was asked for could not be done: {message}',
  requested: 'asked for: {what}',
  fromScratch: 'began anew instead of at its checkpoint',
});

export interface EventAbout {
  readonly kind: string;
  readonly data: unknown;
}

/** Kinds that it does not know are told by their own last word. */
export function eventWords({ kind, data }: EventAbout): string {
  const [noun = '', what = ''] = kind.split('.');
  const words = what.replaceAll('-', ' ');
  if (kind === 'attempt.started') return started(data).text;
  if (kind === 'attempt.from-scratch') return eventWordsTexts.fromScratch().text;
  if (kind === 'round.extended') return eventWordsTexts.extended({ count: Number(field(data, 'trials') ?? 0) }).text;
  if (kind === 'round-file.written') return eventWordsTexts.file().text;
  if (kind === 'round.proposal-accepted') return eventWordsTexts.accepted().text;
  if (kind === 'request.failed') return eventWordsTexts.failed({ message: String(field(data, 'message')) }).text;
  if (noun === 'note') return eventWordsTexts.note().text;
  if (what.endsWith('-requested')) return eventWordsTexts.requested({ what: words.replace(/ requested$/, '') }).text;
  return words === '' ? kind : words;
}

function started(data: unknown): Message {
  const attempt = Number(field(data, 'attempt') ?? 1);
  const cause = field(data, 'cause');
  if (cause === 'retry') return eventWordsTexts.retried({ attempt });
  return cause === 'continue' ? eventWordsTexts.continued({ attempt }) : eventWordsTexts.started();
}

function field(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

/** What people want to see in a list of what happened: not who holds the engine's lease. */
export function worthTelling({ kind }: EventAbout): boolean {
  return !kind.startsWith('lease.');
}
