import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/index.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { inTurn } from './next-number.ts';
import { oneAfterAnother, shareTurns } from './one-after-another.ts';

/** Work that ends when it is told to, and what has happened. */
function works() {
  const happened: string[] = [];
  return {
    happened,
    work: (name: string) => async () => {
      happened.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      happened.push(`${name} ends`);
    },
  };
}

const inOrder = ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'];

describe('work on the same thing', () => {
  it('is done one after another, also where one fails', async () => {
    const { happened, work } = works();
    const failed = oneAfterAnother('files', async () => {
      await work('a')();
      throw new Error('broken');
    });
    const others = [oneAfterAnother('files', work('b')), oneAfterAnother('files', work('c'))];
    await expect(failed).rejects.toThrow('broken');
    await Promise.all(others);
    expect(happened).toEqual(inOrder);
  });

  it('takes turns whether it numbers rows of a store, or sees the store otherwise', async () => {
    const store = openMemoryStore();
    const view = { ...store };
    shareTurns(view, store);
    const { happened, work } = works();
    await Promise.all([
      oneAfterAnother(store, work('a')),
      inTurn(view, { kind: 'note', clock: virtualClock() }, work('b')),
      oneAfterAnother(view, work('c')),
    ]);
    expect(happened).toEqual(inOrder);
  });

  it('does not wait for work on another', async () => {
    const { happened, work } = works();
    await Promise.all([oneAfterAnother(openMemoryStore(), work('a')), oneAfterAnother(openMemoryStore(), work('b'))]);
    expect(happened).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });
});
