/**
 * The shape of `attune.yaml`: the source of its published JSON Schema, from which editors complete and explain, and the
 * one list of the fields that the reader knows. What a schema cannot say (a baseline that suits its hyperparameters, a
 * command that needs no shell) only the reader checks.
 */
import { Type, type TObject } from 'typebox';
import { meanings } from '@attune/core/space';
import { valueSchema, versionSchema, wordSchema } from './schema-pieces.ts';

const metricName = Type.String({ minLength: 1, maxLength: 200, description: 'A metric, as split/name: valid/loss.' });

const identityPattern = '^[A-Za-z_][\\w.-]*$';

const hyperparameterReference = Type.Unsafe({ $ref: '#/$defs/hyperparameter' });

const branch = Type.Unsafe({
  description:
    'The hyperparameters that exist only in this branch; empty where there are none. { value: …, with: … } gives the branch a value other than its label.',
  anyOf: [
    { type: 'null' },
    {
      type: 'object',
      required: ['value'],
      additionalProperties: false,
      properties: {
        value: { ...valueSchema, description: 'What the training program receives for this branch.' },
        with: {
          description: 'The hyperparameters that exist only in this branch.',
          anyOf: [{ type: 'null' }, { type: 'object', additionalProperties: hyperparameterReference }],
        },
      },
    },
    { type: 'object', additionalProperties: hyperparameterReference, propertyNames: { pattern: identityPattern } },
  ],
});

/** One hyperparameter; referred to as `#/$defs/hyperparameter`, since branches hold further ones. */
export const hyperparameterSchema = Type.Unsafe({
  type: 'object',
  description: 'One hyperparameter: exactly one of range, values and choices.',
  additionalProperties: false,
  properties: {
    range: {
      type: 'array',
      items: { type: 'number' },
      minItems: 2,
      maxItems: 2,
      description: 'The lowest and the highest value, both included: [1e-4, 1e-1].',
    },
    type: wordSchema(['float', 'integer'], 'Whether a range holds whole numbers only; float unless said otherwise.'),
    scale: wordSchema(
      ['linear', 'log', 'reverse-log'],
      'How a range is spaced: log for rates, reverse-log for values that crowd below 1 such as momentum; linear unless said otherwise.',
    ),
    values: {
      type: 'array',
      items: valueSchema,
      minItems: 1,
      description: 'The values to choose among. Numbers are ordered; others are not, unless ordered is true.',
    },
    ordered: { type: 'boolean', description: 'Whether values that are not numbers stand in a meaningful order.' },
    choices: {
      type: 'object',
      minProperties: 1,
      additionalProperties: branch,
      description: 'The branches to choose among, by label, each with the hyperparameters that exist only there.',
    },
    off: {
      ...valueSchema,
      description: 'The value that disables it; beside a range it is tried as a branch of its own.',
    },
    meaning: wordSchema(meanings, 'What it is, so that advice and natural limits can know.'),
    arg: { type: 'string', description: 'The name that the training program knows it by, if it is another.' },
  },
  oneOf: [{ required: ['range'] }, { required: ['values'] }, { required: ['choices'] }],
});

const command = Type.Union(
  [
    Type.String({ minLength: 1 }),
    Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { minItems: 1 }),
  ],
  {
    description:
      'The training command, run without a shell from this file’s folder: a line, or a list of words. ${args} stands for the hyperparameters as --name=value; ${seed}, ${max_steps}, ${until_step}, ${eval_every} and ${dir} may stand inside words. `ask` starts nothing: programs of yours ask for trials over HTTP.',
  },
);

