/** How given names and values become a configuration; refusals are in mistakes.test.ts. */
import { describe, expect, it } from 'vitest';
import { parseSpace } from './parse.ts';
import { resolveConfiguration } from './resolve.ts';

const { space } = parseSpace({
  lr: { range: [1e-4, 0.1], scale: 'log' },
  optimizer: {
    choices: {
      momentum: { decay: { range: [0, 0.1] }, momentum: { values: [0.9] } },
      adam: { decay: { range: [0, 0.5] }, beta1: { values: [0.9, 0.95] } },
    },
  },
  blocks: { choices: { '2': { value: 2 }, '4': { value: 4 } } },
  dropout: { off: 0, range: [0.1, 0.5] },
  size: { values: [64, 128] },
});

const given = { lr: 0.01, optimizer: 'momentum', decay: 0.05, blocks: 2, dropout: 0, size: 64 };

describe('resolveConfiguration', () => {
  it('takes bare names for the active branch, labels of any type, off, and constants as given', () => {
    expect(resolveConfiguration(space, given)).toEqual({
      configuration: {
        lr: 0.01,
        optimizer: 'momentum',
        'optimizer=momentum/decay': 0.05,
        'optimizer=momentum/momentum': 0.9,
        blocks: '2',
        dropout: 0,
        size: 64,
      },
      inactive: {},
      outside: [],
      issues: [],
    });
  });

  it('keeps values for branches not taken, apart', () => {
    const more = { 'adam/decay': 0.3, beta1: 0.95 };
    const { configuration, inactive, issues } = resolveConfiguration(space, { ...given, ...more });
    expect(issues).toEqual([]);
    expect(configuration['optimizer=momentum/decay']).toBe(0.05);
    expect(inactive).toEqual({ 'optimizer=adam/decay': 0.3, 'optimizer=adam/beta1': 0.95 });
  });

  it('keeps the order of the file, not of the giver', () => {
    const reversed = Object.fromEntries(Object.entries(given).toReversed());
    expect(Object.keys(resolveConfiguration(space, reversed).configuration)).toEqual(
      Object.keys(resolveConfiguration(space, given).configuration),
    );
  });

  it('accepts numbers where nothing is searched, and says which', () => {
    const { configuration, outside, issues } = resolveConfiguration(space, {
      ...given,
      lr: 0.5,
      size: 100,
      dropout: 0.7,
    });
    expect(issues).toEqual([]);
    expect(configuration).toMatchObject({ lr: 0.5, size: 100, dropout: 0.7 });
    expect(outside).toEqual(['lr', 'dropout', 'size']);
  });

  it('refuses them where only the inside will do', () => {
    const { issues } = resolveConfiguration(space, { ...given, lr: 0.5, size: 100 }, { reach: 'inside' });
    expect(issues.map(({ path }) => path)).toEqual([['lr'], ['size']]);
  });

  it('says everything that is missing, below the label that was given', () => {
    const { issues } = resolveConfiguration(space, { optimizer: 'adam' });
    expect(issues.map(({ message }) => message.values['name'])).toEqual([
      'lr',
      'optimizer=adam/decay',
      'optimizer=adam/beta1',
      'blocks',
      'dropout',
      'size',
    ]);
  });

  it('checks values for branches not taken too', () => {
    const { inactive, issues } = resolveConfiguration(space, { ...given, beta1: 0.5, 'adam/decay': 'much' });
    expect(issues.map(({ message }) => message.key)).toEqual(['space.notNumber']);
    expect(inactive).toEqual({ 'optimizer=adam/beta1': 0.5 });
  });
});
