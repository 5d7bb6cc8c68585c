/**
 * One to three next rounds, best first, from all that a project has learned (methods L6, L7). What invalidates results
 * comes first (a suspected bug, an undecided comparison, the length of training), then edges, then narrowing. No round asks
 * what an earlier one answered, and where search no longer pays, none goes on searching.
 */
import { resolveRound } from '../design/index.ts';
import { AttuneError } from '../errors/index.ts';
import { noiseOf } from '../insight/index.ts';
import { sameConfiguration } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { advised } from './advised.ts';
import { answeredBy } from './answered.ts';
import { basisOf, decidedBy, plannedTrials, type Basis } from './basis.ts';
import type { Change } from './change.ts';
import { comparisonStates, type ComparisonState } from './comparison.ts';
import { confirmProposal } from './confirm.ts';
import { gathered } from './gathered.ts';
import type { History } from './history.ts';
import { lengthOf, lengthProposal, withLength, type Length } from './length.ts';
import { prospectOf, type Prospect } from './promising.ts';
import type { Outlook, Proposal } from './proposal.ts';
import { saturationOf } from './saturation.ts';
import { searching, type Searching } from './searching.ts';
import { simplifyProposal } from './simplify.ts';
import { splitProposal } from './split.ts';

const most = 3;
/** Times the trials of the round before. */
const muchMore = 1.5;

export const proposeTexts = defineTexts('next', {
  nothing: 'no search has ended yet: `attune run` begins one, or goes on with it',
  answered: '{headline}: round {round} asked this already',
  more: '`attune run {round} --trials +{trials}` continues round {round}, whose ranges have no reason to change',
  launch: 'the comparison of round {round} says adopt: `attune launch` makes its candidate the baseline',
  undecided:
    'the comparison of round {round} needs more evidence: `attune report {round}` says how many pairs would do, or that none would',
  carry:
    'the comparison of round {round} chose between two trials, neither of them the baseline: `attune compare {winner}` sets the winner against it before a launch',
  tooFew:
    '`attune run {round} --trials +{missing}` continues round {round}: its ranges have no reason to change, and {count} usable {count|trial|trials} are too few to tell where in them the best lies ({needed} are needed)',
  noNoise:
    '`attune run {round} --trials +{trials}` continues round {round}: its ranges have no reason to change; whether searching on pays cannot be told either, since the noise between seeds is not known: write baseline_seeds: 3 into the next round file',
  unsettled:
    '`attune run {round} --trials +{trials}` continues round {round}: its ranges have no reason to change, and too little was searched in them to call tuning saturated',
  impossible: '{headline}: {reason}',
  adopt: 'trial {trial} is ahead of the baseline beyond noise: `attune compare {trial} baseline`, then `attune launch`',
  useless:
    'no trial of round {round} has a usable result: `attune report {round}` says why; no round can be built on it',
});

/** Deterministic. `history.rounds` are those that ended. */
export function proposeRounds(history: History): Outlook {
  const basis = basisOf(history);
  if (basis === null) return { proposals: [], saturated: null, apart: [proposeTexts.nothing()], withheld: [] };
  const states = comparisonStates(basis);
  const changes = gathered(basis, states[0].fixed);
  const apart = apartOf(basis, history, changes);
  if (basis.pool.length === 0 && changes.every(({ kind }) => kind !== 'end')) {
    return {
      proposals: [],
      saturated: null,
      apart: [...apart, proposeTexts.useless({ round: basis.last.number })],
      withheld: [],
    };
  }
  const length = lengthOf(basis, changes);
  const prospect = prospectOf(basis);
  const ways = states.map((state): Way => {
    return { state, search: searching(basis, prospect, changes, length, state) };
  });
  const open = ways.findIndex(({ search }) => whyNot(basis, search.proposal, changes) === null);
  const [way, ...others] = open < 0 ? ways.slice(-1) : ways.slice(open);
  if (way === undefined) throw new Error('a comparison has a state');
  const saturated = searchPays(way.search, basis) ? null : saturationOf(basis, prospect, changes, length);
  const proposals: Proposal[] = [];
  const withheld: Message[] = ways
    .slice(0, Math.max(0, open))
    .flatMap(({ search }) => whyNot(basis, search.proposal, changes) ?? []);
  const situation = { basis, length, prospect, ...way, others, saturated: saturated !== null };
  for (const candidate of candidatesOf(situation)) {
    const reason = whyNot(basis, candidate, changes);
    if (reason === null) proposals.push(withLength(advised(candidate, basis), basis, length));
    else withheld.push(reason);
  }
  const stuck = proposals.length === 0 && saturated === null ? [lackingOf(basis, prospect)] : [];
  // What is asked of the program stands in the file of the round that searches on; without one it stands by itself.
  const searches = proposals.some(({ kind }) => kind === 'search' || kind === 'compare');
  const asked = changes.flatMap((change) => (change.kind === 'before' && !searches ? [change.message] : []));
  return { proposals: proposals.slice(0, most), saturated, apart: [...apart, ...asked, ...stuck], withheld };
}

/** One state of a comparison, with the search that goes on from it. */
interface Way {
  readonly state: ComparisonState;
  readonly search: Searching;
}

