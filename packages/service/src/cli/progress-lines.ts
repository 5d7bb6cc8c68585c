/** A round's progress as text: the lines of the live block, and the one line per event that stays. */
import { defineTexts, shown, type Message } from '@attune/core/texts';
import type { BestSoFar, ProgressEvent } from '../operations/progress.ts';
import { duration } from './duration.ts';
import { fraction, timeLeft, type ProgressState, type RunningTrial } from './progress-state.ts';
import { cellNumber } from './table.ts';
import type { Colours, Output } from './terminal.ts';
import { cut, displayWidth, pad, printable } from './width.ts';

export const progressTexts = defineTexts('progress', {
  round: 'round {round} {name}',
  roundStarted: 'round {round} {name}: {trials} {trials|trial|trials}, {slots} at a time',
  alreadyEnded: ', {ended} ended before',
  count: '{ended} of {trials} trials',
  left: 'about {time} left',
  trialStarted: 'trial {trial} started',
  trialContinues: 'trial {trial} continues from {unit} {step}, attempt {attempt}',
  trialStartsAgain: 'trial {trial} starts again, attempt {attempt}',
  baseline: ' (baseline)',
  steps: '{step} of {until} {unit}',
  value: '{metric} {value}',
  more: '… and {count} more',
  best: 'best {metric} {value} in trial {trial}',
  noBest: 'no result yet',
  bestSoFar: ', the best so far',
  infeasible: '{count} infeasible',
  failed: '{count} failed',
  completed: 'trial {trial} completed: {metric} {value}',
  stopped: 'trial {trial} stopped',
  judged: 'trial {trial} is infeasible ({reason})',
  lost: 'trial {trial} failed ({reason})',
  again: 'trial {trial} will be tried again',
  paused: 'trial {trial} paused',
  at: 'trial {trial} at {unit} {step} of {until}',
  roundCompleted: 'round {round} {name} completed',
  roundPaused: 'round {round} {name} paused',
  roundInterrupted: 'round {round} {name} interrupted',
  warning: 'warning: {message}',
});

/** Running trials that the live block shows; the others are counted. */
const mostRunning = 8;

/** Columns of `  about 23 h 59 min left`. */
const timeWidth = 24;

/** The live block: the round's bar, a line for each running trial, and the best so far. */
export function blockLines(state: ProgressState, now: number, output: Output): readonly string[] {
  const { round } = state;
  const width = output.width - 1;
  const { bold, dim, green } = output.colours;
  const left = timeLeft(state, now);
  const name = progressTexts.round({ round: round.round, name: printable(round.name) }).text;
  const count = progressTexts.count({ ended: state.ended, trials: round.trials }).text;
  const time = left === null ? '' : `  ${progressTexts.left({ time: duration(left) }).text}`;
  const done = (state.ended + state.running.reduce((sum, one) => sum + fraction(one), 0)) / Math.max(1, round.trials);
  // As wide as the longest time, lest the bar change its length with every second.
  const room = Math.min(
    30,
    width - displayWidth(name) - displayWidth(count) - Math.max(timeWidth, displayWidth(time)) - 4,
  );
  const head: Line = [
    [name, bold],
    ['  ', plain],
    ...(room >= 5 ? [...bar(done, room, output.colours), ['  ', plain] as const] : []),
    [count, plain],
    [time, dim],
  ];
  const running = state.running.slice(0, mostRunning);
  const more = state.running.length - running.length;
  return [
    head,
    ...runningLines(running, round.metric, round.stepUnit, output),
    ...(more > 0 ? [[[`  ${progressTexts.more({ count: more }).text}`, dim]] satisfies Line] : []),
    [[`  ${bestText(state.best, round.metric)}`, green] as const, [countsText(state, '; '), dim] as const],
  ].map((line) => fitted(line, width));
}

/** The lasting line for an event, or `undefined` for one that is only drawn. `state` is the state after it. */
export function eventLine(event: ProgressEvent, state: ProgressState | undefined, now: number): string | undefined {
  if (event.kind === 'message') {
    const { text } = event.message;
    return printable(event.level === 'warning' ? progressTexts.warning({ message: text }).text : text);
  }
  if (state === undefined) return undefined;
  const { round, name, trials, slots, stepUnit: unit } = state.round;
  switch (event.kind) {
    case 'round-started': {
      const before = event.ended > 0 ? progressTexts.alreadyEnded({ ended: event.ended }).text : '';
      return progressTexts.roundStarted({ round, name: printable(name), trials, slots }).text + before;
    }
    case 'trial-started': {
      const { trial, attempt, fromStep: step } = event;
      const baseline = event.baseline ? progressTexts.baseline().text : '';
      return startedText(trial, attempt, step, unit).text + baseline;
    }
    case 'measurement':
      return undefined;
    case 'trial-ended':
      return `${endedText(event, state)}; ${standing(state, now)}`;
    case 'round-ended': {
      const values = { round, name: printable(name) };
      const head = {
        completed: progressTexts.roundCompleted,
        paused: progressTexts.roundPaused,
        interrupted: progressTexts.roundInterrupted,
      }[event.status](values).text;
      // A note of several lines holds a traceback: squashed it cannot be read, and the command prints it below.
      const note = event.note === '' || event.note.includes('\n') ? '' : `: ${printable(event.note)}`;
      return `${head}${note}; ${standing(state, null)}`;
    }
  }
}

