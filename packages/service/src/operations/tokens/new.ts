/** Makes a token: it is told once, and only its hash is kept. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { parseDuration } from '../../project/index.ts';
import type { Store, TokenRow } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { hashOf, inUse, newToken, scopes, tokenDocument, tokenProperties } from './tokens.ts';
import { openWorkspace, withNewStore } from '../workspace.ts';

export const tokenNewTexts = defineTexts('token-new', {
  name: 'the name {name} cannot be used: take up to 40 letters, digits, dots, dashes and underscores, as in ada or gpu-7, and not local',
  taken: 'there is a token {name} already: revoke it first (attune token revoke {name}), or take another name',
  expires: 'expires is {value}: write a duration such as 30d or 12h',
});

/** Requests that need no token are logged under this name. */
const reserved = 'local';

export const tokenNew = defineOperation({
  name: 'token-new',
  summary: 'Make a token for whoever is to reach the server',
  permission: 'admin',
  input: inputOf({
    name: Type.String({ description: 'Of the person or program that gets it.' }),
    scope: Type.Enum(scopes),
    expires: Type.Optional(Type.String({ description: 'Such as `30d`; default: never.' })),
  }),
  result: documentOf('token-new', {
    ...tokenProperties,
    token: Type.String({ description: 'Told this once: it is not kept.' }),
  }),
  async run(context, { name, scope, expires }) {
    if (!/^[a-z\d](?:[\w.-]{0,38}[a-z\d])?$/i.test(name) || name.toLowerCase() === reserved) {
      throw new AttuneError('invalid', tokenNewTexts.name({ name }));
    }
    const seconds = expires === undefined ? null : parseDuration(expires);
    if (seconds === undefined) throw new AttuneError('invalid', tokenNewTexts.expires({ value: expires ?? '' }));
    const token = newToken();
    const row = await withNewStore(openWorkspace(context), (store) =>
      write(store, context, { name, scope, hash: hashOf(token), seconds }),
    );
    return { schema: 'token-new/1' as const, ...tokenDocument(row), token };
  },
});

interface Wanted extends Pick<TokenRow, 'name' | 'scope' | 'hash'> {
  /** Until it expires. */
  readonly seconds: number | null;
}

/** Two processes may take the same next number: the later one then takes another. */
const mostTries = 20;

async function write(store: Store, context: Context, { seconds, ...wanted }: Wanted): Promise<TokenRow> {
  const now = context.clock.now();
  for (let tries = 1; ; tries++) {
    const rows = await store.read('token');
    if (rows.some((row) => row.name === wanted.name && inUse(row, now))) {
      throw new AttuneError('conflict', tokenNewTexts.taken({ name: wanted.name }));
    }
    const row: TokenRow = {
      id: (rows.at(-1)?.id ?? 0) + 1,
      ...wanted,
      createdAt: now,
      expiresAt: seconds === null ? null : now + Math.round(seconds * 1000),
      revokedAt: null,
      lastUsedAt: null,
      revision: 1,
    };
    const event = { kind: 'token.made', subject: `token ${row.name}`, data: { scope: row.scope } };
    try {
      await store.write([{ do: 'insert', kind: 'token', row, event }], { actor: context.actor, time: now });
      return row;
    } catch (error) {
      if (!(error instanceof AttuneError) || error.code !== 'conflict' || tries === mostTries) throw error;
    }
  }
}
