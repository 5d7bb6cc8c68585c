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
    mistake(
      'a brace is not closed',
      [[dropout, 'dropout: { range: [0, 0.5]']],
      'attune.yaml:14:1  this line stands inside a list or mapping that was opened above: close that with its bracket or brace, or indent the line',
    ),
    mistake(
      'a key stands twice',
      [[dropout, `${dropout}\n  ${dropout}`]],
      'attune.yaml:14:3  this key stands twice in its mapping: keep one',
    ),
    mistake(
      'a tab indents a line',
      [['  max_steps: 4', '\tmax_steps: 4']],
      'attune.yaml:5:1  a tab indents this line: YAML allows only spaces there',
    ),
    mistake(
      'a line is indented unlike its neighbours',
      [['  max_steps: 4', '   max_steps: 4']],
      'attune.yaml:4:12  the value that begins here runs on into another key: put text with a colon into quotes, and begin keys that belong together in one column',
    ),
    mistake(
      'a text holds a colon and no quotes',
      [[command, 'command: sh train.sh --note a: b']],
      'attune.yaml:4:12  the value that begins here runs on into another key: put text with a colon into quotes, and begin keys that belong together in one column',
    ),
  ],
};

export const projectFileMistakes: MistakeGroup = {
  title: 'The project file',
  about: 'All mistakes of a file are told at once, each with line and column.',
  mistakes: [
    mistake(
      'the version is missing',
      [['attune: 1\n', '']],
      'attune.yaml:1:1  attune is missing: write, for example, attune: 1',
    ),
    mistake(
      'the version is of another format',
      [['attune: 1', 'attune: 2']],
      'attune.yaml:1:1  attune: attune is 2: this program reads version 1; update Attune to read a later one',
    ),
    mistake(
      'the objective is missing',
      [[`${objective}\n`, '']],
      'attune.yaml:1:1  objective is missing: write, for example, objective: { metric: valid/loss, direction: minimize }',
    ),
    mistake(
      'a field is misspelt',
      [['train:', 'trian:']],
      'attune.yaml:1:1  train is missing: write, for example, train: { command: python train.py …, max_steps: 1000 }',
      'attune.yaml:3:1  trian: unknown field trian: did you mean train?',
    ),
    mistake(
      'a field is not known',
      [[steps, `${steps}  patience: 5\n`]],
      'attune.yaml:6:3  train.patience: unknown field patience: the fields here are command, setup, max_steps, step, eval_every, time_limit, grace_seconds',
    ),
    mistake(
      'the objective is on the test set',
      [['valid/loss', 'test/loss']],
      'attune.yaml:2:14  objective.metric: metric is test/loss, and what is tuned on the test set can no longer be tested on it: choose a valid/ metric; test/ metrics stay sealed until a final evaluation',
    ),
    mistake(
      'the metric has no split',
      [['valid/loss', 'loss']],
      'attune.yaml:2:14  objective.metric: metric is "loss": write it as split/name, such as valid/loss; rename under metrics maps the program’s own names',
    ),
    mistake(
      'the direction is another word',
      [['minimize', 'min']],
      'attune.yaml:2:34  objective.direction: direction is "min": write one of minimize, maximize',
    ),
    mistake(
      'the command is missing',
      [[`  ${command}\n`, '']],
      'attune.yaml:3:1  train: command is missing: write, for example, command: python train.py ${args}',
    ),
    mistake(
      'the command has a pipe',
      [[command, `${command} | tee log`]],
      "attune.yaml:4:3  train.command: | needs a shell, and the command runs without one: put the line into a script, or write [sh, -c, '…']",
    ),
    mistake(
      'the command changes the folder first',
      [[command, 'command: cd src && sh train.sh ${args}']],
      "attune.yaml:4:3  train.command: && needs a shell, and the command runs without one: put the line into a script, or write [sh, -c, '…']",
    ),
    mistake(
      'the command has a variable of a shell',
      [[command, 'command: sh train.sh $DATA ${args}']],
      "attune.yaml:4:3  train.command: $DATA is not expanded: write ${envvar:DATA}, or '$DATA' for the text itself",
    ),
    mistake(
      'the command has a variable before it',
      [[command, 'command: SEED=1 sh train.sh ${args}']],
      'attune.yaml:4:3  train.command: SEED=1 is read as the program to run: write env SEED=1 …',
    ),
    mistake(
      'the command has a macro that is misspelt',
      [['${args}', '${argz}']],
      'attune.yaml:4:3  train.command: unknown macro ${argz}: did you mean ${args}?',
    ),
    mistake(
      'the command has a macro that does not exist',
      [['${args}', '${args} --gpu ${device}']],
      'attune.yaml:4:3  train.command: unknown macro ${device}: the macros are ${args} ${args_no_hyphens} ${args_no_equals} ${args_no_boolean_flags} ${args_append_hydra} ${args_override_hydra} ${args_json} ${args_json_file} ${dir} ${seed} ${max_steps} ${until_step} ${eval_every}; an environment variable is ${envvar:NAME}',
    ),
    mistake(
      'the arguments stand inside a word',
      [['${args}', '--overrides=${args}']],
      'attune.yaml:4:3  train.command: ${args} must be a word of its own, and stands inside --overrides=${args}',
    ),
    mistake(
      'the command asks for a spacing that is not given',
      [['${args}', '${args} --every ${eval_every}']],
      'attune.yaml:4:3  train.command: command uses ${eval_every}, but train.eval_every is not given: add it, or remove the macro',
    ),
    mistake(
      'training has no length',
      [[steps, '']],
      'attune.yaml:3:1  train: max_steps is missing: write, for example, max_steps: 1000',
    ),
    mistake(
      'the length is no whole number',
      [[steps, '  max_steps: 4.5\n']],
      'attune.yaml:5:3  train.max_steps: max_steps is 4.5: write a whole number',
    ),
    mistake(
      'evaluations come later than the end',
      [[steps, `${steps}  eval_every: 10\n`]],
      'attune.yaml:6:3  train.eval_every: eval_every is 10, beyond max_steps 4: nothing would ever be evaluated; write at most 4',
    ),
    mistake(
      'the time limit has no unit',
      [[steps, `${steps}  time_limit: 2 hours\n`]],
      'attune.yaml:6:3  train.time_limit: time_limit is "2 hours": write seconds, or a duration such as 30s, 90m, 2h or 1h30m',
    ),
    mistake(
      'a pattern is written as in Python',
      [
        [
          'hyperparameters:',
          "metrics: { from: stdout, pattern: 'step (?P<step>\\d+) loss (?P<loss>\\S+)', rename: { loss: valid/loss } }\nhyperparameters:",
        ],
      ],
      'attune.yaml:6:26  metrics.pattern: pattern has a group written (?P<step>, as in Python: write (?<step>',
    ),
    mistake(
      'a pattern does not yield the objective',
      [
        [
          'hyperparameters:',
          "metrics: { from: stdout, pattern: 'step (?<step>\\d+) loss (?<loss>\\S+)' }\nhyperparameters:",
        ],
      ],
      'attune.yaml:2:14  objective.metric: metric is valid/loss, but pattern yields only loss: add a named group for it, and rename it',
    ),
    mistake(
      'a pattern, while the file is read',
      [
        [
          'hyperparameters:',
          "metrics: { pattern: 'step (?<step>\\d+) loss (?<loss>\\S+)', rename: { loss: valid/loss } }\nhyperparameters:",
        ],
      ],
      'attune.yaml:6:12  metrics.pattern: pattern reads what is printed, but measurements come from the file: write from: stdout, or remove pattern',
    ),
    mistake(
      'no slots',
      [[baseline, `${baseline}\nresources: { slots: 0 }`]],
      'attune.yaml:15:14  resources.slots: slots is 0: write 1 or more',
    ),
    mistake(
      'one class',
      [[baseline, `${baseline}\nexamples: { classes: 1 }`]],
      'attune.yaml:15:13  examples.classes: classes is 1: write 2 or more',
    ),
  ],
};

