/**
 * What to fix first where the budget is short (method C1): what an earlier round found to matter little, then what an
 * optimiser's own order leaves for larger budgets, then by rule of thumb what is least likely to interact with what is
 * compared. A learning rate is never among them.
 */
import { optimizer, type Identity, type Meaning, type Setting, type Value } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { affordable, ownSetting, trialsFor, worthFrom } from './affordable.ts';
import { interactionRank } from './interaction.ts';
import type { Known } from './known.ts';
import { sharesOf, type Share } from './shares.ts';
import { resolveRound } from './resolve-round.ts';
import type { RoundFile } from './round-file.ts';
import { having, subjectOf, type Placed, type Subject, type SubjectContext } from './subject.ts';

export const fixingTexts = defineTexts('design-fixing', {
  insensitive: 'round {round} found that it hardly matters, in the range that it sampled',
  optimizer:
    'left open, it splits the trials of every value compared among optimisers that each need a tuning of their own',
  early: 'with {optimizer} it is worth varying from {from} trials a study',
  rule: 'by rule of thumb less likely than what stays to interact with {scientific}',
  general: 'by rule of thumb less likely than what stays to need another value when something else changes',
});

/** A hyperparameter to hold constant, at which value, and why it rather than another. */
export interface Fixing {
  readonly hyperparameter: Identity;
  readonly value: Value;
  /** Whether the value is the baseline's; else it is where practice starts. */
  readonly atBaseline: boolean;
  readonly reason: Message;
}

export interface Shortage {
  /** In the order in which to fix; empty where the budget suffices. */
  readonly fixings: readonly Fixing[];
  /** The part of the round that is worst off: the one with the most hyperparameters beyond what it can tune. */
  readonly worst: Share | null;
  /** Trials of the whole round with which nothing would have to be fixed. */
  readonly enough: number;
}

/** How far the budget falls short of what the round leaves to be tuned. A list or a grid searches what it is given. */
export function shortageOf(subject: Subject): Shortage {
  const { round, file, placed } = subject;
  const none: Shortage = { fixings: [], worst: null, enough: file.trials };
  if (file.search.kind === 'list' || file.search.kind === 'grid') return none;
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  const parts = searches.flatMap((study) => sharesOf(study, round.roles));
  const fixings = new Map<Identity, Fixing>();
  const excess = ({ trials, nuisance }: Share): number =>
    nuisance.filter(({ id }) => !fixings.has(id)).length - affordable(trials);
  const [worst] = parts.toSorted((a, b) => excess(b) - excess(a));

  const within = (id: Identity): readonly Share[] =>
    parts.filter(({ nuisance }) => nuisance.some((one) => one.id === id));
  const order = fixingOrder(subject);
  for (const { early, ...fixing } of order) {
    const id = fixing.hyperparameter;
    if (early === undefined || within(id).every(({ trials }) => trials >= early.from)) continue;
    fixings.set(id, { ...fixing, reason: early.reason });
  }
  for (const fixing of order) {
    const id = fixing.hyperparameter;
    if (!fixings.has(id) && within(id).some((part) => excess(part) > 0)) fixings.set(id, fixing);
  }
  if (fixings.size === 0 || worst === undefined) return none;
  const needed = parts.map(({ nuisance, ofStudy }) => {
    const from = placed
      .filter(({ id }) => nuisance.some((one) => one.id === id))
      .map((one) => worthOf(one, subject) ?? 0);
    return (Math.max(trialsFor(nuisance.length), ...from) * searches.length) / ofStudy;
  });
  const inOrder = order.flatMap(({ hyperparameter }) => fixings.get(hyperparameter) ?? []);
  return { fixings: inOrder, worst, enough: Math.ceil(Math.max(...needed)) };
}

/**
 * What to fix so that the budget suffices, in the order in which to: as `shortageOf`, but where the choice of the optimiser
 * was left open beside a question, that goes first, as each of its branches would need a tuning of its own.
 */
