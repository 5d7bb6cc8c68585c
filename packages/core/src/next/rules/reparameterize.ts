/** Two hyperparameters of which only a ratio or product decides whether training breaks (method C7): a change of the space. */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';

export const reparameterizeTexts = defineTexts('next-reparameterize', {
  ratio:
    'consider to search {first} / {second} from {low} to {high} in place of {first}, in attune.yaml and the training program: only the two together decide where training breaks',
  complement:
    'consider to search {first} / (1 − {second}) from {low} to {high} in place of {first}, in attune.yaml and the training program: only the two together decide where training breaks',
  product:
    'consider to search {first} × {second} from {low} to {high} in place of {first}, in attune.yaml and the training program: only the two together decide where training breaks',
});

export const reparameterize: Rule<'reparameterize'> = ({ action }) => {
  const [first, second] = action.hyperparameters;
  const [low, high] = action.range;
  const values = { first, second, low, high };
  const say = (): ReturnType<typeof reparameterizeTexts.ratio> => {
    switch (action.as) {
      case 'ratio':
        return reparameterizeTexts.ratio(values);
      case 'ratio-to-complement':
        return reparameterizeTexts.complement(values);
      case 'product':
        return reparameterizeTexts.product(values);
    }
  };
  return [{ kind: 'apart', urgent: false, message: say() }];
};
