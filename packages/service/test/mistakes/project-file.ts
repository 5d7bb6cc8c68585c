/** Mistakes in `attune.yaml`. */
import { mistakeIn } from './in-file.ts';
import type { MistakeGroup } from './mistake.ts';

const mistake = mistakeIn('attune.yaml');
const lr = 'lr: { range: [1e-3, 1], scale: log }';
const batchSize = 'values: [32, 64, 128]';
const dropout = 'dropout: { range: [0, 0.5] }';
const baseline = 'baseline: { lr: 0.01, batch-size: 64, optimizer: adam, beta1: 0.9, dropout: 0 }';
const command = 'command: sh train.sh ${args}';
const objective = 'objective: { metric: valid/loss, direction: minimize }';
const steps = '  max_steps: 4\n';

export const yamlMistakes: MistakeGroup = {
  title: 'YAML',
  about: 'The same in a round file.',
  mistakes: [
    mistake('a brace is not closed', [[dropout, 'dropout: { range: [0, 0.5]']], '?'),
    mistake('a key stands twice', [[dropout, `${dropout}\n  ${dropout}`]], '?'),
    mistake('a tab indents a line', [['  max_steps: 4', '\tmax_steps: 4']], '?'),
    mistake('a line is indented unlike its neighbours', [['  max_steps: 4', '   max_steps: 4']], '?'),
    mistake('a text holds a colon and no quotes', [[command, 'command: sh train.sh --note a: b']], '?'),
  ],
};

export const projectFileMistakes: MistakeGroup = {
  title: 'The project file',
  about: 'All mistakes of a file are told at once, each with line and column.',
  mistakes: [
    mistake('the version is missing', [['attune: 1\n', '']], '?'),
    mistake('the version is of another format', [['attune: 1', 'attune: 2']], '?'),
    mistake('the objective is missing', [[`${objective}\n`, '']], '?'),
    mistake('a field is misspelt', [['train:', 'trian:']], '?'),
    mistake('a field is not known', [[steps, `${steps}  patience: 5\n`]], '?'),
    mistake('the objective is on the test set', [['valid/loss', 'test/loss']], '?'),
    mistake('the metric has no split', [['valid/loss', 'loss']], '?'),
    mistake('the direction is another word', [['minimize', 'min']], '?'),
    mistake('the command is missing', [[`  ${command}\n`, '']], '?'),
    mistake('the command has a pipe', [[command, `${command} | tee log`]], '?'),
    mistake('the command changes the folder first', [[command, 'command: cd src && sh train.sh ${args}']], '?'),
    mistake('the command has a variable of a shell', [[command, 'command: sh train.sh $DATA ${args}']], '?'),
    mistake('the command has a variable before it', [[command, 'command: SEED=1 sh train.sh ${args}']], '?'),
    mistake('the command has a macro that is misspelt', [['${args}', '${argz}']], '?'),
    mistake('the command has a macro that does not exist', [['${args}', '${args} --gpu ${device}']], '?'),
    mistake('the arguments stand inside a word', [['${args}', '--overrides=${args}']], '?'),
    mistake('the command asks for a spacing that is not given', [['${args}', '${args} --every ${eval_every}']], '?'),
    mistake('training has no length', [[steps, '']], '?'),
    mistake('the length is no whole number', [[steps, '  max_steps: 4.5\n']], '?'),
    mistake('evaluations come later than the end', [[steps, `${steps}  eval_every: 10\n`]], '?'),
    mistake('the time limit has no unit', [[steps, `${steps}  time_limit: 2 hours\n`]], '?'),
    mistake(
      'a pattern is written as in Python',
      [
        [
          'hyperparameters:',
          "metrics: { from: stdout, pattern: 'step (?P<step>\\d+) loss (?P<loss>\\S+)', rename: { loss: valid/loss } }\nhyperparameters:",
        ],
      ],
      '?',
    ),
    mistake(
      'a pattern does not yield the objective',
      [
        [
          'hyperparameters:',
          "metrics: { from: stdout, pattern: 'step (?<step>\\d+) loss (?<loss>\\S+)' }\nhyperparameters:",
        ],
      ],
      '?',
    ),
    mistake(
      'a pattern, while the file is read',
      [
        [
          'hyperparameters:',
          "metrics: { pattern: 'step (?<step>\\d+) loss (?<loss>\\S+)', rename: { loss: valid/loss } }\nhyperparameters:",
        ],
      ],
      '?',
    ),
    mistake('no slots', [[baseline, `${baseline}\nresources: { slots: 0 }`]], '?'),
    mistake('one class', [[baseline, `${baseline}\nexamples: { classes: 1 }`]], '?'),
  ],
};

