/** What the end of an attempt means (design: states and reasons), as one pure decision. */
import { diverged, type AttemptOutcome, type LossWatch, type MetricSource, type TrialEvent } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { explain } from './known-messages.ts';
import { lastWords } from './log-tail.ts';

/** Why Attune itself asked an attempt to end. */
export type StopReason = 'user' | 'time-limit' | 'diverged' | 'interrupt';

/** What an attempt reported; where it resumed, with what its trial had reported up to there. */
export interface Seen {
  /** Points of the objective's metric, and of these the finite ones. */
  readonly objective: number;
  readonly finiteObjective: number;
  readonly measurements: number;
  /** Names of all metrics but the sealed ones. */
  readonly metrics: ReadonlySet<string>;
  readonly lastStep: number | null;
  /** Steps between the last two that were reported; 1 where there was but one. */
  readonly spacing: number;
  readonly trainLoss: LossWatch;
  /** The objective where it is the only loss; nothing where it is not. */
  readonly onlyLoss: LossWatch;
  /** Reason that the program gave for its configuration's being impossible. */
  readonly infeasible: string | null;
  /** Whether a checkpoint later than any of the trial's attempts before it was announced. */
  readonly checkpointAdvanced: boolean;
}

export interface AttemptEnd {
  /** Exit status; null where the process left none. */
  readonly code: number | null;
  readonly stopping: StopReason | null;
  readonly seen: Seen;
  /** Last parts of stdout and stderr as one (`joinTails`): the error's own words come last. */
  readonly log: string;
  /** Whether the machine's memory limit killed a process of the attempt. */
  readonly memoryKill: boolean;
  readonly untilStep: number;
  readonly maxSteps: number;
  readonly objective: string;
  /** Where measurements are read from. */
  readonly source: MetricSource['from'];
}

export interface Verdict {
  readonly outcome: AttemptOutcome;
  /** What follows for the trial if the attempt is the last. */
  readonly event: TrialEvent;
  /** For the user, where there is more to say than the state. */
  readonly note: Message | null;
}

export const verdictTexts = defineTexts('verdict', {
  unreported: 'ended without reporting {metric}; it reported {reported}: compare objective.metric and metrics.rename',
  noMetrics: 'ended without reporting {metric}, or any metric that is not sealed: see docs/protocol.md',
  nothingInFile:
    'ended without a measurement: none was read from metrics.jsonl in ATTUNE_DIR; let the program write it, or write metrics: { from: stdout } if it prints them; see docs/protocol.md',
  nothingSent:
    'ended without a measurement: none was sent; send them with POST /measurements, and wait for the answer before the end',
  nothingPrinted:
    'ended without a measurement: none was read from stdout; compare what the program prints with docs/protocol.md',
  neverFinite: '{metric} was never finite',
  trainingLoss: 'training loss not finite from step {step}',
  onlyLoss: '{metric} not finite from step {step} to the end, and no training loss was reported',
  early: 'ended at step {step} of {until}',
  infeasible: 'the program reports: {reason}',
  stopped: 'stopped by the user at step {step}',
  timeLimit: 'time limit reached at step {step}',
  interrupted: 'interrupted; continues from its last checkpoint when its round goes on',
  preempted: 'ended by a signal from outside (SIGTERM)',
  lost: 'its process vanished without an exit status',
  afterwards: 'trained to its end, and then ended with exit status {code}: {message}',
  crashed: 'exit status {code}: {message}',
  explained: 'exit status {code}: {message}; {explanation}',
});

const t = verdictTexts;

/** As a shell tells that SIGTERM ended a program. */
const preemption = 143;