export const hyperparameterMistakes: MistakeGroup = {
  title: 'Hyperparameters and the baseline',
  about: 'In `attune.yaml`, too.',
  mistakes: [
    mistake(
      'training length in the space',
      [[dropout, `${dropout}\n  max_steps: { values: [100, 200] }`]],
      'attune.yaml:14:3  hyperparameters.max_steps: max_steps is the length of training, which is never searched: every trial trains train.max_steps, and a change of it is a decision between rounds; remove it here and set train.max_steps',
    ),
    mistake(
      'something like the training length in the space',
      [[dropout, `${dropout}\n  epochs: { range: [1, 10], type: integer }`]],
      'attune.yaml:14:3  hyperparameters.epochs: epochs looks like the length of training, which is never searched: is it? if so, remove it here and set train.max_steps; if not, say what it is with meaning, or write meaning: other',
    ),
    mistake(
      'no form',
      [[lr, 'lr: { scale: log }']],
      'attune.yaml:7:3  hyperparameters.lr: lr has none of range, values and choices: give one of them',
    ),
    mistake(
      'two forms',
      [[lr, 'lr: { range: [1e-3, 1], values: [0.1, 1] }']],
      'attune.yaml:7:3  hyperparameters.lr: lr has range and values together: keep one of them',
    ),
    mistake(
      'a bare list',
      [[lr, 'lr: [1e-3, 1]']],
      'attune.yaml:7:3  hyperparameters.lr: lr is the list [0.001, 1]: write { range: [0.001, 1] } to search between two numbers, or { values: [0.001, 1] } to choose among them',
    ),
    mistake(
      'a bare value',
      [[lr, 'lr: 0.1']],
      'attune.yaml:7:3  hyperparameters.lr: lr is 0.1: write { values: [0.1] } to keep it constant, or { range: [low, high] } to search it',
    ),
    mistake(
      'a field of a hyperparameter is misspelt',
      [[lr, 'lr: { range: [1e-3, 1], sclae: log }']],
      'attune.yaml:7:27  hyperparameters.lr.sclae: lr has an unknown field sclae: did you mean scale?',
    ),
    mistake(
      'a scale that does not exist',
      [[lr, 'lr: { range: [1e-3, 1], scale: log10 }']],
      'attune.yaml:7:27  hyperparameters.lr.scale: scale of lr is "log10": write linear, log or reverse-log',
    ),
    mistake(
      'a scale for a list',
      [[batchSize, 'values: [32, 64, 128], scale: log']],
      'attune.yaml:8:40  hyperparameters.batch-size.scale: scale of batch-size goes only with range: remove it',
    ),
    mistake(
      'a meaning is misspelt',
      [[lr, 'lr: { range: [1e-3, 1], scale: log, meaning: learning_rate }']],
      'attune.yaml:7:39  hyperparameters.lr.meaning: meaning of lr is "learning_rate": did you mean learning-rate?',
    ),
    mistake(
      'a range of three numbers',
      [['range: [1e-3, 1]', 'range: [1e-3, 1e-2, 1]']],
      'attune.yaml:7:9  hyperparameters.lr.range: range of lr is [0.001, 0.01, 1]: write two numbers, [low, high]',
    ),
    mistake(
      'a range the wrong way round',
      [['range: [1e-3, 1]', 'range: [1, 1e-3]']],
      'attune.yaml:7:9  hyperparameters.lr.range: range of lr begins at 1 and ends below, at 0.001: write [0.001, 1]',
    ),
    mistake(
      'a range of one value',
      [['range: [1e-3, 1]', 'range: [1, 1]']],
      'attune.yaml:7:9  hyperparameters.lr.range: range of lr holds nothing but 1: write values: [1] instead of range for a constant',
    ),
    mistake(
      'thousands with an underscore',
      [['[32, 64, 128]', '[32, 64, 1_000]']],
      'attune.yaml:8:34  hyperparameters.batch-size.values[2]: "1_000" for batch-size is text, not a number: write 1000',
    ),
    mistake(
      'a number in quotes',
      [['range: [1e-3, 1]', 'range: ["1e-3", 1]']],
      'attune.yaml:7:17  hyperparameters.lr.range[0]: "1e-3" for lr is text, not a number: write 0.001 without quotes',
    ),
    mistake(
      'a power as a formula',
      [['range: [1e-3, 1]', 'range: [10**-3, 1]']],
      'attune.yaml:7:17  hyperparameters.lr.range[0]: "10**-3" for lr is not a number: write it in digits, such as 0.001 or 1e-3',
    ),
    mistake(
      'a log scale from 0',
      [['range: [0, 0.5]', 'range: [0, 0.5], scale: log']],
      'attune.yaml:13:22  hyperparameters.dropout.range[0]: range of dropout begins at 0, which scale log does not reach: begin above 0 (and write off: 0 where 0 is to be tried), or write scale: linear',
    ),
    mistake(
      'a reverse-log scale up to 1',
      [['adam: { beta1: { range: [0.8, 0.99]', 'adam: { beta1: { range: [0.8, 1]']],
      'attune.yaml:11:37  hyperparameters.optimizer.choices.adam.beta1.range[1]: 1 for optimizer=adam/beta1 is impossible: beta1 lies in [0, 1); change it, or, if optimizer=adam/beta1 is something else, write meaning: other',
    ),
    mistake(
      'a dropout below 0',
      [['range: [0, 0.5]', 'range: [-0.1, 0.5]']],
      'attune.yaml:13:22  hyperparameters.dropout.range[0]: -0.1 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
    ),
    mistake(
      'a learning rate of 0',
      [[lr, 'lr: { values: [0, 0.1] }']],
      'attune.yaml:7:18  hyperparameters.lr.values[0]: 0 for lr is impossible: learning-rate lies in (0, ∞); change it, or, if lr is something else, write meaning: other',
    ),
    mistake(
      'a batch size with a fraction',
      [['[32, 64, 128]', '[32, 64.5, 128]']],
      'attune.yaml:8:30  hyperparameters.batch-size.values[1]: 64.5 for batch-size is impossible: batch-size lies in {1, 2, …}; change it, or, if batch-size is something else, write meaning: other',
    ),
    mistake(
      'nothing among numbers',
      [['[32, 64, 128]', '[null, 64, 128]']],
      'attune.yaml:8:26  hyperparameters.batch-size.values[0]: null stands among the numbers of batch-size: take it out of values and write off: null beside them',
    ),
    mistake(
      'a value twice',
      [['[32, 64, 128]', '[32, 64, 64]']],
      'attune.yaml:8:34  hyperparameters.batch-size.values[2]: 64 stands twice among the values of batch-size: remove one',
    ),
    mistake(
      'no values',
      [['values: [32, 64, 128]', 'values: []']],
      'attune.yaml:8:17  hyperparameters.batch-size.values: values of batch-size is []: write a list of at least one value',
    ),
    mistake(
      'no choices',
      [[dropout, `${dropout}\n  schedule: { choices: {} }`]],
      'attune.yaml:14:15  hyperparameters.schedule.choices: choices of schedule is {}: write a mapping from labels to the hyperparameters of each branch; a list without such goes under values',
    ),
    mistake(
      'choices as a list',
      [[dropout, `${dropout}\n  schedule: { choices: [linear, cosine] }`]],
      'attune.yaml:14:15  hyperparameters.schedule.choices: choices of schedule is ["linear", "cosine"]: write a mapping from labels to the hyperparameters of each branch; a list without such goes under values',
    ),
    mistake(
      'a name with a blank',
      [[lr, 'learning rate: { range: [1e-3, 1], scale: log }']],
      'attune.yaml:7:3  hyperparameters.learning rate: the name "learning rate" is not usable: begin with a letter or _, and go on with letters, digits, _, . or -',
    ),
    mistake(
      'two hyperparameters with one argument',
      [[dropout, 'dropout: { range: [0, 0.5], arg: lr }']],
      'attune.yaml:13:3  hyperparameters.dropout: dropout reaches the program as lr, and so does lr: give one of them another arg',
    ),
    mistake(
      'a list for the value that disables it',
      [[dropout, 'dropout: { range: [0, 0.5], off: [0] }']],
      'attune.yaml:13:31  hyperparameters.dropout.off: off of dropout is [0]: write the one value that disables it',
    ),
    mistake(
      'the baseline is missing',
      [[`${baseline}\n`, '']],
      'attune.yaml:1:1  baseline is missing: write, for example, baseline: { lr: 0.1 }',
    ),
    mistake(
      'the baseline lacks a value',
      [['lr: 0.01, batch-size: 64', 'lr: 0.01']],
      'attune.yaml:14:1  baseline: batch-size has no value: give it one',
    ),
    mistake(
      'the baseline has an unknown name',
      [['lr: 0.01, batch-size', 'lr: 0.01, batchsize']],
      'attune.yaml:14:1  baseline: batch-size has no value: give it one',
      'attune.yaml:14:23  baseline.batchsize: there is no hyperparameter batchsize: did you mean batch-size?',
    ),
    mistake(
      'the baseline has a label that does not exist',
      [['optimizer: adam', 'optimizer: adamw']],
      'attune.yaml:14:39  baseline.optimizer: "adamw" is none of the values of optimizer, "adam", "momentum": did you mean "adam"?',
    ),
    mistake(
      'the baseline has text for a number',
      [['lr: 0.01', 'lr: small']],
      'attune.yaml:14:13  baseline.lr: "small" for lr is not a number: write it in digits, such as 0.001 or 1e-3',
    ),
    mistake(
      'the baseline has a name under two branches',
      [
        [
          '      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }',
          '      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }\n      nadam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }',
        ],
        ['optimizer: adam, ', ''],
      ],
      'attune.yaml:15:1  baseline: optimizer has no value: give it one',
      'attune.yaml:15:39  baseline.beta1: beta1 may mean optimizer=adam/beta1, optimizer=nadam/beta1: write one of these in full',
    ),
    mistake(
      'the baseline is impossible',
      [['dropout: 0 }', 'dropout: 1.5 }']],
      'attune.yaml:14:68  baseline.dropout: 1.5 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
    ),
  ],
};
