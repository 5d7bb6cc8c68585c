/** Whether a part can be left out (method L6): what can be switched off, compared with off at equal tuning of the rest. */
import { flatten, type Hyperparameter, type Value } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import { isVaried, type Basis } from './basis.ts';
import { comparedValues } from './compared-values.ts';
import type { ComparisonState } from './comparison.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal } from './proposal.ts';

export const simplifyTexts = defineTexts('next-simplify', {
  headline: 'ask whether {hyperparameter} can be left out',
  question: 'Does {hyperparameter} help at all, at an equally tuned rest?',
  values: '{off} leaves it out, {value} is its value in trial {trial}, the best: what does not help is better gone',
});

/** Null where nothing can be switched off, or each that can was compared already. */
export function simplifyProposal(
  basis: Basis,
  prospect: Prospect,
  length: Length,
  state: ComparisonState,
): Proposal | null {
  const best = basis.pool[0]?.trial.record;
  if (best === undefined || state.scientific.length > 0) return null;
  const candidate = flatten(basis.space)
    .map(({ hyperparameter }) => hyperparameter)
    .find((one) => {
      const value = best.configuration[one.id];
      return (
        one.off !== undefined && value !== undefined && value !== one.off && isVaried(one) && !compared(basis, one)
      );
    });
  const off = candidate?.off;
  const value: Value | undefined = candidate === undefined ? undefined : best.configuration[candidate.id];
  if (candidate === undefined || off === undefined || value === undefined) return null;
  const { id } = candidate;
  const kept = typeof value === 'number' ? Number(value.toPrecision(2)) : value;
  return comparedValues(basis, prospect, length, state.fixed, {
    kind: 'simplify',
    headline: simplifyTexts.headline({ hyperparameter: id }),
    name: `without-${candidate.name}`,
    question: simplifyTexts.question({ hyperparameter: id }),
    compared: { hyperparameter: id, values: [off, kept] },
    reason: { message: simplifyTexts.values({ off, value: kept, trial: best.id }) },
  });
}

function compared({ rounds }: Basis, { id }: Hyperparameter): boolean {
  return rounds.some(({ resolved }) => resolved.roles[id] === 'scientific');
}
