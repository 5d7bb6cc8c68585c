/**
 * A list in place of another search: what a fit to all trials expects to be the best, though no trial has been there; the
 * best by measure, whose value is a lucky one; and draws of where the fit allows the optimum, lest one estimate decide
 * alone. Each runs with several seeds (methods L2, L7).
 */
import { noiseOf } from '../insight/index.ts';
import { extent, rounded } from '../numeric/index.ts';
import { configurationKey, sameConfiguration, type Configuration, type Value } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { decidedBy, isSearch, type Basis } from './basis.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal } from './proposal.ts';

/** Configurations, as far as the trials of a search allow. */
const fewestConfirmed = 2;
const mostConfirmed = 8;
/** Runs of each. */
const seeds = 3;
/** The fit is trusted first where it leaves this share of what it expects to gain over the best trial. */
const trusted = 0.5;
/** And where it rests on so many searches, so that the later ones could contradict the earlier. */
const fewestSearches = 4;

export const confirmTexts = defineTexts('next-confirm', {
  headline:
    'run {configurations} configurations {seeds} times each: one where a fit to all trials expects the best, trial {trial}, the best so far{others}',
  others: ', and {count} more in which the fit may have its lowest point too',
  listed: 'first {fit}, where the fit is lowest; then trial {trial}: {best}',
  listedMore: 'first {fit}, where the fit is lowest; then trial {trial}: {best}; then {count} with {drawnAt}',
  at: '{hyperparameter} {value}',
  between: '{hyperparameter} from {low} to {high}',
  question: 'Is the optimum where a fit to {count} trials expects it?',
  fit: 'a fit to {count} trials expects {gain} more of the first configuration than of the best trial {trial}, and at most {left} more of any other',
  drawn:
    'the others are drawn from the same fit: it is a curve of one shape, and the best may lie beside its lowest point',
  again: 'the best of {count} trials owes its place to luck as well: {seeds} more seeds tell what it is worth',
});

export interface Confirming {
  readonly proposal: Proposal;
  /** Whether it tells more than another search would. */
  readonly first: boolean;
}

/**
 * Null where no fit tells, where a list was run since the last search: what it taught, `compare` decides; and where fresh
 * seeds have decided against the best trial: its lead was luck, and the fit was to its kind.
 */
export function confirmProposal(
  basis: Basis,
  { expected, trials: count }: Prospect,
  length: Length,
): Confirming | null {
  const [best] = basis.pool;
  if (expected === null || best === undefined || listedSince(basis)) return null;
  const { record } = best.trial;
  if (beaten(basis, record.configuration)) return null;
  const { left, overBest } = expected;
  const deviation = noiseOf(basis.last.insight.view, basis.project.objective.metric)?.deviation ?? 0;
  const affordable = Math.floor(basis.trials / seeds);
  // Where the fit is sure, its draws coincide.
  const all = [expected.configuration, record.configuration, ...expected.drawn];
  const candidates = [...new Map(all.map((each) => [configurationKey(each), each])).values()];
  const listed = candidates.slice(0, Math.max(fewestConfirmed, Math.min(mostConfirmed, affordable)));
  const configurations = listed.flatMap((configuration) => Array.from({ length: seeds }, () => configuration));
  const more = listed.length - fewestConfirmed;
  const searches = basis.rounds.filter(isSearch).length;
  const told = { count, gain: rounded(overBest - left, 2), left: rounded(left, 2), trial: record.id };
  return {
    first: searches >= fewestSearches && left <= Math.max(deviation / 2, trusted * overBest),
    proposal: {
      kind: 'confirm',
      headline: confirmTexts.headline({
        seeds,
        configurations: listed.length,
        trial: record.id,
        others: more === 0 ? '' : confirmTexts.others({ count: more }).text,
      }),
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
        { about: { part: 'search' }, message: named(listed, record.id) },
        ...(more > 0 ? [{ about: { part: 'search' } as const, message: confirmTexts.drawn() }] : []),
        { about: { part: 'budget' }, message: confirmTexts.again({ count, seeds }) },
      ],
    },
  };
}

/** What the configurations are, in the hyperparameters in which they differ. */
function named([fit = {}, best = {}, ...drawn]: readonly Configuration[], trial: number): Message {
  const all = [fit, best, ...drawn];
  const ids = Object.keys(best).filter((id) => all.some((one) => one[id] !== best[id]));
  const values = (of: Configuration): string =>
    ids.map((id) => confirmTexts.at({ hyperparameter: id, value: shortened(of[id]) }).text).join(', ');
  const told = { fit: values(fit), best: values(best), trial };
  if (drawn.length === 0) return confirmTexts.listed(told);
  const drawnAt = ids.map((hyperparameter) => {
    const [low, high] = extent(drawn.map((one) => Number(one[hyperparameter])));
    return confirmTexts.between({ hyperparameter, low: rounded(low, 3), high: rounded(high, 3) }).text;
  });
  return confirmTexts.listedMore({ ...told, count: drawn.length, drawnAt: drawnAt.join(', ') });
}

function shortened(value: Value | undefined): Value {
  return typeof value === 'number' ? rounded(value, 3) : (value ?? null);
}

function beaten({ comparisons }: Basis, configuration: Configuration): boolean {
  return comparisons.some((compared) => {
    const [, loser] = decidedBy(compared) ?? [];
    return loser !== undefined && sameConfiguration(loser, configuration);
  });
}

function listedSince({ rounds, last }: Basis): boolean {
  const { maxSteps } = last.resolved.project.train;
  return rounds.some(
    (round) => round.number > last.number && !isSearch(round) && round.resolved.project.train.maxSteps === maxSteps,
  );
}
