import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRanges, writeRanges } from './ranges.ts';

describe('trials in an address', () => {
  it('joins what follows on each other', () => {
    expect(writeRanges([9, 1, 5, 6, 7, 8, 7])).toBe('1,5-9');
    expect(writeRanges([])).toBe('');
    expect(writeRanges([3, 4])).toBe('3-4');
  });

  it('reads what a person wrote and leaves out what is no trial', () => {
    expect(readRanges(' 3, 7-9,x,0,-1,2.5,9-7')).toEqual([3, 7, 8, 9]);
    expect(readRanges('0-2')).toEqual([1, 2]);
    expect(readRanges('')).toEqual([]);
    expect(readRanges('~5.???')).toEqual([]);
    expect(readRanges('~5.A')).toEqual([]);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 3_000 }), (trials) => {
        expect(readRanges(writeRanges(trials))).toEqual(trials.toSorted((a, b) => a - b));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('stays short enough for any address where every second of 10,000 trials is chosen', () => {
    const half = Array.from({ length: 5_000 }, (_, index) => 2 * index + 1);
    expect(writeRanges(half).length).toBeLessThan(2_000);
  });
});
