import { describe, expect, it } from 'vitest';
import { parseSpace } from './parse.ts';
import { strata } from './strata.ts';

const of = (raw: unknown) => strata(parseSpace(raw).space);

describe('strata', () => {
  it('is one where nothing is conditional, without constants among its dimensions', () => {
    const [only, ...others] = of({ lr: { range: [0.1, 1] }, units: { values: [64] }, act: { values: ['a', 'b'] } });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ labels: {}, fixed: { units: 64 }, active: ['lr', 'units', 'act'], weight: 1 });
    expect(only?.dimensions.map(({ id }) => id)).toEqual(['lr', 'act']);
  });

  it('has each branch apart, with dimensions of its own', () => {
    const all = of({
      optimizer: {
        choices: {
          sgd: null,
          adam: { lr: { range: [0.1, 1] }, beta1: { values: [0.8, 0.9] } },
          lion: { lr: { range: [0.01, 0.1] } },
        },
      },
      units: { range: [8, 64], type: 'integer' },
    });
    expect(all.map(({ fixed, weight }) => [fixed, weight])).toEqual([
      [{ optimizer: 'sgd' }, 1],
      [{ optimizer: 'adam' }, 1],
      [{ optimizer: 'lion' }, 1],
    ]);
    expect(all.map(({ dimensions }) => dimensions.map(({ id }) => id))).toEqual([
      ['units'],
      ['optimizer=adam/lr', 'optimizer=adam/beta1', 'units'],
      ['optimizer=lion/lr', 'units'],
    ]);
  });

  it('gives off a quarter of what on has beside it', () => {
    const all = of({ dropout: { off: 0, range: [0.1, 0.5] }, lr: { range: [0.1, 1] } });
    expect(all.map(({ labels, fixed, weight }) => ({ labels, fixed, weight }))).toEqual([
      { labels: { dropout: 'off' }, fixed: { dropout: 0 }, weight: 1 },
      { labels: { dropout: 'on' }, fixed: {}, weight: 3 },
    ]);
    expect(all.map(({ dimensions }) => dimensions.map(({ id }) => id))).toEqual([['lr'], ['dropout', 'lr']]);
    expect(all[0]?.active).toEqual(['dropout', 'lr']);
  });

  it('has off beside values too, but none where off lies inside', () => {
    expect(of({ clip: { off: null, values: [1, 5] } }).map(({ fixed }) => fixed)).toEqual([{ clip: null }, {}]);
    expect(of({ dropout: { off: 0, range: [0, 0.5] } })).toHaveLength(1);
    expect(of({ dropout: { off: 0, values: [0, 0.5] } })).toHaveLength(1);
    expect(of({ units: { off: 3, range: [1, 5] } })).toHaveLength(1);
  });

  it('shares a parent’s weight among its children: equal for each branch of a choice', () => {
    const all = of({
      optimizer: {
        choices: {
          sgd: { schedule: { choices: { constant: null, cosine: null, linear: null } } },
          adam: { decay: { off: 0, range: [0.1, 1] } },
        },
      },
    });
    const shares = all.map(({ labels, weight }) => [Object.values(labels).join(' '), weight]);
    // 1/2 · 1/3 each, then 1/2 · 1/4 and 1/2 · 3/4, times 24.
    expect(shares).toEqual([
      ['sgd constant', 4],
      ['sgd cosine', 4],
      ['sgd linear', 4],
      ['adam off', 3],
      ['adam on', 9],
    ]);
  });

  it('combines choices, the last varying fastest', () => {
    const all = of({ a: { choices: { x: null, y: null } }, b: { choices: { p: null, q: null } } });
    expect(all.map(({ labels }) => labels)).toEqual([
      { a: 'x', b: 'p' },
      { a: 'x', b: 'q' },
      { a: 'y', b: 'p' },
      { a: 'y', b: 'q' },
    ]);
  });
});
