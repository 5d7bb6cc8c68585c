import { describe, expect, it } from 'vitest';
import { destinations } from './destinations.ts';

const rounds = [
  { round: 1, name: 'optimizer', question: 'Adam or Nesterov?' },
  { round: 2, name: 'dropout', question: 'Does dropout help?' },
];
const found = (typed: string) => destinations(typed, rounds).map(({ href }) => href);

describe('go to', () => {
  it('lists the pages and the rounds, newest first, before anything is typed', () => {
    expect(found('')).toEqual(['/', '/rounds', '/curves', '/compare', '/live', '/rounds/2', '/rounds/1']);
  });

  it.each([
    ['2', ['/trials/2', '/rounds/2']],
    ['77', ['/trials/77']],
    ['t2', ['/trials/2']],
    ['trial #12', ['/trials/12']],
    ['round 2', ['/rounds/2']],
    ['r 9', []],
    ['0', []],
    ['nest', ['/rounds/1']],
    ['DROPOUT', ['/rounds/2']],
    ['live', ['/live']],
    ['<script>', []],
  ])('finds for %j %j', (typed, wanted) => {
    expect(found(typed)).toEqual(wanted);
  });
});
