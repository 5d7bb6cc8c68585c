import { describe, expect, it } from 'vitest';
import { optimizer, optimizerNames } from '../space/index.ts';
import { affordable, fewestToTune, trialsFor, tuningOrder, worthFrom } from './affordable.ts';

describe('how many hyperparameters a budget tunes', () => {
  // The playbook's rule of thumb for Adam: fewer than 10 trials 1, 10 to 25 two, more than 25 three, substantially more four.
  it.each([
    [1, 1],
    [9, 1],
    [10, 2],
    [25, 2],
    [26, 3],
    [49, 3],
    [50, 4],
    [99, 4],
    [100, 5],
    [200, 6],
  ])('%i trials tune %i', (trials, count) => {
    expect(affordable(trials)).toBe(count);
  });

  it('and the least number of trials for so many is where they begin to be tuned', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(trialsFor)).toEqual([1, fewestToTune, 10, 26, 50, 100, 200]);
    for (const count of [2, 3, 4, 5, 6]) {
      expect(affordable(trialsFor(count))).toBe(count);
      expect(affordable(trialsFor(count) - 1)).toBe(count - 1);
    }
  });
});

describe('the order of each optimiser', () => {
  it.each(optimizerNames)('%s: every hyperparameter of its general form once, the learning rate first', (name) => {
    const names = optimizer(name).general.map((setting) => setting.name);
    expect(tuningOrder[name].toSorted()).toEqual(names.toSorted());
    expect(tuningOrder[name][0]).toBe('learning_rate');
  });

  it('is Adam’s as the playbook has it', () => {
    const from = (meaning: 'learning-rate' | 'beta1' | 'epsilon' | 'beta2') =>
      worthFrom('adam', { meaning, name: 'x' });
    expect([from('learning-rate'), from('beta1'), from('epsilon'), from('beta2')]).toEqual([1, 10, 26, 50]);
  });

  it('knows what has no meaning by its name, and nothing of what is not its own', () => {
    expect(worthFrom('adagrad', { name: 'initial_accumulator_value' })).toBe(26);
    expect(worthFrom('adam', { meaning: 'dropout', name: 'dropout' })).toBeUndefined();
    expect(worthFrom('adamw', { meaning: 'beta2', name: 'b2' })).toBe(100);
  });

  it('closes up where a hyperparameter needs no tuning', () => {
    expect(worthFrom('adam', { meaning: 'epsilon', name: 'eps' }, ['beta1'])).toBe(10);
  });
});
