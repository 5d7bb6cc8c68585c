/** Lists the tokens, never what they are. */
import Type from 'typebox';
import type { TokenRow } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { iso } from '../time-text.ts';
import { inUse, tokenDocument, tokenProperties } from './tokens.ts';
import { nullable, timeSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const tokenList = defineOperation({
  name: 'token-list',
  summary: 'List the tokens',
  permission: 'admin',
  input: inputOf({}),
  result: documentOf('token-list', {
    tokens: Type.Array(
      Type.Object({
        ...tokenProperties,
        status: Type.Enum(['in use', 'expired', 'revoked']),
        lastUsed: nullable(timeSchema),
      }),
    ),
  }),
  async run(context) {
    const workspace = openWorkspace(context);
    const rows = (await storeExists(workspace)) ? await withStore(workspace, (store) => store.read('token')) : [];
    const now = context.clock.now();
    const tokens = rows.map((row) => ({
      ...tokenDocument(row),
      status: statusOf(row, now),
      lastUsed: row.lastUsedAt === null ? null : iso(row.lastUsedAt),
    }));
    return { schema: 'token-list/1' as const, tokens };
  },
});

function statusOf(row: TokenRow, now: number): 'in use' | 'expired' | 'revoked' {
  if (row.revokedAt !== null) return 'revoked';
  return inUse(row, now) ? 'in use' : 'expired';
}
