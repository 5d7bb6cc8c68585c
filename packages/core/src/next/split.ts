/** Where two hyperparameters interact and one has few values, each of them gets a search of its own (methods D13, C4). */
import { scientificValues } from '../design/index.ts';
import { find, type Hyperparameter } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import { isVaried, type Basis } from './basis.ts';
import { sourceOf } from './change.ts';
import { comparedValues } from './compared-values.ts';
import type { ComparisonState } from './comparison.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal } from './proposal.ts';

/** More values than these would share a budget too thinly. */
const most = 4;

export const splitTexts = defineTexts('next-split', {
  headline: 'search each value of {hyperparameter} by itself: the best {partner} depends on it',
  question: 'Which {hyperparameter} is best, each with its own best {partner}?',
  each: 'a study for each value: the best {partner} differs between them, and one range for all serves none',
});

/** Null where nothing interacts, or nothing that has few values. */
export function splitProposal(
  basis: Basis,
  prospect: Prospect,
  length: Length,
  state: ComparisonState,
): Proposal | null {
  if (state.scientific.length > 0) return null;
  const { last } = basis;
  for (const finding of last.insight.findings) {
    const [first, second] = [finding.values['first'], finding.values['second']];
    if (finding.code !== 'sensitivity' || typeof first !== 'string' || typeof second !== 'string') continue;
    for (const [id, partner] of [[first, second] as const, [second, first] as const]) {
      const one = find(basis.space, id).find((found) => found.id === id);
      if (one === undefined || !isVaried(one) || !hasFew(one) || last.resolved.roles[id] === 'scientific') continue;
      const names = { hyperparameter: id, partner };
      return comparedValues(basis, prospect, length, state.fixed, {
        kind: 'split',
        headline: splitTexts.headline(names),
        name: `each-${one.name}`,
        question: splitTexts.question(names),
        compared: { hyperparameter: id },
        reason: { message: splitTexts.each(names), finding: sourceOf({ round: last, finding }) },
      });
    }
  }
  return null;
}

function hasFew(hyperparameter: Hyperparameter): boolean {
  const values = hyperparameter.kind === 'integer' ? undefined : scientificValues(hyperparameter);
  return values !== undefined && values.length > 1 && values.length <= most;
}