/** `attune.yaml`, part by part. */
export const projectParts = {
  objective: Type.Object(
    {
      metric: Type.String({
        pattern: '^(?!test/)[^/]+/.+',
        description:
          'The metric, as split/name. A trial is judged by its best value over training. Never a test/ metric.',
      }),
      direction: wordSchema(['minimize', 'maximize'], 'Whether less or more of it is better.'),
    },
    { additionalProperties: false, description: 'What a trial is judged by.' },
  ),
  train: Type.Object(
    {
      command,
      setup: Type.Optional(
        Type.String({ description: 'Shell lines run before the command, in the same shell: . venv/bin/activate' }),
      ),
      max_steps: Type.Integer({
        minimum: 1,
        description: 'How many steps every trial trains. Never searched: changing it is a decision between rounds.',
      }),
      step: Type.Optional(Type.String({ minLength: 1, description: 'What one step is: step (the default), epoch, …' })),
      eval_every: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Requested spacing of evaluations, in steps.' }),
      ),
      time_limit: Type.Optional(
        Type.Union(
          [Type.Number({ exclusiveMinimum: 0 }), Type.String({ pattern: '^(\\s*\\d+(\\.\\d+)?\\s*[smhdSMHD])+\\s*$' })],
          {
            description: 'The longest that one trial may run: seconds, or 30s, 90m, 2h, 1h30m, 2d.',
          },
        ),
      ),
      grace_seconds: Type.Optional(
        Type.Number({ minimum: 0, description: 'Seconds between asking a trial to end and ending it; 30 by default.' }),
      ),
    },
    { additionalProperties: false, description: 'How one trial is trained.' },
  ),
  metrics: Type.Object(
    {
      from: Type.Optional(
        wordSchema(
          ['file', 'stdout', 'http'],
          'Where measurements come from: metrics.jsonl (file, the default) or what is printed (stdout), or sent to the server (http): always so by programs that ask for trials (command: ask).',
        ),
      ),
      pattern: Type.Optional(
        Type.String({
          description:
            'A regular expression over printed lines with the named groups (?<step>…) and one for each metric. Without it, printed JSON lines are read.',
        }),
      ),
      rename: Type.Optional(
        Type.Record(Type.String(), metricName, {
          description: 'Names as the program reports them, and as Attune keeps them: { val_acc: valid/accuracy }.',
        }),
      ),
      train_loss: Type.Optional(
        Type.String({
          description: 'The metric whose divergence makes a trial infeasible; found by its name where absent.',
        }),
      ),
    },
    { additionalProperties: false, description: 'How measurements are read.' },
  ),
  examples: Type.Object(
    {
      train: Type.Optional(Type.Integer({ minimum: 1, description: 'Examples in the training set.' })),
      valid: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Examples in the validation set; gives a rate its sampling error.' }),
      ),
      classes: Type.Optional(Type.Integer({ minimum: 2, description: 'Classes to tell apart; gives chance.' })),
    },
    { additionalProperties: false, description: 'How much data there is.' },
  ),
  resources: Type.Object(
    {
      slots: Type.Optional(Type.Integer({ minimum: 1, description: 'How many trials run at a time; 1 by default.' })),
      gpus_per_trial: Type.Optional(Type.Integer({ minimum: 0, description: 'GPUs for each trial; 0 by default.' })),
    },
    { additionalProperties: false, description: 'What trials run on.' },
  ),
} as const satisfies Record<string, TObject>;

/** `attune.yaml` as a whole. */
export const projectSchema = Type.Object(
  {
    attune: versionSchema,
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'The project’s name; its folder’s by default.' }),
    ),
    objective: projectParts.objective,
    train: projectParts.train,
    metrics: Type.Optional(projectParts.metrics),
    hyperparameters: Type.Unsafe({
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: identityPattern },
      additionalProperties: hyperparameterReference,
      description: 'What can be searched, by name.',
    }),
    baseline: Type.Record(Type.String(), valueSchema, {
      description: 'The best configuration adopted so far: a value for each hyperparameter. Launches rewrite it.',
    }),
    examples: Type.Optional(projectParts.examples),
    references: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Number()), {
        description: 'Results to stand beside every trial’s, by label and metric: { chance: { valid/error: 0.9 } }.',
      }),
    ),
    resources: Type.Optional(projectParts.resources),
  },
  { additionalProperties: false, description: 'A project of Attune: one workload that is being tuned.' },
);
