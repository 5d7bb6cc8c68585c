/** A suspected bug: no round answers it, and until it is found a round may mean nothing. */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';
import type { PastRound } from '../history.ts';

export const checkProgramTexts = defineTexts('next-check', {
  first: 'before any round, look for a mistake in the program or its data: {headline} (round {round})',
  also: 'look into this: {headline} (round {round})',
});

export const checkProgram: Rule<'check-program'> = ({ finding, round }) => {
  if (finding.code === 'non-finite' && isExplained(round)) return [];
  const urgent = finding.severity === 'warning';
  const told = { headline: finding.headline.text, round: round.number };
  return [{ kind: 'apart', urgent, message: urgent ? checkProgramTexts.first(told) : checkProgramTexts.also(told) }];
};

/** Where a region of the space tells which trials break down, values are at fault, and that finding asks for its own. */
function isExplained({ insight }: PastRound): boolean {
  return insight.findings.some(({ code, action }) => code === 'infeasible' && action !== undefined);
}
