import { describe, expect, it } from 'vitest';
import type { Api } from '@attune/client';
import { placeOf } from './place-of.ts';
import { trialsBeside } from './trials-beside.ts';

type Table = Api['GET /rounds/{round}/table']['result'];

const table = {
  trial: [1, 2, 5, 6],
  baseline: [true, true, false, false],
  rank: [null, null, 2, 1],
  attempts: [1, 0, 1, 1],
  statuses: ['completed', 'waiting'],
  status: [0, 1, 0, 1],
} as unknown as Table;

describe('a trial among its round', () => {
  it('has neighbours, a rank, the best and the baseline', () => {
    expect(placeOf(table, 5)).toEqual({ rank: 2, ranked: 2, previous: 2, next: 6, best: 6, baseline: 1, ahead: 1 });
    expect(placeOf(table, 6).next).toBeNull();
  });

  it('has nothing before the table is there', () => {
    expect(placeOf(undefined, 5).best).toBeNull();
    expect(placeOf(table, 99).previous).toBeNull();
  });

  it('is drawn over the best and over what ran of the baseline', () => {
    const beside = (trial: number) =>
      trialsBeside(table, { trial, running: false }).map(({ trial: other, role }) => `${other} ${role}`);
    expect(beside(5)).toEqual(['5 front', '6 front', '1 baseline']);
    expect(beside(6)).toEqual(['6 front', '1 baseline']);
    expect(beside(1)).toEqual(['1 front', '6 front']);
  });
});
