/** What happened, in a few words after its subject: `trial 7 completed`. Where the project is the subject, it is not named. */
import { defineTexts, type Message } from '@attune/core/texts';

export const eventWordsTexts = defineTexts('dashboard-event-words', {
  started: 'started',
  retried: 'tried again, attempt {attempt}',
  continued: 'continued, attempt {attempt}',
  fromScratch: 'began anew instead of at its checkpoint',
  reported: 'reports over the network',
  heard: 'gave a sign of life',
  told: 'said to be {outcome} by its program',
  begun: 'began',
  waiting: 'waits for its turn',
  running: 'runs',
  completed: 'completed',
  infeasible: 'infeasible: {reason}',
  failed: 'failed',
  stopped: 'stopped',
  paused: 'paused',
  interrupted: 'interrupted',
  resumed: 'goes on',
  reopened: 'tries its failed trials again',
  extended: 'given {count} more {count|trial|trials}',
  operation: 'runs its trials in another way from here on',
  given: 'asked for a trial by {worker}',
  accepted: 'proposed, and accepted',
  file: 'round file written',
  asked: 'asked to {what}',
  note: 'noted',
  noteAlone: 'note written',
  comparisonAsked: 'comparison asked for',
  comparisonBegun: 'began: {candidate} against {baseline}',
  comparisonChanged: 'compares under other terms from here on',
  adopt: 'decided: adopt the candidate',
  reject: 'decided: keep the baseline',
  'more-evidence': 'ended: more evidence is needed',
  launch: 'made: its configuration is the baseline now',
  launchRecorded: 'recorded: the baseline as it was',
  unsealed: 'metrics of the test set were read',
  cancelled: 'no longer asked for',
  refused: 'could not do what was asked: {message}',
  refusedAlone: 'what was asked for could not be done: {message}',
  access: '{count} {count|request|requests} without a valid token refused',
  tokenMade: 'made',
  tokenRevoked: 'revoked',
  other: '{words}',
});

export interface EventAbout {
  readonly kind: string;
  readonly subject: string;
  readonly data: unknown;
}

type Words = (data: unknown, alone: boolean) => Message;

const t = eventWordsTexts;
const words: Readonly<Record<string, Words>> = {
  'attempt.started': started,
  'attempt.from-scratch': () => t.fromScratch(),
  'attempt.reported': () => t.reported(),
  'attempt.heard': () => t.heard(),
  'attempt.told': (data) => t.told({ outcome: textOf(data, 'outcome') }),
  'trial.waiting': () => t.waiting(),
  'trial.running': () => t.running(),
  'trial.completed': () => t.completed(),
  'trial.infeasible': infeasible,
  'trial.failed': () => t.failed(),
  'trial.stopped': () => t.stopped(),
  'trial.stop-requested': () => t.asked({ what: 'stop' }),
  'trial.retry-requested': () => t.asked({ what: 'try again' }),
  'trial.asked': (data) => t.given({ worker: textOf(data, 'worker') }),
  'round.started': () => t.begun(),
  'round.completed': () => t.completed(),
  'round.paused': () => t.paused(),
  'round.interrupted': () => t.interrupted(),
  'round.resumed': () => t.resumed(),
  'round.reopened': () => t.reopened(),
  'round.extended': (data) => t.extended({ count: Number(field(data, 'trials') ?? 0) }),
  'round.operation-changed': () => t.operation(),
  'round.proposal-accepted': () => t.accepted(),
  'round.start-requested': () => t.asked({ what: 'begin' }),
  'round.continue-requested': () => t.asked({ what: 'go on' }),
  'round.extend-requested': () => t.asked({ what: 'go on with more trials' }),
  'round.retry-requested': () => t.asked({ what: 'try a trial again' }),
  'round.pause-requested': () => t.asked({ what: 'pause' }),
  'round-file.written': () => t.file(),
  'note.written': (_, alone) => (alone ? t.noteAlone() : t.note()),
  'comparison.requested': () => t.comparisonAsked(),
  'comparison.started': (data) =>
    t.comparisonBegun({
      candidate: textOf(field(data, 'candidate'), 'label'),
      baseline: textOf(field(data, 'baseline'), 'label'),
    }),
  'comparison.changed': () => t.comparisonChanged(),
  'comparison.concluded': concluded,
  'launch.made': () => t.launch(),
  'launch.recorded': () => t.launchRecorded(),
  'metrics.unsealed': () => t.unsealed(),
  'request.cancelled': () => t.cancelled(),
  'request.failed': (data, alone) => {
    const message = textOf(data, 'message');
    return alone ? t.refusedAlone({ message }) : t.refused({ message });
  },
  'access.refused': (data) => t.access({ count: Number(field(data, 'count') ?? 1) }),
  'token.made': () => t.tokenMade(),
  'token.revoked': () => t.tokenRevoked(),
};

/** Kinds that it does not know are told by what they are called. */
export function eventWords({ kind, subject, data }: EventAbout): string {
  const known = words[kind];
  return (known?.(data, isAlone(subject)) ?? t.other({ words: kind.replaceAll(/[.-]/g, ' ') })).text;
}

/** Whether the words say all: nothing is named before them. */
export function isAlone(subject: string): boolean {
  return subject === 'project' || subject === 'server' || subject === '';
}

function started(data: unknown): Message {
  const attempt = Number(field(data, 'attempt') ?? 1);
  const cause = field(data, 'cause');
  if (cause === 'retry') return t.retried({ attempt });
  return cause === 'continue' ? t.continued({ attempt }) : t.started();
}

function infeasible(data: unknown): Message {
  const reason = field(data, 'reason');
  return typeof reason === 'string' ? t.infeasible({ reason }) : t.other({ words: 'infeasible' });
}

function concluded(data: unknown): Message {
  const recommendation = field(data, 'recommendation');
  if (recommendation === 'adopt') return t.adopt();
  return recommendation === 'reject' ? t.reject() : t['more-evidence']();
}

function textOf(data: unknown, name: string): string {
  const value = field(data, name);
  return typeof value === 'string' ? value : '–';
}

function field(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

/** Who holds the engine's lease, a program's signs of life, and which call a change came by: none of it is news. */
const unimportant = /^(lease|http)\.|^attempt\.(heard|reported)$/;

/** What people want to see in a list of what happened. */
export function worthTelling({ kind }: Pick<EventAbout, 'kind'>): boolean {
  return !unimportant.test(kind);
}
