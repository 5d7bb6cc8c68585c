import { expect, it } from 'vitest';
import { hashOf } from '../../operations/tokens/tokens.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { token } from '../../testing/store-rows.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { countFailedTokens } from './failed-tokens.ts';
import { openTokenBook } from './token-book.ts';

it('wrong tokens of an address that must wait are not looked for in the store, and right ones still open', async () => {
  const memory = openMemoryStore();
  const row = { ...token, hash: hashOf('attune_right'), expiresAt: null, revokedAt: null, lastUsedAt: Date.now() };
  await memory.write([{ do: 'insert', kind: 'token', row }], { actor: 'ada', time: 0 });
  let reads = 0;
  const read: Store['read'] = (kind, selection) => {
    reads++;
    return memory.read(kind, selection);
  };
  const clock = virtualClock();
  const book = openTokenBook({ ...memory, read }, clock);
  const failed = countFailedTokens(clock, () => Promise.resolve());
  const guess = async (): Promise<void> => {
    expect(await book.find('attune_wrong', failed.mustWait('10.0.0.7'))).toBeNull();
    failed.count('10.0.0.7');
    clock.advance(2);
  };
  for (let i = 0; i < 10; i++) await guess();
  expect(reads).toBeGreaterThanOrEqual(10);
  reads = 0;
  for (let i = 0; i < 100; i++) await guess();
  expect(reads).toBeLessThanOrEqual(1);
  expect(await book.find('attune_right', failed.mustWait('10.0.0.7'))).toMatchObject({ name: token.name });
  expect(failed.mustWait('10.0.0.8')).toBe(false);
  clock.advance(60_000);
  expect(failed.mustWait('10.0.0.7')).toBe(false);
  await book.close();
  await failed.close();
});
