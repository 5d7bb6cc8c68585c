import { expect, it } from 'vitest';
import { attempt, checkpoint, insert, populate, writer } from '../testing/store-rows.ts';
import { openMemoryStore } from './memory-store.ts';
import { movableStore } from './movable-store.ts';

it('reads under another folder what was stored under the first, and leaves paths elsewhere alone', async () => {
  const store = openMemoryStore();
  await populate(store);
  const before = movableStore(store, '/one/.attune');
  const row = {
    ...attempt(1, 7),
    directory: '/one/.attune/trials/0001/attempt-7',
    resumeFrom: '/scratch/100',
    resumedAt: 100,
  };
  const saved = { ...checkpoint, attempt: 7, path: '/one/.attune/trials/0001/attempt-7/checkpoints/9' };
  await before.write([insert('attempt', row), insert('checkpoint', saved)], writer);

  expect((await store.read('attempt')).at(2)?.directory).toBe('trials/0001/attempt-7');
  const after = movableStore(store, '/elsewhere/two/.attune');
  expect((await after.read('attempt')).find(({ number }) => number === 7)).toMatchObject({
    directory: '/elsewhere/two/.attune/trials/0001/attempt-7',
    resumeFrom: '/scratch/100',
  });
  expect((await after.read('checkpoint')).find((one) => one.attempt === 7)?.path).toBe(
    '/elsewhere/two/.attune/trials/0001/attempt-7/checkpoints/9',
  );
});
