/** What tokens are made of, and which of them are in use: shared by the commands that keep them and the server that asks. */
import { createHash, randomBytes } from 'node:crypto';
import Type from 'typebox';
import type { TokenRow } from '../../store/index.ts';
import { iso } from '../time-text.ts';
import { nullable, timeSchema } from '../views/trial-document.ts';

/** In ascending order: each scope holds the ones before it. */
export const scopes = ['read', 'report', 'admin'] as const satisfies readonly TokenRow['scope'][];

export function allows(scope: TokenRow['scope'], needed: TokenRow['scope']): boolean {
  return scopes.indexOf(scope) >= scopes.indexOf(needed);
}

/** Found by programs that look for secrets where none should be. */
const prefix = 'attune_';

/** 256 random bits. */
export function newToken(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/**
 * What is kept of a token. Plain SHA-256 suffices: it is slow hashes that passwords need, since those can be guessed, and
 * 256 random bits cannot.
 */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether the token opens anything now. */
export function inUse({ revokedAt, expiresAt }: TokenRow, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

export const tokenProperties = {
  name: Type.String({ description: 'Stands in the event log: `http:ada`.' }),
  scope: Type.Enum(scopes, {
    description: '`read` looks, `report` also writes measurements and notes, `admin` may do everything.',
  }),
  created: timeSchema,
  expires: nullable(timeSchema),
};

export function tokenDocument({ name, scope, createdAt, expiresAt }: TokenRow) {
  return { name, scope, created: iso(createdAt), expires: expiresAt === null ? null : iso(expiresAt) };
}
