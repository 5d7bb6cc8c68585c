/** The round that goes on searching, or that asks an undecided comparison again, with every change that findings ask for. */
import { baselineSeeds, type RoundFile } from '../design/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { Change } from './change.ts';
import type { ComparisonState } from './comparison.ts';
import { drafted, type Drafted } from './drafted.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal, Reason } from './proposal.ts';
import { untestedIn } from './untested.ts';

export const searchingTexts = defineTexts('next-search', {
  compare: 'ask the comparison of round {round} again, with {changes}',
  search: 'go on searching with {changes}',
  same: 'the same ranges',
  widened: 'a wider range of {names}',
  narrowed: 'narrower ranges of {names}',
  fixed: '{names} held',
  longer: '{steps} {unit}s',
  question: 'What is the best {metric} with {changes}?',
  quasi:
    'quasi-random, though the aim is the best configuration: every trial then also tells of the space; there is no Bayesian optimisation yet',
  seeds: '{seeds} runs of the baseline: how much seeds change after {steps} steps is not known',
  freed: '{names} searched',
  budget: 'as many trials as round {round} had',
  denser: 'as many trials as round {round} had: the narrower space is sampled more densely by as many',
  asked: '{trials} trials, as asked for',
});

export interface Searching {
  readonly proposal: Proposal;
  readonly drafted: Drafted;
}

export function searching(
  basis: Basis,
  prospect: Prospect,
  changes: readonly Change[],
  length: Length,
  state: ComparisonState,
): Searching {
  const held = drawn(basis, prospect, changes, length, state);
  if (state.scientific.length > 0) return held;
  const untested = untestedIn(basis, held.proposal.round, length.maxSteps);
  return untested.length === 0 ? held : drawn(basis, prospect, [...changes, ...untested], length, state);
}

function drawn(
  basis: Basis,
  prospect: Prospect,
  changes: readonly Change[],
  length: Length,
  state: ComparisonState,
): Searching {
  const { last, project } = basis;
  const scientific = state.scientific.map(({ hyperparameter }) => hyperparameter);
  const made = drafted(basis, prospect, changes, state.fixed, scientific);
  const compares = scientific.length > 0;
  const planned = basis.trials;
  const wanted = changes.filter((change) => change.kind === 'budget').toSorted((a, b) => b.trials - a.trials)[0];
  const more = basis.trialsAsked || (wanted?.trials ?? 0) < planned ? undefined : wanted;
  const trials = more?.trials ?? planned;
  const seeds = changes.find((change) => change.kind === 'baseline-seeds') ?? newLength(basis, length);
  const told = changesTold(basis, made, length);
  const round: RoundFile = {
    name: nameOf(made, compares, length, basis.maxSteps),
    goal: compares ? last.resolved.goal : 'maximize',
    question: compares
      ? last.resolved.question
      : searchingTexts.question({ metric: project.objective.metric, changes: told }).text,
    scientific: state.scientific,
    fixed: made.fixed,
    nuisance: 'rest',
    ranges: made.ranges,
    search: { kind: 'halton' },
    trials,
    ...(seeds !== undefined && { baselineSeeds: seeds.seeds }),
    notes: '',
  };
  const exploits = !compares && made.widened.length === 0;
  const reasons: readonly Reason[] = [
    ...state.reasons,
    ...made.reasons,
    ...(exploits ? [{ about: { part: 'search' } as const, message: searchingTexts.quasi() }] : []),
    more?.reason ?? { about: { part: 'budget' }, message: budgetTold(basis, made) },
    ...(seeds === undefined ? [] : [seeds.reason]),
  ];
  const headline = compares
    ? searchingTexts.compare({ round: last.number, changes: told })
    : searchingTexts.search({ changes: told });
  const before = [...length.before, ...changes.flatMap((change) => (change.kind === 'before' ? [change.message] : []))];
  const kind = compares ? 'compare' : 'search';
  return { proposal: { kind, headline, round, maxSteps: length.maxSteps, before, reasons }, drafted: made };
}

/** The noise of one length of training says nothing of another's (method A6). */
function newLength({ pool }: Basis, { maxSteps }: Length): Extract<Change, { kind: 'baseline-seeds' }> | undefined {
  if (pool.some((pooled) => pooled.maxSteps === maxSteps)) return undefined;
  const seeds = baselineSeeds.first;
  const message = searchingTexts.seeds({ seeds, steps: maxSteps });
  return { kind: 'baseline-seeds', seeds, reason: { about: { part: 'baseline' }, message } };
}

function budgetTold({ last, trials, trialsAsked }: Basis, { widened, narrowed, freed }: Drafted): Message {
  if (trialsAsked) return searchingTexts.asked({ trials });
  const denser = narrowed.length > 0 && widened.length === 0 && freed.length === 0;
  return searchingTexts[denser ? 'denser' : 'budget']({ round: last.number });
}

function changesTold({ project, maxSteps: now, fixed: before }: Basis, made: Drafted, { maxSteps }: Length): string {
  const known = new Set(before.map(({ hyperparameter }) => hyperparameter));
  const held = made.fixed.map(({ hyperparameter }) => hyperparameter).filter((id) => !known.has(id));
  const narrowed = made.narrowed.filter((id) => !made.widened.includes(id));
  const parts: readonly (Message | null)[] = [
    maxSteps === now ? null : searchingTexts.longer({ steps: maxSteps, unit: project.train.stepUnit }),
    made.widened.length === 0 ? null : searchingTexts.widened({ names: made.widened.join(', ') }),
    narrowed.length === 0 ? null : searchingTexts.narrowed({ names: narrowed.join(', ') }),
    held.length === 0 ? null : searchingTexts.fixed({ names: held.join(', ') }),
    made.freed.length === 0 ? null : searchingTexts.freed({ names: made.freed.join(', ') }),
  ];
  const texts = parts.flatMap((part) => (part === null ? [] : [part.text]));
  return texts.length === 0 ? searchingTexts.same().text : texts.join('; ');
}

/** A word for the file's name. */
function nameOf({ widened, narrowed }: Drafted, compares: boolean, { maxSteps }: Length, now: number): string {
  if (compares) return 'again';
  if (widened.length > 0) return 'wider';
  if (maxSteps !== now) return maxSteps > now ? 'longer' : 'shorter';
  return narrowed.length > 0 ? 'narrower' : 'search';
}