export function fixingsFor(project: Project, file: RoundFile, context: SubjectContext): readonly Fixing[] {
  const subject = subjectOf(project, file, resolveRound(project, file, context.number), context);
  const { fixings } = shortageOf(subject);
  if (fixings.length === 0 || having(subject, 'scientific').length === 0) return fixings;
  const open = having(subject, 'nuisance').find(
    ({ id, hyperparameter }) =>
      hyperparameter.kind === 'choice' &&
      hyperparameter.meaning === 'optimizer' &&
      hyperparameter.branches.some(({ label }) => label === project.baseline[id]),
  );
  const value = open === undefined ? undefined : project.baseline[open.id];
  if (open === undefined || value === undefined) return fixings;
  const closed = { ...file, fixed: [...file.fixed, { hyperparameter: open.id, value }] };
  const first: Fixing = { hyperparameter: open.id, value, atBaseline: true, reason: fixingTexts.optimizer() };
  return [first, ...fixingsFor(project, closed, context)];
}

interface Candidate extends Fixing {
  /** Trials from which its optimiser's order admits it, and how that is said. */
  readonly early?: { readonly from: number; readonly reason: Message };
}

/** Every hyperparameter that could be fixed, first what is least likely to be missed; ties: the later in the file first. */
function fixingOrder(subject: Subject): readonly Candidate[] {
  const scientific = having(subject, 'scientific');
  const meanings = scientific.map(({ hyperparameter }) => hyperparameter.meaning);
  const names = scientific.map(({ id }) => id);
  return having(subject, 'nuisance')
    .filter(({ hyperparameter }) => hyperparameter.kind !== 'choice' && hyperparameter.meaning !== 'learning-rate')
    .toReversed()
    .map((placed) => ({ placed, rank: rankOf(subject.known, placed, meanings, names) }))
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap(({ placed }) => candidate(subject, placed, names));
}

/** None where nothing says at which value to fix it. */
function candidate(subject: Subject, placed: Placed, scientific: readonly Identity[]): readonly Candidate[] {
  const { known, project } = subject;
  const { id } = placed;
  const baseline = project.baseline[id] ?? project.inactive[id];
  const value = baseline ?? settingOf(placed)?.start;
  if (value === undefined) return [];
  const found = known.insensitive.findLast((one) => one.hyperparameter === id);
  const reason =
    found !== undefined
      ? fixingTexts.insensitive({ round: found.round })
      : scientific.length === 0
        ? fixingTexts.general()
        : fixingTexts.rule({ scientific: scientific.join(', ') });
  const fixing: Fixing = { hyperparameter: id, value, atBaseline: baseline !== undefined, reason };
  const from = worthOf(placed, subject);
  if (from === undefined || placed.optimizer === undefined) return [fixing];
  const { title } = optimizer(placed.optimizer);
  return [{ ...fixing, early: { from, reason: fixingTexts.early({ optimizer: title, from }) } }];
}

/** What was measured stands outside the ranks of the rules, which lie above 0 and at most at 12. */
const measuredRank = { insensitive: 0, interacting: 20 } as const;

function rankOf(
  known: Known,
  { id, hyperparameter }: Placed,
  meanings: readonly (Meaning | undefined)[],
  scientific: readonly Identity[],
): number {
  const pairs = known.interacting.filter((pair) => pair.includes(id));
  if (pairs.some((pair) => pair.some((other) => scientific.includes(other)))) return measuredRank.interacting;
  if (known.insensitive.some((one) => one.hyperparameter === id)) return measuredRank.insensitive;
  return interactionRank(hyperparameter.meaning, meanings);
}

/**
 * Trials from which it is worth varying with its optimiser; undefined for what is none of an optimiser's own. What earlier
 * rounds found to matter little gives its place in the order to the next.
 */
export function worthOf(placed: Placed, { known, placed: all }: Subject): number | undefined {
  const { optimizer: name, hyperparameter, id } = placed;
  if (name === undefined) return undefined;
  const insensitive = new Set(known.insensitive.map((one) => one.hyperparameter));
  const others = all.filter((one) => one.optimizer === name && one.id !== id && insensitive.has(one.id));
  const without = others.flatMap((one) => settingOf(one)?.name ?? []);
  return worthFrom(name, hyperparameter, without);
}

function settingOf({ optimizer: name, hyperparameter }: Placed): Setting | undefined {
  return name === undefined ? undefined : ownSetting(name, hyperparameter);
}
