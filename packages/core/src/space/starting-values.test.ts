import { describe, expect, it } from 'vitest';
import { meanings } from './meaning.ts';
import { startingTexts, startingValues, type StartingContext } from './starting-values.ts';
import { optimizerNames } from './optimizers.ts';
import type { Meaning } from './meaning.ts';

const values = (meaning: Meaning, context?: StartingContext) =>
  startingValues(meaning, context).map(({ value }) => value);

describe('startingValues', () => {
  it.each([
    ['learning-rate', {}, [3e-4]],
    ['learning-rate', { task: 'vision' }, [1e-3]],
    ['learning-rate', { task: 'fine-tuning', optimizer: 'adamw' }, [1e-5]],
    ['learning-rate', { optimizer: 'momentum' }, [0.1]],
    ['learning-rate', { optimizer: 'lion' }, [1e-4]],
    ['learning-rate', { optimizer: 'adadelta' }, [1]],
    ['momentum', {}, [0.9]],
    ['beta2', {}, [0.999]],
    ['beta2', { optimizer: 'lion' }, [0.99]],
    ['epsilon', {}, [1e-8]],
    ['epsilon', { optimizer: 'sgd' }, []],
    ['weight-decay', { optimizer: 'momentum' }, [1e-4]],
    ['weight-decay', {}, [0.01]],
    ['weight-decay', { optimizer: 'adam' }, []],
    ['dropout', {}, [0, 0.5]],
    ['label-smoothing', {}, [0, 0.1]],
    ['clip-norm', {}, [5, 10, 15]],
    ['width', {}, [64, 128, 256]],
    ['initialization', {}, ['he', 'glorot']],
    ['initialization', { activation: 'GELU' }, ['he']],
    ['initialization', { activation: 'tanh' }, ['glorot']],
    ['schedule', {}, ['constant']],
    ['max-steps', {}, []],
  ] as const)('%s, %j: %j', (meaning, context, expected) => {
    expect(values(meaning, context)).toEqual(expected);
  });

  it.each([
    [undefined, 128],
    [50_000, 128],
    [1280, 128],
    [1279, 64],
    [100, 8],
    [5, 1],
  ])('keep the batch of %s examples within a tenth of them: %d', (trainExamples, expected) => {
    expect(values('batch-size', trainExamples === undefined ? {} : { trainExamples })).toEqual([expected]);
  });

  it('name a source for each', () => {
    const all = meanings.flatMap((meaning) => startingValues(meaning));
    expect(all.length).toBeGreaterThan(15);
    expect(all.every(({ source }) => source === 'practice' || /\d{4}/.test(source))).toBe(true);
  });

  it('use every text', () => {
    const contexts: readonly StartingContext[] = [
      ...optimizerNames.map((optimizer) => ({ optimizer })),
      { task: 'vision' },
      { task: 'fine-tuning' },
      { trainExamples: 100 },
      {},
    ];
    const used = contexts.flatMap((context) => meanings.flatMap((meaning) => startingValues(meaning, context)));
    const keys = new Set(used.map(({ note }) => note.key));
    expect([...keys].sort()).toEqual(Object.keys(startingTexts.table).sort());
  });
});
