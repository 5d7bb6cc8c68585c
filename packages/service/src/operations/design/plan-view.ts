/** What a round would do and cost, before it is started: `round plan`, asked by the round's file. */
import Type from 'typebox';
import { defineOperation, inputOf } from '../operation.ts';
import { roundPlan } from './plan.ts';

export const roundPlanView = defineOperation({
  ...roundPlan,
  input: inputOf({
    file: Type.Optional(Type.String({ description: 'Number, name or file of the round; default: the next one.' })),
  }),
  run: (context, { file }) => roundPlan.run(context, file === undefined ? {} : { round: file }),
});
