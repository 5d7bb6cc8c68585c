import { beforeEach, describe, expect, it } from 'vitest';
import { emptyFolder, help, issuesOf, least } from './fixtures/init-input.ts';

let directory = '';

beforeEach(() => {
  directory = emptyFolder();
});

const issues = (input: Record<string, unknown>): Promise<readonly string[]> => issuesOf(directory, input);

describe('refusals, after which nothing is written', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      'no hyperparameters',
      { hyperparameters: [] },
      [
        'no hyperparameters are named: give --hyperparameter lr=1e-4..1:log, or --optimizer adam, or both; each may be repeated',
      ],
    ],
    [
      'a metric that does not tell its direction',
      { metric: 'valid/score' },
      ['--direction is missing, and valid/score does not tell it: give --direction minimize or maximize'],
    ],
    [
      'a value that is offered and not taken',
      { hyperparameters: [{ name: 'lr' }] },
      ['lr has no baseline value: give --baseline lr=0.0003, or take 0.0003 (practice) with --yes'],
    ],
    [
      'a name that practice does not know',
      { hyperparameters: [{ name: 'gamma' }] },
      ['gamma has no range, and practice knows none for it: give one, such as --hyperparameter gamma=0.1..10:log'],
    ],
    ['an optimiser with a slip', { optimizers: ['adamm'] }, ['--optimizer adamm is not known: did you mean adam?']],
    [
      'a name given twice',
      { hyperparameters: [...(least.hyperparameters ?? []), ...(least.hyperparameters ?? [])] },
      ['lr is given twice: keep one --hyperparameter lr'],
    ],
    [
      'a flag that the script does not know',
      { hyperparameters: [{ name: 'gama' }], scriptHelp: help('argparse-plain') },
      ['the script knows no flag gama: did you mean gamma?'],
    ],
    [
      'a flag that is on by default',
      { hyperparameters: [{ name: 'nesterov' }], scriptHelp: help('argparse-defaults') },
      [
        'nesterov is on by default, and a flag can only be given or left out: name --hyperparameter no-nesterov instead',
      ],
    ],
    [
      "an optimiser that is none of the script's",
      { hyperparameters: [], optimizers: ['adam', 'nesterov'], scriptHelp: help('argparse-defaults') },
      [
        '--optimizer nesterov is not surely one of what the script offers for --optimizer (sgd,adam): give --optimizer sgd,adam, or choose among these with --hyperparameter optimizer=sgd,adam',
      ],
    ],
    [
      'two optimisers that are one to the script',
      { hyperparameters: [], optimizers: ['sgd', 'momentum'], scriptHelp: help('argparse-defaults') },
      [
        '--optimizer momentum is not surely one of what the script offers for --optimizer (sgd,adam): give --optimizer sgd,adam, or choose among these with --hyperparameter optimizer=sgd,adam',
      ],
    ],
    ['a number of steps below 1', { maxSteps: 0 }, ['maxSteps is 0: it must be at least 1']],
  ])('%s', async (_, input, expected) => {
    expect(await issues(input)).toEqual(expected);
  });

  it('of the space, the command and the metric come from their readers', async () => {
    expect(
      (await issues({ hyperparameters: [{ name: 'epochs', definition: { range: [1, 9] }, baseline: 3 }] }))[0],
    ).toContain('epochs');
    expect((await issues({ command: 'python train.py | tee log' }))[0]).toContain('| needs a shell');
    expect((await issues({ metric: 'test/loss' }))[0]).toContain('test/ metrics stay sealed until a final evaluation');
    expect((await issues({ baseline: { width: 3 } }))[0]).toContain('width');
  });
});
