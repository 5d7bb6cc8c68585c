import { beforeEach, describe, expect, it } from 'vitest';
import { readGate, type ReadGate } from './read-gate.ts';

const { signal } = new AbortController();
/** Reads that were begun and not ended, by what they give. */
let begun: Map<number, { readonly end: () => void; readonly fail: () => void }>;
let gate: ReadGate;

beforeEach(() => {
  begun = new Map();
  gate = readGate({ atOnce: 2, most: 3 });
});

/** Until everything that is ready has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function pass(number: number, by = signal): Promise<number> {
  const read = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const end = (): void => resolve(number);
      begun.set(number, { end, fail: () => reject(new Error(`${number} failed`)) });
    });
  const passed = gate.pass(read, by).finally(() => begun.delete(number));
  passed.catch(() => undefined);
  return passed;
}

describe('a gate', () => {
  it('lets so many through at a time, the others in their order, also after one that failed', async () => {
    const reads = [0, 1, 2, 3, 4].map((number) => pass(number));
    await settled();
    expect([...begun.keys()]).toEqual([0, 1]);
    begun.get(1)?.fail();
    await expect(reads[1]).rejects.toThrow('1 failed');
    await settled();
    expect([...begun.keys()]).toEqual([0, 2]);
    begun.get(0)?.end();
    begun.get(2)?.end();
    await settled();
    expect([...begun.keys()]).toEqual([3, 4]);
    begun.get(3)?.end();
    begun.get(4)?.end();
    expect(await Promise.all([reads[0], reads[2], reads[3], reads[4]])).toEqual([0, 2, 3, 4]);
  });

  it('refuses where too many wait, and lets through again once they have gone', async () => {
    const reads = [0, 1, 2, 3, 4].map((number) => pass(number));
    await expect(pass(5)).rejects.toMatchObject({ code: 'unavailable' });
    for (const number of [0, 1, 2, 3, 4]) {
      await settled();
      begun.get(number)?.end();
    }
    await Promise.all(reads);
    const again = pass(6);
    await settled();
    begun.get(6)?.end();
    expect(await again).toBe(6);
  });

  it('reads nothing for those who have gone', async () => {
    const gone = new AbortController();
    const reads = [pass(0), pass(1), pass(2, gone.signal), pass(3)];
    gone.abort();
    await settled();
    begun.get(0)?.end();
    await expect(reads[2]).rejects.toMatchObject({ code: 'unavailable' });
    await settled();
    expect([...begun.keys()]).toEqual([1, 3]);
  });
});
