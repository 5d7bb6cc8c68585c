/** The shape of a round file: the source of its published JSON Schema, and the list of the fields that the reader knows. */
import { Type, type TObject } from 'typebox';
import { valueSchema, versionSchema, wordSchema } from './schema-pieces.ts';

const names = Type.Union([Type.String(), Type.Array(Type.String())]);

export const searchKinds = ['halton', 'sobol', 'random', 'grid'] as const;

/** The parts of a round file that are mappings with fields of their own. */
export const roundParts = {
  budget: Type.Object(
    { trials: Type.Integer({ minimum: 1, description: 'Trials of the whole round, split equally over its studies.' }) },
    { additionalProperties: false, description: 'How much the round may spend; the baseline’s runs come on top.' },
  ),
  search: Type.Object(
    {
      kind: wordSchema([...searchKinds, 'list'], 'The algorithm: halton, sobol, random, grid, or list for given ones.'),
      points: Type.Optional(Type.Integer({ minimum: 2, description: 'For grid: values along each range.' })),
      configurations: Type.Optional(
        Type.Array(Type.Record(Type.String(), valueSchema), {
          minItems: 1,
          description: 'For list: the configurations to try; what one leaves out is at the baseline.',
        }),
      ),
    },
    { additionalProperties: false, description: 'The search algorithm with its settings.' },
  ),
} as const satisfies Record<string, TObject>;

/** A round file as a whole. */
export const roundSchema = Type.Object(
  {
    attune: versionSchema,
    goal: wordSchema(
      ['compare', 'understand', 'maximize'],
      'What the round is for: compare a change, understand a hyperparameter, or maximize the objective.',
    ),
    question: Type.Optional(Type.String({ description: 'What the round is to answer, in one sentence.' })),
    scientific: Type.Optional(
      Type.Union(
        [names, Type.Record(Type.String(), Type.Union([Type.Array(valueSchema, { minItems: 1 }), Type.Null()]))],
        {
          description:
            'Hyperparameters whose effect is the question: a list of names, or a mapping from names to the values to compare.',
        },
      ),
    ),
    fixed: Type.Optional(
      Type.Union([names, Type.Record(Type.String(), valueSchema)], {
        description:
          'Hyperparameters held constant: a list of names (at the baseline), or a mapping from names to values. Conclusions hold only for these values.',
      }),
    ),
    nuisance: Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String())], {
        description: 'Hyperparameters to be optimised over: rest (the default), or a list; then all others are fixed.',
      }),
    ),
    ranges: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Union([
          Type.Array(valueSchema, { minItems: 1 }),
          Type.Object(
            {
              values: Type.Array(valueSchema, { minItems: 1, description: 'The values to keep, in place of a range.' }),
            },
            { additionalProperties: false },
          ),
        ]),
        {
          description:
            'Other ranges than in attune.yaml, for this round: [low, high] for a range, the values to keep for a list or choice.',
        },
      ),
    ),
    search: Type.Optional(
      Type.Union([wordSchema(searchKinds, 'The search algorithm.'), roundParts.search], {
        description: 'How points are chosen: halton (the default), sobol, random, grid, or a list of configurations.',
      }),
    ),
    budget: Type.Optional(roundParts.budget),
    max_steps: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'How long every trial of this round trains, in place of max_steps under train in attune.yaml. Conclusions hold only for this length.',
      }),
    ),
    seed: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2 ** 31 - 1,
        description: 'Decides the points; derived from name and number where absent.',
      }),
    ),
    baseline_seeds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'How many times the baseline is run: 3 in the first round, 1 later, unless said here; 0 skips it.',
      }),
    ),
    notes: Type.Optional(Type.String({ description: 'Anything worth remembering; may be edited at any time.' })),
  },
  { additionalProperties: false, description: 'A round of Attune: one turn from a question to a decision.' },
);
