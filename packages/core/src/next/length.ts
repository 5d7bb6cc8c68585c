/**
 * How long the next round trains, and the trial of another length on the best configurations (methods D7, S5): a few runs
 * that decide about all later ones.
 */
import type { RoundFile } from '../design/index.ts';
import { noiseOf } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { sameConfiguration } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { Change } from './change.ts';
import type { Proposal, Reason, Source } from './proposal.ts';

/** Best configurations that try another length. */
const most = 3;
const about = { part: 'length' } as const;

export const lengthTexts = defineTexts('next-length', {
  set: '{to} {unit}s, not {from}',
  stays: '{to} {unit}s, as in round {round}',
  pays: '{to} {unit}s, not {from}: in round {round} the same configurations gained {gain} by them',
  enough:
    '{to} {unit}s, not {from}: in round {round} the same configurations lost no more by them than a training seed changes ({deviation})',
  back: '{to} {unit}s, not {from}: in round {round} the same configurations gained {gain} by the longer training, no more than a training seed changes ({deviation})',
  short: '{to} {unit}s, not {from}: in round {round} the same configurations lost {loss} by the shorter training',
  headline: 'try {to} {unit}s on the {count} best configurations, before whole rounds are given them',
  question: 'Do the best configurations of {from} {unit}s gain by {to}?',
  list: 'the {count} best configurations of round {round} alone',
  schedule:
    'where the learning rate follows a schedule, stretch it to the new length: a linear decay keeps its length after a longer constant phase, a cosine is stretched as a whole',
});

export interface Length {
  /** Of the rounds that search on. */
  readonly maxSteps: number;
  /** Why, where it is not the project's own; and what is to be done in the training program first. */
  readonly reasons: readonly Reason[];
  readonly before: readonly Message[];
  /** To be tried on the best first; null where there is nothing to try. */
  readonly trial: { readonly maxSteps: number; readonly first: boolean; readonly source: Source } | null;
}

export function lengthOf(basis: Basis, changes: readonly Change[]): Length {
  const { maxSteps: from, project, last } = basis;
  const settled = tried(basis);
  if (settled !== null) return { ...settled, trial: null };
  const unit = project.train.stepUnit;
  const steps = changes.filter((change) => change.kind === 'steps');
  const sure = steps.find(({ when }) => when === 'sure');
  if (sure !== undefined) {
    const { maxSteps: to, source: finding } = sure;
    const reason = { about, message: lengthTexts.set({ to, from, unit }), finding };
    return { maxSteps: to, reasons: [reason], before: stretched(from, to), trial: null };
  }
  const stays =
    from === last.resolved.project.train.maxSteps ? [lengthTexts.stays({ to: from, unit, round: last.number })] : [];
  const same = { maxSteps: from, reasons: stays.map((message) => ({ about, message })), before: [] };
  const open = steps.find(({ when }) => when === 'first') ?? steps[0];
  if (open === undefined) return { ...same, trial: null };
  const { maxSteps, when, source } = open;
  return { ...same, trial: { maxSteps, first: when === 'first', source } };
}

/** The proposal with its length in its file where it is not the project's, and why. */
export function withLength(proposal: Proposal, { project }: Basis, length: Length): Proposal {
  const { round, maxSteps, reasons } = proposal;
  if (maxSteps === project.train.maxSteps) return proposal;
  const told = reasons.some(({ about: { part } }) => part === 'length') ? [] : length.reasons;
  return { ...proposal, round: { ...round, maxSteps }, reasons: [...reasons, ...told] };
}

/** Null where nothing is to be tried, or no configurations are known to be the best. */
export function lengthProposal(basis: Basis, { trial }: Length): Proposal | null {
  if (trial === null) return null;
  const { last, pool, project, maxSteps: from } = basis;
  const configurations = pool.slice(0, most).map((pooled) => pooled.trial.record.configuration);
  if (configurations.length === 0) return null;
  const { stepUnit: unit } = project.train;
  const { maxSteps: to, source: finding } = trial;
  const count = configurations.length;
  const round: RoundFile = {
    name: to > from ? 'longer' : 'shorter',
    goal: 'maximize',
    question: lengthTexts.question({ from, to, unit }).text,
    scientific: [],
    fixed: [],
    nuisance: 'rest',
    ranges: basis.ranges,
    search: { kind: 'list', configurations },
    trials: count,
    notes: '',
  };
  return {
    kind: 'length',
    headline: lengthTexts.headline({ to, unit, count }),
    round,
    maxSteps: to,
    before: stretched(from, to),
    reasons: [
      { about: { part: 'search' }, message: lengthTexts.list({ count, round: last.number }) },
      { about, message: lengthTexts.set({ to, from, unit }), finding },
    ],
  };
}

/** What a trial of another length, after the last search, says of the length to go on with; null where none was made. */
function tried(basis: Basis): Omit<Length, 'trial'> | null {
  const { rounds, last, pool, project } = basis;
  const before = last.resolved.project.train.maxSteps;
  const trial = rounds.findLast(
    ({ number, resolved }) => number > last.number && resolved.project.train.maxSteps !== before,
  );
  if (trial === undefined) return null;
  const after = trial.resolved.project.train.maxSteps;
  const { metric, direction } = project.objective;
  const deviation = noiseOf(last.insight.view, metric)?.deviation ?? 0;
  const gains = trial.insight.view.ranked.flatMap(({ record, outcome }) => {
    const same = pool.find((pooled) => sameConfiguration(pooled.trial.record.configuration, record.configuration));
    if (same === undefined) return [];
    return (direction === 'minimize' ? 1 : -1) * (same.trial.outcome.objective - outcome.objective);
  });
  if (gains.length === 0) return null;
  const gain = gains.reduce((sum, each) => sum + each, 0) / gains.length;
  const longer = after > before;
  const adopted = longer ? gain > deviation : gain >= -deviation;
  const [to, from] = adopted ? [after, before] : [before, after];
  const told = { to, from, unit: project.train.stepUnit, round: trial.number };
  const figures = { gain: rounded(gain, 2), loss: rounded(-gain, 2), deviation: rounded(deviation, 2) };
  const key = longer ? (adopted ? 'pays' : 'back') : adopted ? 'enough' : 'short';
  return { maxSteps: to, reasons: [{ about, message: lengthTexts[key]({ ...told, ...figures }) }], before: [] };
}

function stretched(from: number, to: number): readonly Message[] {
  return to > from ? [lengthTexts.schedule()] : [];
}
