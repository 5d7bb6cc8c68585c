/** What became of the last round's comparison: decided, to be asked again, or left to `attune compare`. */
import type { ScientificEntry, FixedEntry } from '../design/index.ts';
import type { Finding } from '../insight/index.ts';
import { scientificValues } from '../design/index.ts';
import type { Configuration, Identity, Value } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { decidedBy, isAbout, spacesOf, type Basis } from './basis.ts';
import { sourceOf } from './change.ts';
import type { Compared, PastRound } from './history.ts';
import type { Reason } from './proposal.ts';

export const comparisonAgainTexts = defineTexts('next-comparison', {
  winner: '{hyperparameter} at {value}: it won the comparison of round {round}',
  decided: '{hyperparameter} at {value}: the runs of round {round} decided for it',
  lost: '{hyperparameter} at {value}: round {round} searched {loser} once more, and its best stays clearly behind',
  leader:
    '{hyperparameter} at {value}, which leads in round {round}, but not clearly: `attune compare` tells whether it is better',
  leaderBeside:
    '{hyperparameter} at {value}, which leads in round {round}, but not clearly; round {comparison} decided between two configurations that differ in more than it, which says nothing of it alone',
  again: 'the comparison of round {round} again: its answer is open for a reason that a round can mend',
  undecided:
    'the comparison of round {round} again: {value} leads, but not clearly, and the ranges were not yet where each is at its best',
});

export interface ComparisonState {
  /** What the next round is to compare again; empty where nothing is. */
  readonly scientific: readonly ScientificEntry[];
  /** What a search that goes on without comparing holds, with the reasons. */
  readonly fixed: readonly FixedEntry[];
  readonly reasons: readonly Reason[];
}

/** In order of preference: the second is for where the first was asked already. */
export function comparisonStates(basis: Basis): readonly [ComparisonState, ...ComparisonState[]] {
  const { last } = basis;
  const ids = Object.entries(last.resolved.roles).flatMap(([id, role]) => (role === 'scientific' ? [id] : []));
  if (ids.length === 0) return [nothingCompared(basis)];
  const decided = decidedFor(basis, ids);
  if (decided !== null) return [decided];
  const { findings, view } = last.insight;
  const isolations = findings.filter(({ code }) => code === 'isolation');
  const [told] = isolations;
  const leader = view.ranked[0]?.record.configuration ?? {};
  const clear = isolations.length > 0 && isolations.every(({ values }) => values['verdict'] === 'better');
  const beside = decisionsSince(basis, ids).at(-1);
  const held = heldAt(leader, ids, (values) => ({
    message: clear
      ? comparisonAgainTexts.winner({ ...values, round: last.number })
      : beside === undefined
        ? comparisonAgainTexts.leader({ ...values, round: last.number })
        : comparisonAgainTexts.leaderBeside({ ...values, round: last.number, comparison: beside.round }),
    ...(told !== undefined && { finding: sourceOf({ round: last, finding: told }) }),
  }));
  const doubts = findings.filter(({ code, severity }) => code === 'fairness' && severity !== 'note');
  const [open] = [...doubts, ...isolations.filter(isOpen)];
  if (open !== undefined) return [again(basis, ids, open, comparisonAgainTexts.again({ round: last.number })), held];
  if (clear || told === undefined) return [held];
  const value = ids.map((id) => `${id}=${String(leader[id])}`).join(', ');
  return [again(basis, ids, told, comparisonAgainTexts.undecided({ round: last.number, value })), held];
}

/** What a value lost in a later round than the comparison is held at its winner. */
function nothingCompared({ lost }: Basis): ComparisonState {
  const entries = lost.map(({ hyperparameter, winner }) => ({ hyperparameter, value: winner }));
  return { scientific: [], fixed: entries, reasons: lost.map(lostReason) };
}

function lostReason({ hyperparameter, value: loser, winner: value, round }: Basis['lost'][number]): Reason {
  const message = comparisonAgainTexts.lost({ hyperparameter, value, loser, round });
  return { about: { part: 'fixed', hyperparameter }, message };
}

/** A question that fresh runs of both sides, or another search of the side that was behind, has closed. */
function decidedFor(basis: Basis, ids: readonly Identity[]): ComparisonState | null {
  const { lost } = basis;
  const best = bestOfEach(basis);
  const closing = decisionsSince(basis, ids).findLast((compared) => isAbout(compared, ids, best));
  const [winner] = closing === undefined ? [] : (decidedBy(closing) ?? []);
  if (closing !== undefined && winner !== undefined) {
    return heldAt(winner, ids, (values) => ({
      message: comparisonAgainTexts.decided({ ...values, round: closing.round }),
    }));
  }
  const own = lost.filter(({ hyperparameter }) => ids.includes(hyperparameter));
  return own.length === ids.length ? nothingCompared(basis) : null;
}

/** Comparisons after the last search that were decided, and whose sides differ in one of these. */
function decisionsSince({ comparisons, last }: Basis, ids: readonly Identity[]): readonly Compared[] {
  return comparisons.filter((compared) => {
    const { round, candidate, baseline } = compared;
    return round > last.number && decidedBy(compared) !== null && ids.some((id) => candidate[id] !== baseline[id]);
  });
}

/** The best trial's of each value that the last search compared: runs of these ask its own question. */
function bestOfEach({ last }: Basis): readonly Configuration[] {
  const { findings, view } = last.insight;
  const named = new Set(findings.flatMap(({ code, evidence }) => (code === 'isolation' ? evidence.trials : [])));
  return view.ranked.flatMap(({ record }) => (named.has(record.id) ? [record.configuration] : []));
}

function heldAt(
  configuration: Configuration,
  ids: readonly Identity[],
  why: (values: { readonly hyperparameter: Identity; readonly value: Value }) => Omit<Reason, 'about'>,
): ComparisonState {
  const entries = ids.flatMap((hyperparameter) => {
    const value = configuration[hyperparameter];
    return value === undefined ? [] : [{ hyperparameter, value }];
  });
  return {
    scientific: [],
    fixed: entries,
    reasons: entries.map((entry) => ({
      about: { part: 'fixed', hyperparameter: entry.hyperparameter },
      ...why(entry),
    })),
  };
}

function again({ last }: Basis, ids: readonly Identity[], finding: Finding, message: Message): ComparisonState {
  const reason = { about: { part: 'scientific' }, message, finding: sourceOf({ round: last, finding }) } as const;
  return { scientific: comparedIn(last, ids), fixed: [], reasons: [reason] };
}

/** What a round compared, as its file may have asked it. */
export function comparedIn(round: PastRound, ids: readonly Identity[]): readonly ScientificEntry[] {
  return ids.map((hyperparameter) => {
    const values = [...new Set(spacesOf(round, hyperparameter).flatMap((one) => scientificValues(one) ?? []))];
    return values.length > 1 ? { hyperparameter, values } : { hyperparameter };
  });
}

/** Open for want of trials. */
function isOpen({ values, action }: Finding): boolean {
  return values['verdict'] === 'undecided' && action?.kind === 'add-trials';
}
