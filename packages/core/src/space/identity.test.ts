import { describe, expect, it } from 'vitest';
import { argumentsOf } from './arguments.ts';
import { activeIn, find, flatten } from './identity.ts';
import { parseSpace } from './parse.ts';

const { space } = parseSpace({
  optimizer: {
    choices: {
      sgd: { lr: { range: [0.1, 1] } },
      adam: {
        lr: { range: [0.01, 0.1] },
        schedule: { choices: { cosine: { lr_end: { values: [0, 1] } }, none: null } },
      },
      code7: { value: 7, with: { rho: { values: [0.9], arg: 'opt.rho' } } },
    },
  },
  units: { values: [8, 16] },
});

const ids = (name: string) => find(space, name).map(({ id }) => id);

describe('find', () => {
  it('knows identities', () => {
    expect(ids('units')).toEqual(['units']);
    expect(ids('optimizer=adam/lr')).toEqual(['optimizer=adam/lr']);
  });

  it('knows suffixes', () => {
    expect(ids('adam/lr')).toEqual(['optimizer=adam/lr']);
    expect(ids('schedule=cosine/lr_end')).toEqual(['optimizer=adam/schedule=cosine/lr_end']);
    expect(ids('cosine/lr_end')).toEqual(['optimizer=adam/schedule=cosine/lr_end']);
  });

  it('never pools: a bare name means each of that name, apart', () => {
    expect(ids('lr')).toEqual(['optimizer=sgd/lr', 'optimizer=adam/lr']);
  });

  it.each(['r', 'am/lr', 'adam', '', 'optimizer=rmsprop/lr'])('knows nothing of %j', (name) => {
    expect(ids(name)).toEqual([]);
  });
});

describe('flatten', () => {
  it('gives every hyperparameter with the branches it lives in', () => {
    expect(flatten(space).map(({ hyperparameter, conditions }) => [hyperparameter.id, conditions])).toEqual([
      ['optimizer', []],
      ['optimizer=sgd/lr', [{ id: 'optimizer', label: 'sgd' }]],
      ['optimizer=adam/lr', [{ id: 'optimizer', label: 'adam' }]],
      ['optimizer=adam/schedule', [{ id: 'optimizer', label: 'adam' }]],
      [
        'optimizer=adam/schedule=cosine/lr_end',
        [
          { id: 'optimizer', label: 'adam' },
          { id: 'optimizer=adam/schedule', label: 'cosine' },
        ],
      ],
      ['optimizer=code7/rho', [{ id: 'optimizer', label: 'code7' }]],
      ['units', []],
    ]);
  });
});

describe('activeIn', () => {
  it('follows the labels', () => {
    const active = activeIn(space, { optimizer: 'adam', 'optimizer=adam/schedule': 'cosine' });
    expect(active.map(({ id }) => id)).toEqual([
      'optimizer',
      'optimizer=adam/lr',
      'optimizer=adam/schedule',
      'optimizer=adam/schedule=cosine/lr_end',
      'units',
    ]);
  });

  it('leaves out what lies under a missing or unknown label', () => {
    expect(activeIn(space, {}).map(({ id }) => id)).toEqual(['optimizer', 'units']);
    expect(activeIn(space, { optimizer: 'adm' }).map(({ id }) => id)).toEqual(['optimizer', 'units']);
  });
});

describe('argumentsOf', () => {
  it('passes last names, args, and the values of branches', () => {
    expect(argumentsOf(space, { optimizer: 'code7', 'optimizer=code7/rho': 0.9, units: 8 })).toEqual([
      { arg: 'optimizer', value: 7 },
      { arg: 'opt.rho', value: 0.9 },
      { arg: 'units', value: 8 },
    ]);
  });

  it('passes nothing of other branches, nor what has no value', () => {
    expect(argumentsOf(space, { optimizer: 'sgd', 'optimizer=adam/lr': 0.1 })).toEqual([
      { arg: 'optimizer', value: 'sgd' },
    ]);
  });
});
