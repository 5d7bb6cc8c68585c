/** Ends a token: servers refuse it within seconds, and end what it has open. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { inUse, tokenDocument, tokenProperties } from './tokens.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const tokenRevokeTexts = defineTexts('token-revoke', {
  none: 'there is no token {name} in use: attune token list shows which there are',
});

export const tokenRevoke = defineOperation({
  name: 'token-revoke',
  summary: 'End a token',
  permission: 'admin',
  input: inputOf({ name: Type.String() }),
  result: documentOf('token-revoke', tokenProperties),
  async run(context, { name }) {
    const row = await withStore(openWorkspace(context), (store) => revoke(store, context, name));
    return { schema: 'token-revoke/1' as const, ...tokenDocument(row) };
  },
});

/** A server may write at the same time that it was used. */
const mostTries = 20;

async function revoke(store: Store, context: Context, name: string) {
  const now = context.clock.now();
  for (let tries = 1; ; tries++) {
    const row = (await store.read('token')).find((one) => one.name === name && inUse(one, now));
    if (row === undefined) throw new AttuneError('not-found', tokenRevokeTexts.none({ name }));
    const event = { kind: 'token.revoked', subject: `token ${name}` };
    try {
      const revoked = { ...row, revokedAt: now };
      await store.write([{ do: 'update', kind: 'token', row: revoked, event }], { actor: context.actor, time: now });
      return row;
    } catch (error) {
      if (!(error instanceof AttuneError) || error.code !== 'conflict' || tries === mostTries) throw error;
    }
  }
}
