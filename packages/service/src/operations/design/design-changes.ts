/** What differs between a round as it was frozen and as its files now say, field by field, for the refusal to name. */
import { lengthCaveat } from '@attune/core/design';
import { flatten, printSpace, type Hyperparameter, type Identity } from '@attune/core/space';
import type { ResolvedRound, SamplerSpec, StudyPlan } from '@attune/core/study';
import { defineTexts, shown, type Message, type Shown } from '@attune/core/texts';

export const designChangeTexts = defineTexts('design-change', {
  value: '{field} ({before} → {after})',
  of: '{field} of {name} ({before} → {after})',
  worded: '{field}',
  added: '{name} (added)',
  removed: '{name} (removed)',
});

type Report = (message: Message) => void;

/** One message for each change that a user can name; empty where none is found. A hyperparameter is named once. */
export function designChanges(before: ResolvedRound, after: ResolvedRound): readonly Message[] {
  const found = new Map<string, Message>();
  const report: Report = (message) => void found.set(message.text, message);
  const field = (name: string, was: Shown | undefined, is: Shown | undefined): void => {
    if (was !== is) report(designChangeTexts.value({ field: name, before: was ?? 'none', after: is ?? 'none' }));
  };
  const [old, now] = [before.project, after.project];
  field('metric', old.objective.metric, now.objective.metric);
  field('direction', old.objective.direction, now.objective.direction);
  field('max_steps', old.train.maxSteps, now.train.maxSteps);
  field('step', old.train.stepUnit, now.train.stepUnit);
  field('eval_every', old.train.evalEvery, now.train.evalEvery);
  field('goal', before.goal, after.goal);
  field('question', quoted(before.question), quoted(after.question));
  field('seed', before.seed, after.seed);
  const explained = new Set<Identity>();
  reportRoles(before, after, explained, report);
  reportStudies(before, after, explained, report);
  reportBaseline(before, after, explained, report);
  return [...found.values()];
}

/** Roles, and the values of what is fixed; what is named here need not be named again for its range. */
function reportRoles(before: ResolvedRound, after: ResolvedRound, explained: Set<Identity>, report: Report): void {
  for (const id of keysOf(before.roles, after.roles)) {
    const [was, is] = [before.roles[id], after.roles[id]];
    if (was === is) continue;
    explained.add(id);
    if (was === undefined) report(designChangeTexts.added({ name: id }));
    else if (is === undefined) report(designChangeTexts.removed({ name: id }));
    else report(designChangeTexts.of({ field: 'role', name: id, before: was, after: is }));
  }
  const fixed = ({ caveats }: ResolvedRound): ReadonlyMap<Identity, Shown> =>
    new Map(caveats.map(({ hyperparameter, value }) => [hyperparameter, value ?? null]));
  const [old, now] = [fixed(before), fixed(after)];
  for (const [id, value] of old) {
    const other = now.get(id);
    // The length of training is named already.
    if (id === lengthCaveat || other === undefined || other === value || explained.has(id)) continue;
    explained.add(id);
    report(designChangeTexts.of({ field: 'fixed value', name: id, before: value, after: other }));
  }
}

function reportStudies(before: ResolvedRound, after: ResolvedRound, explained: Set<Identity>, report: Report): void {
  const [old, now] = [searchesOf(before), searchesOf(after)];
  const names = [...old.keys()].join('; ');
  const newNames = [...now.keys()].join('; ');
  if (names !== newNames && explained.size === 0) {
    report(designChangeTexts.value({ field: 'studies', before: names, after: newNames }));
  }
  for (const [name, study] of old) {
    const other = now.get(name);
    if (other === undefined) continue;
    reportSearch(study.sampler, other.sampler, report);
    reportRanges(study, other, explained, report);
  }
}

function reportSearch(before: SamplerSpec, after: SamplerSpec, report: Report): void {
  if (before.kind !== after.kind) {
    report(designChangeTexts.value({ field: 'search', before: before.kind, after: after.kind }));
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    report(designChangeTexts.worded({ field: before.kind === 'list' ? 'configurations' : 'points' }));
  }
}

function reportRanges(before: StudyPlan, after: StudyPlan, explained: ReadonlySet<Identity>, report: Report): void {
  const known = new Map(flatten(after.space).map(({ hyperparameter }) => [hyperparameter.id, hyperparameter]));
  for (const { hyperparameter } of flatten(before.space)) {
    const other = known.get(hyperparameter.id);
    if (other === undefined || explained.has(hyperparameter.id)) continue;
    const [was, is] = [definitionOf(hyperparameter), definitionOf(other)];
    for (const field of keysOf(was, is)) {
      if (was[field] === is[field]) continue;
      const [old, now] = [was[field] ?? 'none', is[field] ?? 'none'];
      report(designChangeTexts.of({ field, name: hyperparameter.id, before: old, after: now }));
    }
  }
}

function reportBaseline(
  before: ResolvedRound,
  after: ResolvedRound,
  explained: ReadonlySet<Identity>,
  report: Report,
): void {
  const [old, now] = [before.project.baseline, after.project.baseline];
  for (const id of keysOf(old, now)) {
    if (old[id] === now[id] || explained.has(id)) continue;
    const [was, is] = [old[id] ?? 'none', now[id] ?? 'none'];
    report(designChangeTexts.of({ field: 'baseline', name: id, before: was, after: is }));
  }
}

function searchesOf({ studies }: ResolvedRound): ReadonlyMap<string, StudyPlan> {
  return new Map(studies.filter(({ purpose }) => purpose === 'search').map((study) => [study.name, study]));
}

/** The fields of a definition as text; of a choice its labels, since its children are named themselves. */
function definitionOf(hyperparameter: Hyperparameter): Readonly<Record<string, string>> {
  if (hyperparameter.kind === 'choice') return { choices: listed(hyperparameter.branches.map(({ label }) => label)) };
  const printed = printSpace({ hyperparameters: [hyperparameter] })[hyperparameter.name] ?? {};
  return Object.fromEntries(Object.entries(printed).map(([field, value]) => [field, listed(value)]));
}

function listed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(listed).join(', ')}]`;
  return typeof value === 'number' ? shown(value) : String(value);
}

function quoted(text: string): string {
  return text === '' ? 'none' : JSON.stringify(text);
}

function keysOf(...records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
