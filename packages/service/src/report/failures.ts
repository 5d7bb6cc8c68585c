/** What failed of a round, and why, in one sentence: an unreliable machine is no finding, and yet the first thing to know. */
import { defineTexts, type Message } from '@attune/core/texts';
import type { TrialRow } from './trial-rows.ts';

export const failuresTexts = defineTexts('report-failures', {
  alike: '{count} failed: {reason}',
  several: '{count} failed: {reasons}',
  group: '{count} × {reason}',
  others: '{count} for other reasons',
});

/** More do not fit into a head. */
const mostReasons = 3;
const mostSigns = 100;

/** `endings`: how trials ended, by trial. Null where none failed. */
export function failuresOf(rows: readonly TrialRow[], endings: Readonly<Record<number, string>>): Message | null {
  const reasons = rows.flatMap(({ trial, outcome, state }) =>
    outcome === 'failed' ? [endings[trial] ?? String(state.values['reason'])] : [],
  );
  const count = reasons.length;
  if (count === 0) return null;
  // Numbers alone, of a step or a port, make no other reason.
  const groups = [...Map.groupBy(reasons, (reason) => reason.replaceAll(/\d+/g, '0')).values()].toSorted(
    (a, b) => b.length - a.length,
  );
  if (groups.length === 1) return failuresTexts.alike({ count, reason: commonTo(reasons) });
  const named = groups.slice(0, groups.length > mostReasons ? mostReasons - 1 : mostReasons);
  const rest = count - named.reduce((sum, { length }) => sum + length, 0);
  const told = [
    ...named.map((group) => failuresTexts.group({ count: group.length, reason: commonTo(group) }).text),
    ...(rest > 0 ? [failuresTexts.others({ count: rest }).text] : []),
  ];
  return failuresTexts.several({ count, reasons: told.join(' · ') });
}

/** The reason with an ellipsis for each number that is not the same in all, up to its first clause's end. */
function commonTo(reasons: readonly string[]): string {
  const parts = reasons.map((reason) => reason.split(/(\d+)/));
  const common = (parts[0] ?? [])
    .map((part, place) => (parts.every((one) => one[place] === part) ? part : '…'))
    .join('');
  const [clause = ''] = common.split(/;\s|\n/);
  const told = clause.length > mostSigns ? clause.slice(0, mostSigns).trimEnd() : clause;
  return told === common || told.endsWith('…') ? told : `${told} …`;
}
