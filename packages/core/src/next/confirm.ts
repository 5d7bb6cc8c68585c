/**
 * A few runs in place of another search: what was best by measure, whose value is a lucky one, and what a fit to all trials
 * expects to be the best, though no trial has been there; each with several seeds (methods L2, L7).
 */
import { noiseOf } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import { isSearch, type Basis } from './basis.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal } from './proposal.ts';

/** Runs of each. */
const seeds = 3;
/** The fit is trusted first where it leaves this share of what it expects to gain over the best trial. */
const trusted = 0.5;
/** And where it rests on so many searches, so that the later ones could contradict the earlier. */
const fewestSearches = 4;

export const confirmTexts = defineTexts('next-confirm', {
  headline:
    'run the configuration that a fit to all trials expects to be best, and the best trial again, {seeds} times each',
  question: 'Is the optimum where a fit to {count} trials expects it?',
  fit: 'a fit to {count} trials expects {gain} more of the first configuration than of the best trial {trial}, and at most {left} more of any other',
  again: 'the best of {count} trials owes its place to luck as well: {seeds} more seeds tell what it is worth',
});

export interface Confirming {
  readonly proposal: Proposal;
  /** Whether it tells more than another search would. */
  readonly first: boolean;
}

/** Null where no fit tells, or where a list was run since the last search: what it taught, `compare` decides. */
export function confirmProposal(basis: Basis, { expected }: Prospect, length: Length): Confirming | null {
  const [best] = basis.pool;
  if (expected === null || best === undefined || listedSince(basis)) return null;
  const { record } = best.trial;
  const { left, overBest } = expected;
  const deviation = noiseOf(basis.last.insight.view, basis.project.objective.metric)?.deviation ?? 0;
  const configurations = [expected.configuration, record.configuration].flatMap((configuration) =>
    Array.from({ length: seeds }, () => configuration),
  );
  const count = basis.pool.length;
  const searches = basis.rounds.filter(isSearch).length;
  const told = { count, gain: rounded(overBest - left, 2), left: rounded(left, 2), trial: record.id };
  return {
    first: searches >= fewestSearches && left <= Math.max(deviation / 2, trusted * overBest),
    proposal: {
      kind: 'confirm',
      headline: confirmTexts.headline({ seeds }),
      round: {
        name: 'confirm',
        goal: 'maximize',
        question: confirmTexts.question({ count }).text,
        scientific: [],
        fixed: [],
        nuisance: 'rest',
        ranges: basis.ranges,
        search: { kind: 'list', configurations },
        trials: configurations.length,
        notes: '',
      },
      maxSteps: length.maxSteps,
      before: length.before,
      reasons: [
        { about: { part: 'search' }, message: confirmTexts.fit(told) },
        { about: { part: 'budget' }, message: confirmTexts.again({ count, seeds }) },
      ],
    },
  };
}

function listedSince({ rounds, last }: Basis): boolean {
  const { maxSteps } = last.resolved.project.train;
  return rounds.some(({ number, resolved }) => number > last.number && resolved.project.train.maxSteps === maxSteps);
}