interface Situation extends Way {
  readonly basis: Basis;
  readonly length: Length;
  readonly prospect: Prospect;
  /** What else could be gone on with. */
  readonly others: readonly Way[];
  readonly saturated: boolean;
}

/** In order of what they are worth. */
function candidatesOf(situation: Situation): readonly Proposal[] {
  const { basis, length, prospect, state, search, others, saturated } = situation;
  const pays = searchPays(search, basis);
  const one = <T>(made: T | null): readonly T[] => (made === null ? [] : [made]);
  const trial = one(lengthProposal(basis, length));
  const confirming = pays ? null : confirmProposal(basis, prospect, length);
  const confirm = one(confirming?.proposal ?? null);
  const confirmFirst = saturated || confirming?.first === true;
  const trialFirst = length.trial?.first === true && !pays;
  return [
    ...(trialFirst ? trial : []),
    ...(confirmFirst ? confirm : []),
    ...(saturated ? [] : [search.proposal, ...others.map((other) => other.search.proposal)]),
    ...(trialFirst ? [] : trial),
    ...one(splitProposal(basis, prospect, length, state)),
    ...one(simplifyProposal(basis, prospect, length, state)),
    ...(confirmFirst ? [] : confirm),
  ];
}

/** Whether the search has more to do than to look once more in the same place. */
function searchPays({ proposal, drafted: { widened, freed } }: Searching, { last }: Basis): boolean {
  return (
    widened.length > 0 ||
    freed.length > 0 ||
    proposal.kind === 'compare' ||
    proposal.maxSteps > last.resolved.project.train.maxSteps
  );
}

/** Null where it can be run and has not been. */
function whyNot(
  { rounds, project, last }: Basis,
  { headline, round, maxSteps, kind }: Proposal,
  changes: readonly Change[],
): Message | null {
  try {
    resolveRound(project, round, (rounds.at(-1)?.number ?? 0) + 1);
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    return proposeTexts.impossible({ headline: headline.text, reason: error.detail.text });
  }
  const answered = answeredBy(rounds, project, round, maxSteps);
  if (answered === null) return null;
  // A comparison that was too thin is worth asking with clearly more.
  if (kind === 'compare' && round.trials >= muchMore * plannedTrials(answered)) return null;
  const more = changes.find((change) => change.kind === 'budget');
  if ((kind === 'search' || kind === 'compare') && more !== undefined && answered.number === last.number) {
    return proposeTexts.more({ round: last.number, trials: more.trials });
  }
  return proposeTexts.answered({ headline: headline.text, round: answered.number });
}

/** Urgent things first. */
function apartOf(basis: Basis, { launches, comparisons }: History, changes: readonly Change[]): readonly Message[] {
  const told = changes.filter((change) => change.kind === 'apart');
  const unique = [...new Map(told.map((change) => [change.message.text, change])).values()];
  const floor = basis.last.insight.findings.find(({ code }) => code === 'noise-floor');
  const best = basis.pool[0]?.trial.record;
  const known = [
    ...launches.map(({ configuration }) => configuration),
    ...comparisons.map(({ candidate }) => candidate),
  ];
  const judged = best !== undefined && known.some((one) => sameConfiguration(one, best.configuration));
  const ahead = floor?.values['verdict'] === 'better' && best !== undefined && !judged;
  return [
    ...unique.filter(({ urgent }) => urgent).map(({ message }) => message),
    ...comparedLast(basis, launches),
    ...(ahead ? [proposeTexts.adopt({ trial: best.id })] : []),
    ...unique.filter(({ urgent }) => !urgent).map(({ message }) => message),
  ];
}

/** The latest comparison, where it was decided for what is not the baseline yet, or is open beside the baseline of today. */
function comparedLast(
  { comparisons, project, pool, others }: Basis,
  launches: History['launches'],
): readonly Message[] {
  const last = comparisons.findLast(({ decision }) => decision !== null);
  if (last === undefined) return [];
  const { round, candidate, baseline, decision } = last;
  const [winner = candidate] = decidedBy(last) ?? [];
  const known = [project.baseline, ...launches.map(({ configuration }) => configuration)];
  if (known.some((one) => sameConfiguration(one, winner))) return [];
  const undecided = decision?.recommendation === 'more-evidence';
  if (sameConfiguration(baseline, project.baseline)) {
    return [undecided ? proposeTexts.undecided({ round }) : proposeTexts.launch({ round })];
  }
  const trial = [...pool, ...others].find((one) => sameConfiguration(one.trial.record.configuration, winner))?.trial;
  return undecided || trial === undefined ? [] : [proposeTexts.carry({ round, winner: trial.record.id })];
}

/** Why there is nothing to propose, though nothing says that tuning has saturated; and what would help. */
function lackingOf(basis: Basis, { lacking }: Prospect): Message {
  const { last, trials, project } = basis;
  const told = { round: last.number, trials };
  if (lacking !== null) {
    const missing = Math.max(trials, lacking.needed - lacking.trials);
    return proposeTexts.tooFew({ round: last.number, count: lacking.trials, needed: lacking.needed, missing });
  }
  const noise = noiseOf(last.insight.view, project.objective.metric)?.deviation ?? null;
  return noise === null ? proposeTexts.noNoise(told) : proposeTexts.unsettled(told);
}
