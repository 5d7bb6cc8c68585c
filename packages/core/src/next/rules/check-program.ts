/** A suspected bug: no round answers it, and until it is found a round may mean nothing. */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';

export const checkProgramTexts = defineTexts('next-check', {
  first: 'before any round, look for a mistake in the program or its data: {headline} (round {round})',
  also: 'look into this: {headline} (round {round})',
});

export const checkProgram: Rule<'check-program'> = ({ finding, round }) => {
  const urgent = finding.severity === 'warning';
  const told = { headline: finding.headline.text, round: round.number };
  return [{ kind: 'apart', urgent, message: urgent ? checkProgramTexts.first(told) : checkProgramTexts.also(told) }];
};
