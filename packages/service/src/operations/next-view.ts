/** What `next` proposes, to be looked at only: an address that is visited must not write files. */
import { next } from './next.ts';
import { defineOperation, inputOf } from './operation.ts';

export const nextView = defineOperation({
  ...next,
  permission: 'read',
  input: inputOf({}),
  run: (context) => next.run(context, {}),
});