/** Judges an ended attempt. Precedence: the user's wish, the program's word, divergence, limits, signals, the log. */
export function judge(end: AttemptEnd): Verdict {
  const { seen, code } = end;
  const step = seen.lastStep ?? 0;
  const words = code === 0 ? '' : lastWords(end.log);
  const outcome = (kind: AttemptOutcome['kind'], message = words): AttemptOutcome => ({ kind, code, message });

  if (end.stopping === 'user')
    return { outcome: outcome('stopped'), event: { kind: 'stop' }, note: t.stopped({ step }) };
  if (seen.infeasible !== null) {
    return infeasible(outcome('infeasible', seen.infeasible), 'invalid', t.infeasible({ reason: seen.infeasible }));
  }
  // One non-finite value at the end counts where the program ended by itself, not where it was cut off.
  const atEnd = code !== null && code !== preemption && end.stopping === null;
  if (end.stopping === 'diverged' || diverged(seen.trainLoss, atEnd)) {
    const note = t.trainingLoss({ step: seen.trainLoss.since ?? step });
    return infeasible(outcome('infeasible', note.text), 'diverged', note);
  }
  if (atEnd && seen.finiteObjective > 0 && diverged(seen.onlyLoss, atEnd)) {
    const note = t.onlyLoss({ metric: end.objective, step: seen.onlyLoss.since ?? step });
    return infeasible(outcome('infeasible', note.text), 'diverged', note);
  }
  // The protocol has a program exit with 0 only at its end.
  const reachedEnd = code === 0 && reached(end);
  if (end.stopping === 'interrupt' && !reachedEnd) {
    return { outcome: outcome('preempted', ''), event: { kind: 'retry' }, note: t.interrupted() };
  }
  if (end.stopping === 'time-limit' && !reachedEnd) {
    return failed(outcome('timed-out'), 'timed-out', t.timeLimit({ step }));
  }
  if (code === 0) return finished(end, outcome);
  if (code === null) return failed(outcome('lost'), 'lost', t.lost());
  // Everything was measured: what fails afterwards, a plot or a clean-up, takes nothing from it. One that was cut off may
  // have been about to save its last checkpoint.
  const whole = end.untilStep === end.maxSteps && step >= end.untilStep && seen.finiteObjective > 0;
  if (whole && atEnd) {
    return { outcome: outcome('finished'), event: { kind: 'complete' }, note: t.afterwards({ code, message: words }) };
  }

  const cause = explain(end.log, code);
  const crash =
    cause === undefined
      ? t.crashed({ code, message: words })
      : t.explained({ code, message: words, explanation: cause.explanation.text });
  if (end.memoryKill || cause?.implies === 'out-of-memory') {
    return infeasible(outcome('infeasible'), 'out-of-memory', crash);
  }
  if (cause?.implies === 'diverged') return infeasible(outcome('infeasible'), 'diverged', crash);
  if (code === preemption) {
    const note = t.preempted();
    // Never without words: by that an interruption is told apart.
    return failed(outcome('preempted', words === '' ? note.text : words), 'preempted', note);
  }
  return failed(outcome('crashed'), 'crashed', crash);
}

function finished(
  end: AttemptEnd,
  outcome: (kind: AttemptOutcome['kind'], message?: string) => AttemptOutcome,
): Verdict {
  const { seen } = end;
  if (seen.measurements === 0) {
    const note = { file: t.nothingInFile, stdout: t.nothingPrinted, http: t.nothingSent }[end.source]();
    return failed(outcome('crashed', note.text), 'crashed', note);
  }
  if (seen.objective === 0) {
    const reported = [...seen.metrics].toSorted().join(', ');
    const note =
      reported === '' ? t.noMetrics({ metric: end.objective }) : t.unreported({ metric: end.objective, reported });
    return failed(outcome('crashed', note.text), 'crashed', note);
  }
  if (seen.finiteObjective === 0) {
    const note = t.neverFinite({ metric: end.objective });
    return infeasible(outcome('infeasible', note.text), 'diverged', note);
  }
  if (end.untilStep < end.maxSteps) return { outcome: outcome('finished'), event: { kind: 'pause' }, note: null };
  const note = reached(end) ? null : t.early({ step: seen.lastStep ?? 0, until: end.untilStep });
  return { outcome: outcome('finished'), event: { kind: 'complete' }, note };
}

/** Whether the last report was the one at the end: a program that counts its steps from 0 reports no step `untilStep`. */
function reached({ seen, untilStep }: AttemptEnd): boolean {
  return seen.lastStep !== null && seen.lastStep >= untilStep - seen.spacing;
}

function infeasible(outcome: AttemptOutcome, reason: 'diverged' | 'out-of-memory' | 'invalid', note: Message): Verdict {
  return { outcome, event: { kind: 'judge-infeasible', reason }, note };
}

function failed(
  outcome: AttemptOutcome,
  reason: 'crashed' | 'timed-out' | 'preempted' | 'lost',
  note: Message,
): Verdict {
  return { outcome, event: { kind: 'fail', reason }, note };
}
