import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextPairs } from './batch.ts';

const open = { final: false, lost: 0 };

it('begins with three pairs, then fills the places', () => {
  expect(nextPairs(open, { pairs: 0, pairsMax: 10, slots: 2 })).toBe(3);
  expect(nextPairs(open, { pairs: 0, pairsMax: 10, slots: 8 })).toBe(4);
  expect(nextPairs(open, { pairs: 3, pairsMax: 10, slots: 2 })).toBe(1);
  expect(nextPairs(open, { pairs: 3, pairsMax: 10, slots: 8 })).toBe(4);
});

it('ends where the decision is final or the pairs are spent', () => {
  expect(nextPairs({ final: true, lost: 0 }, { pairs: 3, pairsMax: 10, slots: 2 })).toBe(0);
  expect(nextPairs(open, { pairs: 9, pairsMax: 10, slots: 8 })).toBe(1);
  expect(nextPairs(open, { pairs: 10, pairsMax: 10, slots: 8 })).toBe(0);
});

it('replaces lost pairs, and ends even where all are lost', () => {
  expect(nextPairs({ final: false, lost: 2 }, { pairs: 10, pairsMax: 10, slots: 2 })).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 100 }), fc.integer({ min: 1, max: 64 }), (pairsMax, slots) => {
      let pairs = 0;
      for (let more = 1; more > 0; pairs += more) {
        more = nextPairs({ final: false, lost: pairs }, { pairs, pairsMax, slots });
        if (pairs > 2 * pairsMax) break;
      }
      expect(pairs).toBe(2 * pairsMax);
    }),
    { seed: 22 },
  );
});