export const hyperparameterMistakes: MistakeGroup = {
  title: 'Hyperparameters and the baseline',
  about: 'In `attune.yaml`, too.',
  mistakes: [
    mistake('training length in the space', [[dropout, `${dropout}\n  max_steps: { values: [100, 200] }`]], '?'),
    mistake(
      'something like the training length in the space',
      [[dropout, `${dropout}\n  epochs: { range: [1, 10], type: integer }`]],
      '?',
    ),
    mistake('no form', [[lr, 'lr: { scale: log }']], '?'),
    mistake('two forms', [[lr, 'lr: { range: [1e-3, 1], values: [0.1, 1] }']], '?'),
    mistake('a bare list', [[lr, 'lr: [1e-3, 1]']], '?'),
    mistake('a bare value', [[lr, 'lr: 0.1']], '?'),
    mistake('a field of a hyperparameter is misspelt', [[lr, 'lr: { range: [1e-3, 1], sclae: log }']], '?'),
    mistake('a scale that does not exist', [[lr, 'lr: { range: [1e-3, 1], scale: log10 }']], '?'),
    mistake('a scale for a list', [[batchSize, 'values: [32, 64, 128], scale: log']], '?'),
    mistake('a meaning is misspelt', [[lr, 'lr: { range: [1e-3, 1], scale: log, meaning: learning_rate }']], '?'),
    mistake('a range of three numbers', [['range: [1e-3, 1]', 'range: [1e-3, 1e-2, 1]']], '?'),
    mistake('a range the wrong way round', [['range: [1e-3, 1]', 'range: [1, 1e-3]']], '?'),
    mistake('a range of one value', [['range: [1e-3, 1]', 'range: [1, 1]']], '?'),
    mistake('thousands with an underscore', [['[32, 64, 128]', '[32, 64, 1_000]']], '?'),
    mistake('a number in quotes', [['range: [1e-3, 1]', 'range: ["1e-3", 1]']], '?'),
    mistake('a power as a formula', [['range: [1e-3, 1]', 'range: [10**-3, 1]']], '?'),
    mistake('a log scale from 0', [['range: [0, 0.5]', 'range: [0, 0.5], scale: log']], '?'),
    mistake(
      'a reverse-log scale up to 1',
      [['adam: { beta1: { range: [0.8, 0.99]', 'adam: { beta1: { range: [0.8, 1]']],
      '?',
    ),
    mistake('a dropout below 0', [['range: [0, 0.5]', 'range: [-0.1, 0.5]']], '?'),
    mistake('a learning rate of 0', [[lr, 'lr: { values: [0, 0.1] }']], '?'),
    mistake('a batch size with a fraction', [['[32, 64, 128]', '[32, 64.5, 128]']], '?'),
    mistake('nothing among numbers', [['[32, 64, 128]', '[null, 64, 128]']], '?'),
    mistake('a value twice', [['[32, 64, 128]', '[32, 64, 64]']], '?'),
    mistake('no values', [['values: [32, 64, 128]', 'values: []']], '?'),
    mistake('no choices', [[dropout, `${dropout}\n  schedule: { choices: {} }`]], '?'),
    mistake('choices as a list', [[dropout, `${dropout}\n  schedule: { choices: [linear, cosine] }`]], '?'),
    mistake('a name with a blank', [[lr, 'learning rate: { range: [1e-3, 1], scale: log }']], '?'),
    mistake('two hyperparameters with one argument', [[dropout, 'dropout: { range: [0, 0.5], arg: lr }']], '?'),
    mistake(
      'a value of “off” that is no number of the branch',
      [[dropout, 'dropout: { range: [0, 0.5], off: [0] }']],
      '?',
    ),
    mistake('the baseline is missing', [[`${baseline}\n`, '']], '?'),
    mistake('the baseline lacks a value', [['lr: 0.01, batch-size: 64', 'lr: 0.01']], '?'),
    mistake('the baseline has an unknown name', [['lr: 0.01, batch-size', 'lr: 0.01, batchsize']], '?'),
    mistake('the baseline has a label that does not exist', [['optimizer: adam', 'optimizer: adamw']], '?'),
    mistake('the baseline has text for a number', [['lr: 0.01', 'lr: small']], '?'),
    mistake(
      'the baseline has a name under two branches',
      [
        [
          '      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }',
          '      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }\n      nadam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }',
        ],
        ['optimizer: adam, ', ''],
      ],
      '?',
    ),
    mistake('the baseline is impossible', [['dropout: 0 }', 'dropout: 1.5 }']], '?'),
  ],
};
