/**
 * The token that a training process shows to the server which started it. It opens its own attempt and nothing else, for as
 * long as that runs; what is kept of it, in the attempt's directory, is its SHA-256.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileName = 'token';

/** A new token of 256 random bits, which replaces an earlier one. The directory exists. */
export async function newAttemptToken(directory: string, trial: number, attempt: number): Promise<string> {
  const token = `attune_${trial}.${attempt}.${randomBytes(32).toString('base64url')}`;
  await writeFile(join(directory, fileName), `${hashOf(token).toString('hex')}\n`, { mode: 0o600 });
  return token;
}

/** Of which attempt a text may be the token; null where it is none of this kind. */
export function attemptNamedIn(token: string): { readonly trial: number; readonly number: number } | null {
  const [, trial, number] = /^attune_(\d{1,9})\.(\d{1,9})\.[\w-]{43}$/.exec(token) ?? [];
  return trial === undefined || number === undefined ? null : { trial: Number(trial), number: Number(number) };
}

/** Whether it is the token of the attempt with this directory. */
export async function isAttemptToken(directory: string, token: string): Promise<boolean> {
  const kept = await readFile(join(directory, fileName), 'utf8').catch(() => '');
  const known = Buffer.from(kept.trim(), 'hex');
  const shown = hashOf(token);
  return known.length === shown.length && timingSafeEqual(known, shown);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
