/** The round in which two configurations run again, pair by pair: both under the same seed, which no trial had before. */
import { createHash } from 'node:crypto';
import { hash, stream } from '@attune/core/numeric';
import type { Configuration } from '@attune/core/space';
import type { ComparedConfiguration, ComparisonPlan, Project, ResolvedRound, StudyPlan } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import type { Change, RoundRow, Store, StudyRow, TrialRow, Writer } from '../../store/index.ts';
import { sameConfiguration } from '../design/freeze.ts';
import { recordProvenance } from '../launch/provenance.ts';
import { roundFiles } from '../round-choice.ts';
import type { Workspace } from '../workspace.ts';

export const compareRoundTexts = defineTexts('compare-round', {
  question: 'is {candidate} better than {baseline}?',
});

type Compared = Pick<ComparisonPlan, 'candidate' | 'baseline'>;

/** A comparison, to tell it from others: what runs, for how long, and what it is judged by. */
export function comparisonHash(project: Project, { candidate, baseline }: Compared): string {
  const { maxSteps, stepUnit, evalEvery } = project.train;
  const values = [candidate, baseline].map(({ configuration }) => sortedText(configuration));
  const text = JSON.stringify(['comparison', 1, values, project.objective, maxSteps, stepUnit, evalEvery]);
  return createHash('sha256').update(text).digest('hex');
}

/** The latest round that compares the same two configurations, or `undefined`. */
export async function earlierComparison(store: Store, project: Project, plan: Compared): Promise<RoundRow | undefined> {
  const wanted = comparisonHash(project, plan);
  return (await store.read('round')).findLast(
    ({ resolved, hash: own }) => resolved.comparison !== undefined && own === wanted,
  );
}

/** Stores a new comparison without any trials yet. */
export async function beginComparison(
  store: Store,
  { project, directory }: Workspace,
  plan: ComparisonPlan,
  writer: Writer,
): Promise<RoundRow> {
  const stored = await store.read('round');
  const number = Math.max(0, ...stored.map((row) => row.number), ...(await fileNumbers(directory))) + 1;
  const row: RoundRow = {
    number,
    name: `compare ${plan.candidate.label} with ${plan.baseline.label}`,
    file: '',
    hash: comparisonHash(project, plan),
    resolved: resolvedOf(project, plan, number),
    status: 'paused',
    note: '',
    provenance: await recordProvenance(directory, project.train),
    startedAt: writer.time,
    endedAt: null,
    revision: 1,
  };
  const last = (await store.read('study')).at(-1)?.id ?? 0;
  const studies = row.resolved.studies.map((study, index): Change => {
    const own: StudyRow = { id: last + index + 1, round: number, plan: study, revision: 1 };
    return { do: 'insert', kind: 'study', row: own };
  });
  const event = { kind: 'comparison.started', subject: `round ${number}`, data: plan };
  await store.write([{ do: 'insert', kind: 'round', row, event }, ...studies], writer);
  return row;
}

/** Lets `pairs` more pairs wait, the candidate's run and the baseline's by turns. */
export async function addPairs(store: Store, round: RoundRow, pairs: number, writer: Writer): Promise<RoundRow> {
  const studies = await store.read('study', { round: [round.number] });
  const existing = await store.read('trial');
  const first = Math.max(0, ...studies.map((study) => existing.filter((trial) => trial.study === study.id).length));
  const arms = studies.map((study, index) => grown(round, study, index, first + pairs));
  const taken = new Set(existing.map(({ seed }) => seed));
  const seeds = stream(round.resolved.seed, 'pairs', first);
  let id = existing.at(-1)?.id ?? 0;
  const trials = Array.from({ length: pairs }, (_, i) => {
    let seed = seeds.integer(2 ** 31);
    while (taken.has(seed)) seed = seeds.integer(2 ** 31);
    taken.add(seed);
    return arms.map(({ study, configuration }) =>
      waitingTrial(round, { id: ++id, study: study.id, index: first + i, configuration, seed }),
    );
  }).flat();
  const plans = arms.map(({ study }) => study.plan);
  const row: RoundRow = {
    ...round,
    resolved: { ...round.resolved, studies: plans },
    status: 'paused',
    endedAt: null,
  };
  const event = { kind: 'round.extended', subject: `round ${round.number}`, data: { trials: trials.length } };
  await store.write(
    [
      { do: 'update', kind: 'round', row, event },
      ...arms.map(({ study }): Change => ({ do: 'update', kind: 'study', row: study })),
      ...trials.map((trial): Change => ({ do: 'insert', kind: 'trial', row: trial })),
    ],
    writer,
  );
  return { ...row, revision: row.revision + 1 };
}

