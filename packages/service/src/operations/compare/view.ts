/** How the comparison of two configurations stands, for whoever may read: nothing runs. */
import { compare } from './compare.ts';
import { defineOperation, inputOf } from '../operation.ts';

const { candidate, baseline } = compare.input.properties;

export const comparisonView = defineOperation({
  name: 'comparison',
  summary: 'Tell how the comparison of two configurations stands',
  permission: 'read',
  input: inputOf({ candidate, baseline }),
  result: compare.result,
  run: (context, input) => compare.run(context, { ...input, dryRun: true }),
});
