/** What `init` needs to know, however it was asked. */
import Type, { type Static } from 'typebox';
import { inputOf } from '../operation.ts';
import { scriptHelpSchema } from '../script-help/schema.ts';

const value = Type.Union([Type.Number(), Type.String(), Type.Boolean()]);

export const initInput = inputOf({
  command: Type.String({ minLength: 1, description: 'The training command, as in attune.yaml.' }),
  metric: Type.String({ minLength: 1, description: 'What trials are judged by, as split/name: valid/loss.' }),
  maxSteps: Type.Integer({ minimum: 1, description: 'How many steps every trial trains.' }),
  direction: Type.Optional(
    Type.Enum(['minimize', 'maximize'], { description: 'Told by the metric where that is plain.' }),
  ),
  stepUnit: Type.Optional(Type.String({ minLength: 1, description: 'What one step is: step, epoch.' })),
  from: Type.Optional(Type.Enum(['file', 'stdout'], { description: 'Where measurements come from; default: file.' })),
  pattern: Type.Optional(Type.String({ description: 'A regular expression over printed lines.' })),
  rename: Type.Optional(
    Type.Record(Type.String(), Type.String(), { description: "The script's names of metrics, and Attune's." }),
  ),
  validExamples: Type.Optional(
    Type.Integer({ minimum: 1, description: 'How many validation examples there are: the sampling error of a rate.' }),
  ),
  optimizers: Type.Optional(Type.Array(Type.String(), { description: 'Optimisers, each with its hyperparameters.' })),
  form: Type.Optional(Type.Enum(['few', 'general'], { description: 'How many hyperparameters an optimiser has.' })),
  hyperparameters: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1 }),
        definition: Type.Optional(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'As in attune.yaml; offered from practice where absent.',
          }),
        ),
        baseline: Type.Optional(value),
      }),
    ),
  ),
  baseline: Type.Optional(
    Type.Record(Type.String(), value, { description: 'Values of the baseline, by hyperparameter.' }),
  ),
  scriptHelp: Type.Optional(scriptHelpSchema),
  yes: Type.Optional(Type.Boolean({ description: 'Takes every value that is offered.' })),
  trials: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'Budget of the first round; default: 24, or 16 for each optimiser compared.',
    }),
  ),
  force: Type.Optional(Type.Boolean({ description: 'Replaces files that exist.' })),
});

export type InitInput = Static<typeof initInput>;
