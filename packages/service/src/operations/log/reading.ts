/** The notebook as it is read from the store: rounds with what they taught, launches, notes, and what was done to them. */
import type { Insight } from '@attune/core/insight';
import type { Configuration } from '@attune/core/space';
import { ended } from '@attune/core/study';
import { launchValues, type LaunchValue } from '../../history/index.ts';
import { decisionText, type Entry, type LaunchEntry, type Notebook, type RoundEntry } from '../../notebook/index.ts';
import { progressOf } from '../../report/progress.ts';
import { opening, sentence } from '../../report/sentence.ts';
import { findingsToRead, verdictOf } from '../../report/verdict.ts';
import type { LaunchRow, NoteRow, RoundRow, Store } from '../../store/index.ts';
import { readComparison, type ComparisonRecord } from '../compare/record.ts';
import { toldEvents } from './events.ts';
import { groundsOf } from './grounds.ts';
import type { RecordedProvenance } from '../launch/provenance.ts';
import { roundFileNotes } from '../design/file-notes.ts';
import { roundInsight } from '../views/round-report.ts';
import { iso } from '../time-text.ts';
import type { Workspace } from '../workspace.ts';

export interface NotebookReading {
  readonly notebook: Notebook;
  /** What the questions found in each round that is in it. */
  readonly insights: ReadonlyMap<number, Insight>;
  /** Older entries that were left out. */
  readonly earlier: number;
}

/** `rounds`: only the latest so many, and what happened since the first of them began; `now` in milliseconds UTC. */
export async function readNotebook(
  store: Store,
  { project, directory }: Workspace,
  { now, rounds: most }: { readonly now: number; readonly rounds: number },
): Promise<NotebookReading> {
  // By time: a comparison that began before a round that waits has the higher number.
  const all = (await store.read('round')).toSorted((a, b) => a.startedAt - b.startedAt || a.number - b.number);
  const rounds = all.slice(Math.max(0, all.length - most));
  const since = rounds.length === all.length ? -Infinity : (rounds[0]?.startedAt ?? -Infinity);
  const insights = new Map<number, Insight>();
  const roundEntries: RoundEntry[] = [];
  for (const round of rounds) {
    const comparison = await readComparison(store, round);
    if (comparison !== null) {
      roundEntries.push(await comparisonEntry(store, comparison, directory));
      continue;
    }
    const insight = await roundInsight(store, round);
    insights.set(round.number, insight);
    roundEntries.push(searchEntry(round, insight, directory));
  }
  const launches = await launchEntries(store);
  const notes = (await store.read('note')).map(noteEntry);
  const others = [...launches, ...notes, ...(await toldEvents(store, all))];
  const kept = others.filter(({ time }) => Date.parse(time) >= since);
  return {
    notebook: {
      project: project.name,
      objective: project.objective,
      generatedAt: iso(now),
      entries: inOrder([...kept, ...roundEntries]),
    },
    insights,
    earlier: all.length - rounds.length + others.length - kept.length,
  };
}

/** By time; of one moment, what a round begins with before the round, and what was done to it after. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const place = { launch: 0, round: 1, event: 2, note: 3 } as const;
  return entries.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time) || place[a.kind] - place[b.kind]);
}

function searchEntry(round: RoundRow, insight: Insight, directory: string): RoundEntry {
  const { view } = insight;
  const progress = progressOf(view);
  const verdict = verdictOf(insight);
  const [best] = view.ranked;
  return {
    ...roundFacts(round, directory),
    planned: progress.planned,
    ended: progress.ended,
    best: best === undefined ? null : { trial: best.record.id, value: best.outcome.objective },
    verdict: sentence(verdict),
    decision: null,
    findings: findingsToRead({ findings: insight.findings, verdict }).map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      headline: opening(finding.headline),
      advice: finding.advice === undefined ? null : sentence(finding.advice),
      figure: finding.evidence.figure ?? null,
    })),
  };
}

async function comparisonEntry(
  store: Store,
  { round, plan, decision }: ComparisonRecord,
  directory: string,
): Promise<RoundEntry> {
  const trials = await store.read('trial', { round: [round.number] });
  const { recommendation, final, pairs, effect, interval, better } = decision;
  const reason = decision.reason.text;
  return {
    ...roundFacts(round, directory),
    planned: trials.length,
    ended: trials.filter(({ state }) => ended(state)).length,
    best: null,
    verdict: decisionText({ recommendation, reason }),
    decision: {
      recommendation,
      final,
      candidate: plan.candidate.label,
      baseline: plan.baseline.label,
      complexity: plan.complexity,
      pairs,
      effect,
      interval: interval === null ? null : [interval[0], interval[1]],
      better,
      reason,
    },
    findings: [],
  };
}

function roundFacts(round: RoundRow, directory: string) {
  const { number, name, file, status, startedAt, endedAt, resolved } = round;
  return {
    kind: 'round' as const,
    time: iso(startedAt),
    round: number,
    name,
    goal: resolved.goal,
    question: resolved.question,
    notes: roundFileNotes(directory, round),
    file,
    status,
    endedAt: endedAt === null ? null : iso(endedAt),
    objective: resolved.project.objective,
  };
}

async function launchEntries(store: Store): Promise<readonly LaunchEntry[]> {
  const launches = await store.read('launch');
  const values = await launchValues(store, launches);
  const byNumber = new Map(launches.map((launch) => [launch.number, launch]));
  return launches.map((launch) => launchEntry(launch, byNumber.get(launch.parent ?? 0), values.get(launch.number)));
}

function launchEntry(launch: LaunchRow, parent: LaunchRow | undefined, measured: LaunchValue | undefined): LaunchEntry {
  const recorded = launch.provenance as Partial<RecordedProvenance> | null;
  return {
    kind: 'launch',
    time: iso(launch.time),
    launch: launch.number,
    parent: launch.parent,
    note: launch.note,
    evidence: launch.evidence,
    grounds: groundsOf(launch),
    configuration: { ...launch.configuration },
    changes: parent === undefined ? [] : changesBetween(parent.configuration, launch.configuration),
    commit: recorded?.commit?.hash ?? null,
    measured: measured === undefined ? null : measuredEntry(measured),
  };
}

function measuredEntry({ interval, ...measured }: LaunchValue): NonNullable<LaunchEntry['measured']> {
  return { ...measured, interval: interval === null ? null : [interval[0], interval[1]] };
}

function changesBetween(before: Configuration, after: Configuration): LaunchEntry['changes'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ hyperparameter: name, before: before[name] ?? null, after: after[name] ?? null }));
}

function noteEntry({ id, subject, text, time }: NoteRow): Entry {
  return { kind: 'note', time: iso(time), note: id, subject, text };
}
