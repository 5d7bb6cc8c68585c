/** Who asks, as the server knows them: for pages that show only what can be done. */
import Type from 'typebox';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { allows, scopes } from './tokens.ts';

export const me = defineOperation({
  name: 'me',
  summary: 'Say who asks, and what they may do',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('me', {
    name: Type.String({ description: 'Of the token; `local` on a server that asks for none.' }),
    scope: Type.Enum(scopes),
    readOnly: Type.Boolean({ description: 'Whether nothing can be changed: not even a note.' }),
    token: Type.Boolean({ description: 'Whether a token was given, which can be given back: `DELETE /session`.' }),
  }),
  run(context) {
    const { name, scope, token } = context.visitor ?? { name: 'local', scope: 'admin', token: false };
    return Promise.resolve({ schema: 'me/1' as const, name, scope, readOnly: !allows(scope, 'report'), token });
  },
});
