/**
 * One to three next rounds, best first, from all that a project has learned (methods L6, L7). What invalidates results
 * comes first (a suspected bug, an undecided comparison, the length of training), then edges, then narrowing. No round asks
 * what an earlier one answered, and where search no longer pays, none goes on searching.
 */
import { resolveRound } from '../design/index.ts';
import { AttuneError } from '../errors/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { answeredBy } from './answered.ts';
import { basisOf, type Basis } from './basis.ts';
import type { Change } from './change.ts';
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

export const proposeTexts = defineTexts('next', {
  nothing: 'no round has searched yet: run the first one',
  answered: '{headline}: round {round} asked this already',
  more: '`attune run {round} --trials +{trials}` continues round {round}, whose ranges have no reason to change',
  impossible: '{headline}: {reason}',
  adopt: 'trial {trial} is ahead of the baseline beyond noise: `attune compare {trial} baseline`, then `attune launch`',
  useless:
    'no trial of round {round} has a usable result: `attune report {round}` says why; no round can be built on it',
});

/** Deterministic. `history.rounds` are those that ended. */
export function proposeRounds(history: History): Outlook {
  const basis = basisOf(history);
  if (basis === null) return { proposals: [], saturated: null, apart: [proposeTexts.nothing()], withheld: [] };
  const changes = gathered(basis);
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
  const search = searching(basis, prospect, changes, length);
  const saturated = searchPays(search, basis) ? null : saturationOf(basis, prospect);
  const proposals: Proposal[] = [];
  const withheld: Message[] = [];
  for (const candidate of candidatesOf({ basis, length, prospect, search, saturated: saturated !== null })) {
    const reason = 'round' in candidate ? whyNot(basis, candidate, changes) : candidate;
    if (reason !== null) withheld.push(reason);
    else if ('round' in candidate) proposals.push(withLength(candidate, basis, length));
  }
  // What is asked of the program stands in the file of the round that searches on; without one it stands by itself.
  const searches = proposals.some(({ kind }) => kind === 'search' || kind === 'compare');
  const asked = changes.flatMap((change) => (change.kind === 'before' && !searches ? [change.message] : []));
  return { proposals: proposals.slice(0, most), saturated, apart: [...apart, ...asked], withheld };
}

interface Situation {
  readonly basis: Basis;
  readonly length: Length;
  readonly prospect: Prospect;
  readonly search: Searching;
  readonly saturated: boolean;
}

/** In order of what they are worth; a message in place of one that cannot be made. */
function candidatesOf({ basis, length, prospect, search, saturated }: Situation): readonly (Proposal | Message)[] {
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
    ...(saturated ? [] : [search.proposal]),
    ...(trialFirst ? [] : trial),
    ...one(splitProposal(basis, prospect, length)),
    ...one(simplifyProposal(basis, prospect, length)),
    ...(confirmFirst ? [] : confirm),
  ];
}

/** Whether the search has more to do than to look once more in the same place. */
function searchPays({ proposal, drafted: { widened } }: Searching, { last }: Basis): boolean {
  return widened.length > 0 || proposal.kind === 'compare' || proposal.maxSteps > last.resolved.project.train.maxSteps;
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
  const more = changes.find((change) => change.kind === 'budget');
  if (kind === 'search' && more !== undefined && answered.number === last.number) {
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
  const judged = [...launches, ...comparisons.map(({ candidate }) => candidate)].some(
    ({ configuration }) => JSON.stringify(configuration) === JSON.stringify(best?.configuration),
  );
  const ahead = floor?.values['verdict'] === 'better' && best !== undefined && !judged;
  return [
    ...unique.filter(({ urgent }) => urgent).map(({ message }) => message),
    ...(ahead ? [proposeTexts.adopt({ trial: best.id })] : []),
    ...unique.filter(({ urgent }) => !urgent).map(({ message }) => message),
  ];
}
