import { describe, expect, it } from 'vitest';
import { encode } from './cube.ts';
import { find, flatten } from './identity.ts';
import { naturalLimits } from './meaning.ts';
import { optimizer, optimizerNames, optimizerSources, optimizerSpace, optimizerStart } from './optimizers.ts';
import { parseSpace } from './parse.ts';
import { printSpace } from './print.ts';
import { resolveConfiguration } from './resolve.ts';

const forms = ['few', 'general'] as const;

describe('the optimisers', () => {
  it('are the common ones', () => {
    expect(optimizerNames).toEqual([
      'sgd',
      'momentum',
      'nesterov',
      'rmsprop',
      'adam',
      'adamw',
      'nadam',
      'adagrad',
      'adadelta',
      'lamb',
      'lion',
    ]);
  });

  it.each(forms)('%s: print as a space that parses without issues to the same', (form) => {
    const space = { hyperparameters: [optimizerSpace(optimizerNames, form)] };
    expect(parseSpace(printSpace(space))).toEqual({ space, issues: [] });
  });

  it.each(forms)('%s: start inside their own ranges', (form) => {
    for (const name of optimizerNames) {
      const space = { hyperparameters: [optimizerSpace(optimizerNames, form)] };
      const start = optimizerStart(name, form);
      expect(resolveConfiguration(space, start, { reach: 'inside' })).toMatchObject({
        configuration: start,
        issues: [],
      });
      expect(encode(space, start).stratum).toBe(optimizerNames.indexOf(name));
    }
  });

  it.each(forms)('%s: have a source for each range', (form) => {
    const space = { hyperparameters: [optimizerSpace(optimizerNames, form)] };
    const sources = optimizerSources(optimizerNames, form);
    const ids = flatten(space)
      .map(({ hyperparameter }) => hyperparameter.id)
      .filter((id) => id !== 'optimizer');
    expect(Object.keys(sources)).toEqual(ids);
    expect(Object.values(sources).every((source) => /practice|\d{4}/.test(source))).toBe(true);
  });

  it('have general forms that hold all that the few hold', () => {
    for (const name of optimizerNames) {
      const { few, general } = optimizer(name);
      const names = general.map((setting) => setting.name);
      expect(names).toEqual(expect.arrayContaining(few.map((setting) => setting.name)));
      expect(general.length).toBeGreaterThanOrEqual(few.length);
    }
  });

  it('tune only rates and decays in the few-parameter form, with momentum told but constant', () => {
    const space = { hyperparameters: [optimizerSpace(['nesterov', 'adam', 'adamw'], 'few')] };
    expect(printSpace(space)).toEqual({
      optimizer: {
        choices: {
          nesterov: {
            learning_rate: { range: [0.001, 5], scale: 'log', meaning: 'learning-rate' },
            momentum: { values: [0.9], meaning: 'momentum' },
          },
          adam: { learning_rate: { range: [0.00001, 0.1], scale: 'log', meaning: 'learning-rate' } },
          adamw: {
            learning_rate: { range: [0.0001, 0.01], scale: 'log', meaning: 'learning-rate' },
            weight_decay: { range: [0.005, 1], scale: 'log', meaning: 'weight-decay' },
          },
        },
        meaning: 'optimizer',
      },
    });
  });

  it('keep momentum and betas on a reverse-log scale, below 1', () => {
    const space = { hyperparameters: [optimizerSpace(optimizerNames, 'general')] };
    const crowded = ['momentum', 'beta1', 'beta2', 'rho'].flatMap((name) => find(space, name));
    expect(crowded).toHaveLength(15);
    for (const hyperparameter of crowded) {
      if (hyperparameter.kind === 'choice') continue;
      expect(hyperparameter).toMatchObject({ kind: 'float', scale: 'reverse-log' });
      expect(naturalLimits(hyperparameter.meaning).high).toBe(1);
    }
  });

  it('take the names of the training program', () => {
    const options = { name: 'opt', args: { learning_rate: 'lr' } };
    const space = { hyperparameters: [optimizerSpace(['adam'], 'few', options)] };
    expect(find(space, 'opt=adam/learning_rate')).toMatchObject([{ arg: 'lr' }]);
    expect(Object.keys(optimizerSources(['adam'], 'few', options))).toEqual(['opt=adam/learning_rate']);
    expect(optimizerStart('adam', 'few', options)).toEqual({ opt: 'adam', 'opt=adam/learning_rate': 0.001 });
  });
});