function startedText(trial: number, attempt: number, step: number, unit: string): Message {
  if (step > 0) return progressTexts.trialContinues({ trial, attempt, step, unit });
  return attempt > 1 ? progressTexts.trialStartsAgain({ trial, attempt }) : progressTexts.trialStarted({ trial });
}

/** Where the running trials are, for a log that would otherwise be silent for long. */
export function pulseLine(state: ProgressState, now: number): string {
  const unit = state.round.stepUnit;
  const trials = state.running
    .slice(0, mostRunning)
    .map(({ trial, step, untilStep }) => progressTexts.at({ trial, unit, step, until: untilStep }).text);
  return [...trials, standing(state, now)].join('; ');
}

/** How a trial ended, in a clause. */
export function endedText(event: Extract<ProgressEvent, { kind: 'trial-ended' }>, state: ProgressState): string {
  const { trial } = event;
  const note = event.note === '' ? '' : `: ${printable(event.note)}`;
  switch (event.state.status) {
    case 'completed': {
      const value = event.objective === null ? 'none' : cellNumber(event.objective);
      const best = state.best?.trial === trial ? progressTexts.bestSoFar().text : '';
      return progressTexts.completed({ trial, metric: state.round.metric, value }).text + best + note;
    }
    case 'infeasible':
      return progressTexts.judged({ trial, reason: event.state.reason }).text + note;
    case 'failed':
      return progressTexts.lost({ trial, reason: event.state.reason }).text + note;
    case 'stopped':
      return progressTexts.stopped({ trial }).text + note;
    case 'paused':
      return progressTexts.paused({ trial }).text + note;
    case 'waiting':
    case 'running':
      return progressTexts.again({ trial }).text + note;
  }
}

/** How the round stands; with the time that is left, unless it no longer runs (`now` is null). */
function standing(state: ProgressState, now: number | null): string {
  const { ended, round, running } = state;
  const left = now !== null && ended < round.trials && running.length + ended > 0 ? timeLeft(state, now) : null;
  return [
    progressTexts.count({ ended, trials: round.trials }).text + countsText(state, ', '),
    bestText(state.best, round.metric),
    ...(left === null ? [] : [progressTexts.left({ time: duration(left) }).text]),
  ].join(', ');
}

function bestText(best: BestSoFar | null, metric: string): string {
  if (best === null) return progressTexts.noBest().text;
  return progressTexts.best({ metric, value: cellNumber(best.objective), trial: best.trial }).text;
}

function countsText(state: ProgressState, before: string): string {
  const counts = [
    ...(state.infeasible > 0 ? [progressTexts.infeasible({ count: state.infeasible }).text] : []),
    ...(state.failed > 0 ? [progressTexts.failed({ count: state.failed }).text] : []),
  ];
  return counts.length === 0 ? '' : before + counts.join(', ');
}

type Style = (text: string) => string;
type Line = readonly (readonly [text: string, style: Style])[];

/** Columns of one width over all running trials, so that the eye can go down them. */
function runningLines(running: readonly RunningTrial[], metric: string, unit: string, output: Output): readonly Line[] {
  const rows = running.map((one) => ({
    one,
    name: `trial ${one.trial}${one.baseline ? progressTexts.baseline().text : ''}`,
    steps: progressTexts.steps({ step: one.step, until: one.untilStep, unit: plural(unit, one.untilStep) }).text,
    value:
      one.value === null ? '' : progressTexts.value({ metric, value: shown(Number(one.value.toPrecision(4))) }).text,
  }));
  const nameWidth = Math.max(0, ...rows.map((row) => displayWidth(row.name)));
  const stepsWidth = Math.max(0, ...rows.map((row) => displayWidth(row.steps)));
  return rows.map(({ one, name, steps, value }): Line => [
    [`  ${pad(name, nameWidth)}  `, plain],
    ...bar(fraction(one), 12, output.colours),
    [`  ${pad(steps, stepsWidth, 'right')}  `, output.colours.dim],
    [value, plain],
  ]);
}

function bar(done: number, width: number, colours: Colours): Line {
  const full = Math.round(Math.min(1, Math.max(0, done)) * width);
  return [
    ['━'.repeat(full), colours.cyan],
    ['─'.repeat(width - full), colours.dim],
  ];
}

/** The line's parts with their colours, cut where the width ends. */
function fitted(line: Line, width: number): string {
  let room = width;
  let text = '';
  for (const [part, style] of line) {
    const kept = cut(part, room);
    room -= displayWidth(kept);
    if (kept !== '') text += style(kept);
    if (kept !== part) break;
  }
  return text;
}

function plural(unit: string, count: number): string {
  return count === 1 || unit.endsWith('s') ? unit : `${unit}s`;
}

function plain(text: string): string {
  return text;
}
