/**
 * How long the next round trains, and the trial of another length on the best configurations (methods D7, S5): a few runs
 * that decide about all later ones.
 */
import type { RoundFile } from '../design/index.ts';
import { noiseOf } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import type { Configuration } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { Change } from './change.ts';
import type { Proposal } from './proposal.ts';

/** Best configurations that try another length. */
const tried = 3;

export const lengthTexts = defineTexts('next-length', {
  set: 'set max_steps: {to} under train in attune.yaml, now {from}: {headline}',
  back: 'set max_steps: {to} under train in attune.yaml, now {from}: in round {round} the same configurations gained {gain} by the longer training, less than a training seed changes ({deviation})',
  headline: 'try {to} {unit}s on the {count} best configurations, before whole rounds are given them',
  question: 'Do the best configurations of {from} {unit}s gain by {to}?',
  missed:
    'round {round} was to try {to} {unit}s and ran {from}, since max_steps in attune.yaml was not changed: set max_steps: {to} there and run its file again under another number',
  list: 'the {count} best configurations of round {round} alone: {headline}',
  schedule:
    'stretch the schedule of the learning rate to the new length: a linear decay keeps its length after a longer constant phase, a cosine is stretched as a whole',
});

export interface Length {
  /** Of the rounds that search on. */
  readonly maxSteps: number;
  readonly before: readonly Message[];
  /** To be tried on the best first; null where there is nothing to try. */
  readonly trial: { readonly maxSteps: number; readonly first: boolean; readonly headline: Message } | null;
}

export function lengthOf(basis: Basis, changes: readonly Change[]): Length {
  const from = basis.project.train.maxSteps;
  const back = undone(basis);
  if (back !== null) return { ...back, trial: null };
  const steps = changes.filter((change) => change.kind === 'steps');
  const sure = steps.find(({ when }) => when === 'sure');
  if (sure === undefined) {
    const open = steps.find(({ when }) => when === 'first') ?? steps[0];
    if (open === undefined) return { maxSteps: from, before: [], trial: null };
    const { maxSteps, when, source: headline } = open;
    return { maxSteps: from, before: [], trial: { maxSteps, first: when === 'first', headline } };
  }
  const to = sure.maxSteps;
  const set = lengthTexts.set({ to, from, headline: sure.source.text });
  return { maxSteps: to, before: [set, ...(to > from ? [lengthTexts.schedule()] : [])], trial: null };
}

/** Null where no configurations are known to be the best; a message where it was proposed, and run without its length. */
export function lengthProposal(basis: Basis, { trial }: Length): Proposal | Message | null {
  if (trial === null) return null;
  const { last, pool, project } = basis;
  const configurations = pool.slice(0, tried).map((pooled) => pooled.trial.record.configuration);
  if (configurations.length === 0) return null;
  const { maxSteps: from, stepUnit: unit } = project.train;
  const to = trial.maxSteps;
  const count = configurations.length;
  const headline = trial.headline.text;
  const question = lengthTexts.question({ from, to, unit }).text;
  const missed = basis.rounds.findLast(({ resolved }) => resolved.question === question);
  if (missed !== undefined) return lengthTexts.missed({ round: missed.number, to, from, unit });
  const round: RoundFile = {
    name: to > from ? 'longer' : 'shorter',
    goal: 'maximize',
    question,
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
    before: [lengthTexts.set({ to, from, headline }), ...(to > from ? [lengthTexts.schedule()] : [])],
    reasons: [{ about: { part: 'search' }, message: lengthTexts.list({ count, round: last.number, headline }) }],
  };
}

/** The length to go back to, where a longer one was tried and did not pay. */
function undone({ rounds, last, pool, project }: Basis): Pick<Length, 'maxSteps' | 'before'> | null {
  const [from, to] = [project.train.maxSteps, last.resolved.project.train.maxSteps];
  const trial = rounds.findLast(({ resolved }) => resolved.project.train.maxSteps === from);
  if (from <= to || trial === undefined || trial.number <= last.number) return null;
  const { metric, direction } = project.objective;
  const deviation = noiseOf(last.insight.view, metric)?.deviation ?? null;
  const gains = trial.insight.view.ranked.flatMap(({ record, outcome }) => {
    const same = pool.find((pooled) => sameConfiguration(pooled.trial.record.configuration, record.configuration));
    if (same === undefined) return [];
    return (direction === 'minimize' ? 1 : -1) * (same.trial.outcome.objective - outcome.objective);
  });
  if (deviation === null || gains.length === 0) return null;
  const gain = gains.reduce((sum, each) => sum + each, 0) / gains.length;
  if (gain > deviation) return null;
  const told = { to, from, round: trial.number, gain: rounded(gain, 2), deviation: rounded(deviation, 2) };
  return { maxSteps: to, before: [lengthTexts.back(told)] };
}

function sameConfiguration(a: Configuration, b: Configuration): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
