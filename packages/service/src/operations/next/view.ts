/** The proposals for the next rounds, for whoever may look: a request that reads writes nothing, which `next` can. */
import { next } from './next.ts';
import { defineOperation, inputOf } from '../operation.ts';

export const nextView = defineOperation({
  ...next,
  permission: 'read',
  input: inputOf({}),
  run: (context) => next.run(context, {}),
});
