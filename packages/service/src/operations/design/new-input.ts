/** What a new round is described by: the flags of `attune round new`, and what its questions fill in. */
import Type, { type Static } from 'typebox';
import { inputOf } from '../operation.ts';

export const goals = ['compare', 'understand', 'maximize'] as const;

export const roundNewInput = inputOf({
  goal: Type.Optional(
    Type.Enum([...goals], { description: 'Default: compare where something is scientific, else maximize.' }),
  ),
  question: Type.Optional(Type.String({ minLength: 1, description: 'What the round is to answer, in one sentence.' })),
  scientific: Type.Optional(
    Type.Array(Type.String(), {
      description: 'What is asked about: a name, or NAME=VALUE,VALUE for some of its values.',
    }),
  ),
  fix: Type.Optional(
    Type.Array(Type.String(), { description: 'What is held constant: a name (at the baseline), or NAME=VALUE.' }),
  ),
  nuisance: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'What is optimised over: rest for all that has no other role, or names. Without it, what the budget cannot tune is fixed.',
    }),
  ),
  range: Type.Optional(
    Type.Array(Type.String(), { description: 'Another range for this round: NAME=LOW..HIGH, or the values to keep.' }),
  ),
  trials: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Of the whole round; default: 16 for each study.' }),
  ),
  maxSteps: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Steps of each trial of this round; default: max_steps of attune.yaml.' }),
  ),
  search: Type.Optional(
    Type.String({
      description: 'halton, sobol, random or grid; default: halton. Another one is refused with the reason.',
    }),
  ),
  baselineSeeds: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  name: Type.Optional(Type.String({ description: 'Of the file; default: made of the question.' })),
});

export type RoundNewInput = Static<typeof roundNewInput>;