/** With the project as it stands now: how trials are run, the budget and the note may change. */
export async function renewComparison(
  store: Store,
  round: RoundRow,
  { project }: Workspace,
  plan: ComparisonPlan,
  writer: Writer,
): Promise<RoundRow> {
  const { comparison: old, project: before } = round.resolved;
  // The same configurations may be named otherwise now, and a note that was written once stays.
  const kept = old === undefined ? plan : { ...plan, candidate: old.candidate, baseline: old.baseline };
  const note = plan.note === '' ? (old?.note ?? '') : plan.note;
  const comparison = { ...kept, note, ...(old?.concluded && { concluded: old.concluded }) };
  if (JSON.stringify([old, before]) === JSON.stringify([comparison, project])) return round;
  const row: RoundRow = { ...round, resolved: { ...round.resolved, project, comparison } };
  const event = { kind: 'comparison.changed', subject: `round ${round.number}`, data: comparison };
  await store.write([{ do: 'update', kind: 'round', row, event }], writer);
  return { ...row, revision: row.revision + 1 };
}

function resolvedOf(project: Project, comparison: ComparisonPlan, number: number): ResolvedRound {
  const { candidate, baseline } = comparison;
  const seed = hash(0, 'comparison', project.name, number) >>> 1;
  const ids = [...new Set([...Object.keys(baseline.configuration), ...Object.keys(candidate.configuration)])];
  const differ = (id: string): boolean => candidate.configuration[id] !== baseline.configuration[id];
  return {
    goal: 'compare',
    question: compareRoundTexts.question({ candidate: candidate.label, baseline: baseline.label }).text,
    roles: Object.fromEntries(ids.map((id) => [id, differ(id) ? ('scientific' as const) : ('fixed' as const)])),
    studies: [candidate, baseline].map((arm) => studyOf(project, arm, seed)),
    seed,
    project,
    caveats: ids.flatMap((id) => {
      const value = baseline.configuration[id];
      return differ(id) || value === undefined ? [] : [{ hyperparameter: id, value }];
    }),
    comparison,
  };
}

function studyOf(project: Project, { configuration, label }: ComparedConfiguration, seed: number): StudyPlan {
  return {
    name: label,
    // Runs of the baseline tell the noise between seeds, whatever they were made for.
    purpose: sameConfiguration(configuration, project.baseline) ? 'baseline' : 'rerun',
    scientific: {},
    space: project.space,
    sampler: { kind: 'list', configurations: [] },
    trials: 0,
    seed: hash(seed, 'study', label) >>> 1,
  };
}

/** The arm of a comparison with so many runs in all. */
function grown({ resolved }: RoundRow, study: StudyRow, index: number, trials: number) {
  const { comparison } = resolved;
  const configuration = (index === 0 ? comparison?.candidate : comparison?.baseline)?.configuration ?? {};
  const sampler = { kind: 'list' as const, configurations: Array.from({ length: trials }, () => configuration) };
  return { configuration, study: { ...study, plan: { ...study.plan, trials, sampler } } };
}

function waitingTrial(
  { resolved, number }: RoundRow,
  own: Pick<TrialRow, 'id' | 'study' | 'index' | 'configuration' | 'seed'>,
): TrialRow {
  const { maxSteps } = resolved.project.train;
  const steps = { maxSteps, untilStep: maxSteps };
  return { ...own, round: number, state: { status: 'waiting' }, note: '', ...steps, revision: 1 };
}

function sortedText(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Numbers that round files have taken already. */
async function fileNumbers(directory: string): Promise<readonly number[]> {
  return (await roundFiles(directory)).map(({ number }) => number);
}
