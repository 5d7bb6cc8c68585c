/** Two hyperparameters of which only a ratio or product decides whether training breaks (method C7): a change of the space. */
import type { Action } from '../../insight/index.ts';
import { find } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';

export const reparameterizeTexts = defineTexts('next-reparameterize', {
  replace:
    'only {formula} decides where training breaks: to search it, write under hyperparameters in attune.yaml `{name}: {definition}` in place of {first}, its value under baseline too, and let the training program take {first} as {inverse}; what earlier rounds say of {first} is then of no use to `attune next`',
});

export const reparameterize: Rule<'reparameterize'> = ({ action, basis }) => {
  const [first, second] = action.hyperparameters.map((id) => find(basis.space, id)[0]?.name ?? id);
  if (first === undefined || second === undefined) return [];
  const [low, high] = action.range;
  const definition = `{ range: [${low}, ${high}], scale: log }`;
  const { name, formula, inverse } = namesOf(action.as, first, second);
  return [
    {
      kind: 'before',
      message: reparameterizeTexts.replace({ first, name, formula, inverse, definition }),
    },
  ];
};

type As = Extract<Action, { kind: 'reparameterize' }>['as'];

interface Names {
  readonly name: string;
  readonly formula: string;
  readonly inverse: string;
}

function namesOf(as: As, first: string, second: string): Names {
  switch (as) {
    case 'ratio':
      return {
        name: `${first}_over_${second}`,
        formula: `${first} / ${second}`,
        inverse: `${first}_over_${second} × ${second}`,
      };
    case 'ratio-to-complement': {
      const name = `${first}_over_1_minus_${second}`;
      return { name, formula: `${first} / (1 − ${second})`, inverse: `${name} × (1 − ${second})` };
    }
    case 'product':
      return {
        name: `${first}_times_${second}`,
        formula: `${first} × ${second}`,
        inverse: `${first}_times_${second} / ${second}`,
      };
  }
}
