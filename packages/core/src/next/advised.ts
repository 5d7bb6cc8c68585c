/**
 * What `attune round plan` would say of a proposal, asked before it is made: with too few trials to tune anything it gets
 * more, unless the user set their number; and what is doubted all the same stands in it with why it is meant so.
 */
import {
  adviceOn,
  baselineSeeds,
  repeatsAfter,
  type Advice,
  type AdviceCode,
  type RoundFile,
} from '../design/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import { knownTo } from './known.ts';
import type { About, Proposal, Reason } from './proposal.ts';

/** Budgets that are tried in turn, as multiples of what was planned. */
const growth = [1, 1.5, 2, 3, 4, 6, 8];

export const advisedTexts = defineTexts('next-advised', {
  raised: '{trials} trials, not {planned}: fewer tune nothing ({problem})',
  short:
    '`attune round plan` will find this few ({problem}): all of them are searched nevertheless, since the fit that narrows them uses the trials of earlier rounds too',
  seeds:
    '{seeds} {seeds|run|runs} of the baseline: {earlier} so far under this length, and its spread is what every gain is judged by',
  meant: '`attune round plan` will say: {problem}; {remedy}',
});

/** The same where nothing is doubted. `number`: that the round will have. */
export function advised(proposal: Proposal, basis: Basis): Proposal {
  const { maxSteps } = proposal;
  const round = withSeeds(proposal, basis);
  const context = { number: (basis.rounds.at(-1)?.number ?? 0) + 1, known: knownTo(basis, maxSteps) };
  const adviceWith = (trials: number): readonly Advice[] =>
    adviceOn(basis.project, { ...round, trials }, context).filter(({ severity }) => severity !== 'note');
  const sized = round.search.kind === 'list' || basis.trialsAsked ? [1] : growth;
  const isWarned = (advice: readonly Advice[]): boolean => advice.some(({ code }) => thin.has(code));
  const tried = sized.map((factor) => Math.ceil(factor * round.trials));
  const trials = tried.find((count) => !isWarned(adviceWith(count))) ?? round.trials;
  const [worst] = adviceWith(round.trials).filter(({ code }) => thin.has(code));
  const raised: readonly Reason[] =
    trials > round.trials && worst !== undefined
      ? [
          {
            about: { part: 'budget' },
            message: advisedTexts.raised({ trials, planned: round.trials, problem: worst.problem.text }),
          },
        ]
      : [];
  const seeded: readonly Reason[] =
    round.baselineSeeds === undefined || round === proposal.round
      ? []
      : [seedsReason(round.baselineSeeds, context.known.baselineRuns ?? 0)];
  const reasons =
    raised.length === 0 ? proposal.reasons : proposal.reasons.filter(({ about }) => about.part !== 'budget');
  const doubts = adviceWith(trials).map(({ code, problem, remedy }): Reason => {
    const about: About = { part: code.startsWith('budget') ? 'budget' : 'goal' };
    const message =
      code === 'budget-short'
        ? advisedTexts.short({ problem: problem.text })
        : advisedTexts.meant({ problem: problem.text, remedy: remedy.text });
    return { about, message };
  });
  return { ...proposal, round: { ...round, trials }, reasons: [...reasons, ...seeded, ...raised, ...doubts] };
}

/** As many runs of the baseline as tell its spread; with none the spread of another baseline or length would judge. */
function withSeeds({ round, maxSteps }: Proposal, basis: Basis): RoundFile {
  const { baselineRuns: earlier = 0 } = knownTo(basis, maxSteps);
  const seeds = repeatsAfter(earlier);
  return round.baselineSeeds !== undefined || seeds <= baselineSeeds.later ? round : { ...round, baselineSeeds: seeds };
}

function seedsReason(seeds: number, earlier: number): Reason {
  return { about: { part: 'baseline' }, message: advisedTexts.seeds({ seeds, earlier }) };
}

/** So few trials answer nothing. */
const thin: ReadonlySet<AdviceCode> = new Set(['budget-too-small', 'range-too-thin']);
