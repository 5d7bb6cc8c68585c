import { createHash } from 'node:crypto';

/**
 * A seed in [0, 2³¹) for one purpose on one host: the first 31 bits of SHA-256 over `seed/purpose/host`, so that
 * every language, and a shell with `sha256sum`, derives the same.
 */
export function seedFor(seed: number, purpose: string, host: number): number {
  return createHash('sha256').update(`${seed}/${purpose}/${host}`, 'utf8').digest().readUInt32BE(0) >>> 1;
}
