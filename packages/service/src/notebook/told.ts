/** An entry of the notebook in words: the same in the terminal, in Markdown and in the page. */
import type { Value } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';
import { numberText, valueText } from '../report/columns.ts';
import type { DecisionEntry, Entry, LaunchEntry, Measured, RoundEntry } from './entry.ts';

export const notebookTexts = defineTexts('notebook', {
  launch: 'launch {launch}',
  round: 'round {round}',
  note: 'note',
  began: 'The project begins with the baseline {configuration}',
  launched: 'New baseline: {changes}',
  unchanged: 'The baseline of launch {parent} again, recorded anew',
  change: '{hyperparameter} {before} → {after}',
  value: '{hyperparameter} {value}',
  absent: 'none',
  complexity: 'Complexity: {note}',
  commit: 'Commit {commit}',
  measured:
    '{metric} {value} [{low}, {high}] over {seeds} seeds (95 % interval of the mean), trained to {unit} {maxSteps}',
  measuredOnce: '{metric} {value}, a single seed, trained to {unit} {maxSteps}',
  untitled: 'Which values are best?',
  fileNotes: 'Notes in its file: {notes}',
  running: '{goal} · running, {ended} of {planned} trials ended',
  paused: '{goal} · paused, {ended} of {planned} trials ended',
  completed: '{goal} · {ended} {ended|trial|trials}',
  compared: 'comparison · {pairs} {pairs|pair|pairs} of runs with fresh seeds',
  comparing: 'comparison · {pairs} {pairs|pair|pairs} of runs so far',
  worse: '{metric} worse by {effect} [{low}, {high}] (90 %), P(better) {better}',
  effect: '{metric} better by {effect} [{low}, {high}] (90 %), P(better) {better}',
  adopt: 'Adopt: {reason}.',
  reject: 'Reject: {reason}.',
  more: 'More evidence: {reason}.',
  about: '{subject}: {text}',
});

/** `text` and `advice` are plain text, not yet safe for a terminal or a page. */
interface ToldFinding {
  readonly severity: RoundEntry['findings'][number]['severity'];
  readonly text: string;
  readonly advice: string | null;
  /** The round's verdict says it: what is left to tell is what to do. */
  readonly said: boolean;
}

export interface Told {
  /** `round 2`, `launch 1`, `note`, or what an event is about. */
  readonly label: string;
  readonly title: string;
  /** A line of facts below the title; may be empty. */
  readonly facts: string;
  /** Sentences. */
  readonly body: readonly string[];
  readonly findings: readonly ToldFinding[];
}

export function tellEntry(entry: Entry): Told {
  const plain = { facts: '', body: [], findings: [] };
  switch (entry.kind) {
    case 'launch':
      return tellLaunch(entry);
    case 'round':
      return tellRound(entry);
    case 'note': {
      const { subject, text } = entry;
      const title = subject === 'project' ? text : notebookTexts.about({ subject, text }).text;
      return { ...plain, label: notebookTexts.note().text, title };
    }
    case 'event':
      return { ...plain, label: entry.subject, title: entry.text };
  }
}

function tellLaunch(entry: LaunchEntry): Told {
  const { launch, note, grounds, commit, measured } = entry;
  return {
    label: notebookTexts.launch({ launch }).text,
    title: launchTitle(entry),
    facts: measured === null ? '' : measuredText(measured),
    body: [
      ...(grounds === '' ? [] : [grounds]),
      ...(note === '' ? [] : [notebookTexts.complexity({ note }).text]),
      ...(commit === null ? [] : [notebookTexts.commit({ commit: commit.slice(0, 10) }).text]),
    ],
    findings: [],
  };
}

function launchTitle(entry: LaunchEntry): string {
  if (entry.parent === null) {
    const values = Object.entries(entry.configuration).map(([hyperparameter, value]) =>
      notebookTexts.value({ hyperparameter, value: shownValue(value) }),
    );
    return notebookTexts.began({ configuration: values.map(({ text }) => text).join(', ') }).text;
  }
  const changes = changesText(entry);
  return changes === ''
    ? notebookTexts.unchanged({ parent: entry.parent }).text
    : notebookTexts.launched({ changes }).text;
}

/** `lr 0.1 → 0.03, dropout none → 0.2`; empty where nothing changed. */
export function changesText({ changes }: Pick<LaunchEntry, 'changes'>): string {
  return changes
    .map(({ hyperparameter, before, after }) =>
      notebookTexts.change({ hyperparameter, before: shownValue(before), after: shownValue(after) }),
    )
    .map(({ text }) => text)
    .join(', ');
}

function shownValue(value: Value): string {
  return value === null ? notebookTexts.absent().text : valueText(value);
}

function measuredText({ value, seeds, interval, objective, maxSteps, stepUnit: unit }: Measured): string {
  const told = { metric: objective.metric, value: numberText(value), unit, maxSteps };
  if (interval === null) return notebookTexts.measuredOnce(told).text;
  const [low, high] = interval.map((end) => numberText(end));
  return notebookTexts.measured({ ...told, low: low ?? '', high: high ?? '', seeds }).text;
}

function tellRound({
  round,
  goal,
  question,
  status,
  ended,
  planned,
  verdict,
  decision,
  findings,
  ...more
}: RoundEntry): Told {
  return {
    label: notebookTexts.round({ round }).text,
    title: question === '' ? notebookTexts.untitled().text : opened(question),
    facts:
      decision === null
        ? notebookTexts[status]({ goal, ended, planned }).text
        : decisionFacts(decision, status, more.objective.metric),
    body: [verdict, ...(more.notes === '' ? [] : [notebookTexts.fileNotes({ notes: more.notes }).text])],
    // What the verdict is made of has been said; what to do about it has not.
    findings: findings
      .map(({ severity, headline, advice }) => {
        const said = verdict.toLowerCase().includes(headline.toLowerCase());
        return { severity, text: headline, advice, said };
      })
      .filter(({ advice, said }) => advice !== null || !said),
  };
}

function decisionFacts(decision: DecisionEntry, status: RoundEntry['status'], metric: string): string {
  const { pairs, effect, interval, better } = decision;
  const head = status === 'completed' ? notebookTexts.compared({ pairs }) : notebookTexts.comparing({ pairs });
  if (effect === null || interval === null || better === null) return head.text;
  const isBetter = effect >= 0;
  const [low, high] = isBetter ? interval : [-interval[1], -interval[0]];
  const told = isBetter ? notebookTexts.effect : notebookTexts.worse;
  const values = { effect: numberText(Math.abs(effect)), low: numberText(low), high: numberText(high) };
  return `${head.text} · ${told({ metric, ...values, better: numberText(better, 2) }).text}`;
}

/** The sentence of a decision. */
export function decisionText({ recommendation, reason }: Pick<DecisionEntry, 'recommendation' | 'reason'>): string {
  switch (recommendation) {
    case 'adopt':
      return notebookTexts.adopt({ reason }).text;
    case 'reject':
      return notebookTexts.reject({ reason }).text;
    case 'more-evidence':
      return notebookTexts.more({ reason }).text;
  }
}

function opened(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
