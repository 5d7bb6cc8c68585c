/** How a trial stands, and what happens next, in a sentence or two below its state. */
import { defineTexts, type Message } from '@attune/core/texts';
import type { Round } from '../../parts/listed-round.ts';
import type { Shown } from './shown.ts';

export const stateWordsTexts = defineTexts('dashboard-trial-state', {
  next: 'It is the next of its round, and begins as soon as a slot is free.',
  queued: 'It begins when a slot is free; {ahead} {ahead|trial|trials} of its round {ahead|stands|stand} before it.',
  again: 'It is tried again as soon as a slot is free, {from}.',
  held: 'Round {round} is {status}: the trial begins once the round goes on.',
  heldAgain: 'Round {round} is {status}: the trial goes on once the round does, {from}.',
  running: 'It trains to {unit} {until}; its objective is its best {metric} on the way.',
  stopping: 'It was asked to end: it saves, and ends. What it measured is kept.',
  paused: 'It has ended for now; it goes on once round {round} does, {from}.',
  stopped:
    'It was ended before its last step: it counts neither as failed nor in the ranking. Tried again, it begins {from}.',
  crashed:
    'Its program broke off; what it printed last stands in the log. The round goes on without it: mend the cause, then try it again.',
  'timed-out':
    'It took longer than its time limit allows. The round goes on without it; tried again, it begins {from}.',
  preempted: 'Its machine took its place away. The round goes on without it; tried again, it begins {from}.',
  lost: 'Its process was gone without a word. The round goes on without it; tried again, it begins {from}.',
  diverged:
    'Its training diverged. That is a result: it shows where the ranges end that are worth searching, and is not tried again by itself.',
  'out-of-memory':
    'It needed more memory than there is. That is a result: it shows where the ranges end that can be trained, and is not tried again by itself.',
  judged:
    'It came to its end, and counts as infeasible: {why}. That is a result, but it is neither ranked nor compared.',
  invalid: 'Its program cannot train this configuration. That is a result, and it is not tried again by itself.',
  checkpoint: 'from its checkpoint at {unit} {step}',
  start: 'from the start',
});

export interface StateAbout {
  readonly shown: Pick<Shown, 'trial' | 'metric' | 'checkpoints' | 'stopping'>;
  readonly round: Pick<Round, 'round' | 'status' | 'maxSteps'>;
  readonly stepUnit: string;
  /** How many trials of its round wait and have their turn before it. */
  readonly ahead: number;
}

const t = stateWordsTexts;

/** Null where its state says all. */
export function stateWords({
  shown,
  round: { round, status: held, maxSteps },
  stepUnit,
  ahead,
}: StateAbout): string | null {
  const { status, outcome, reason, why, attempts } = shown.trial;
  const last = shown.checkpoints.at(-1);
  const from = (last === undefined ? t.start() : t.checkpoint({ unit: stepUnit, step: last.step })).text;
  const message = (): Message | null => {
    switch (status) {
      case 'waiting':
        if (held !== 'running') {
          return attempts > 0 ? t.heldAgain({ round, status: held, from }) : t.held({ round, status: held });
        }
        if (attempts > 0) return t.again({ from });
        return ahead === 0 ? t.next() : t.queued({ ahead });
      case 'running':
        return shown.stopping ? t.stopping() : t.running({ unit: stepUnit, until: maxSteps, metric: shown.metric });
      case 'paused':
        return t.paused({ round, from });
      case 'stopped':
        return t.stopped({ from });
      case 'failed':
      case 'infeasible':
        return endWords(reason, from);
      case 'completed':
        return outcome === 'infeasible' && why !== null ? t.judged({ why }) : null;
    }
  };
  return message()?.text ?? null;
}

function endWords(reason: string | null, from: string): Message | null {
  switch (reason) {
    case 'crashed':
    case 'diverged':
    case 'out-of-memory':
    case 'invalid':
      return t[reason]();
    case 'timed-out':
    case 'preempted':
    case 'lost':
      return t[reason]({ from });
    case null:
    default:
      return null;
  }
}
