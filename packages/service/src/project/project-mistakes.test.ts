import { describe, expect, it } from 'vitest';
import { parseYaml } from './document.ts';
import { plainProject } from './fixtures/plain-project.ts';
import { problemKeys, problemLines, swapped } from './fixtures/problems.ts';
import { parseProject } from './project-file.ts';

describe('mistakes are told at their place, with the remedy', () => {
  const read = (text: string) => parseProject(parseYaml(text, 'attune.yaml'), 'here');
  const at = (line: number, column: number, text: string): string => `attune.yaml:${line}:${column}  ${text}`;
  const command = 'python train.py --epochs ${max_steps} --seed ${seed} ${args}';

  it.each<[string, string, string]>([
    ['attune: 1\n', '', at(1, 1, 'attune is missing: write, for example, attune: 1')],
    [
      'attune: 1',
      'attune: 2',
      at(1, 1, 'attune: attune is 2: this program reads version 1; update Attune to read a later one'),
    ],
    ['metrics:', 'metrcs:', at(7, 1, 'metrcs: unknown field metrcs: did you mean metrics?')],
    [
      'metrics:',
      'zzz: 1\nmetrics:',
      at(
        7,
        1,
        'zzz: unknown field zzz: the fields here are attune, name, objective, train, metrics, hyperparameters, baseline, examples, references, resources',
      ),
    ],
    ['attune: 1', 'attune: 1\nname: 5', at(2, 1, 'name: name is 5: write text')],
    ['attune: 1', 'attune: 1\nname: ""', at(2, 1, 'name: name is empty: write text, or leave the field out')],
    [
      'metric: valid/accuracy',
      'metric: test/accuracy',
      at(
        2,
        14,
        'objective.metric: metric is test/accuracy, and what is tuned on the test set can no longer be tested on it: choose a valid/ metric; test/ metrics stay sealed until a final evaluation',
      ),
    ],
    [
      'metric: valid/accuracy',
      'metric: accuracy',
      at(
        2,
        14,
        'objective.metric: metric is "accuracy": write it as split/name, such as valid/loss; rename under metrics maps the program’s own names',
      ),
    ],
    [
      'direction: maximize',
      'direction: maximise',
      at(2, 38, 'objective.direction: direction is "maximise": did you mean maximize?'),
    ],
    [
      'direction: maximize',
      'direction: up',
      at(2, 38, 'objective.direction: direction is "up": write one of minimize, maximize'),
    ],
    [', direction: maximize', '', at(2, 1, 'objective: direction is missing: write, for example, direction: minimize')],
    [
      'max_steps: 30',
      'max_steps: 1_000',
      at(5, 3, 'train.max_steps: max_steps is the text "1_000", not a number: write 1000'),
    ],
    [
      'max_steps: 30',
      'max_steps: "30"',
      at(5, 3, 'train.max_steps: max_steps is the text "30", not a number: write 30 without quotes'),
    ],
    ['max_steps: 30', 'max_steps: many', at(5, 3, 'train.max_steps: max_steps is "many": write a number')],
    ['max_steps: 30', 'max_steps: 0', at(5, 3, 'train.max_steps: max_steps is 0: write 1 or more')],
    ['max_steps: 30', 'max_steps: 2.5', at(5, 3, 'train.max_steps: max_steps is 2.5: write a whole number')],
    ['  max_steps: 30\n', '', at(3, 1, 'train: max_steps is missing: write, for example, max_steps: 1000')],
    ['step: epoch', 'setp: epoch', at(6, 3, 'train.setp: unknown field setp: did you mean setup?')],
    [
      'step: epoch',
      'eval_every: 31',
      at(
        6,
        3,
        'train.eval_every: eval_every is 31, beyond max_steps 30: nothing would ever be evaluated; write at most 30',
      ),
    ],
    [
      'step: epoch',
      'time_limit: soon',
      at(6, 3, 'train.time_limit: time_limit is "soon": write seconds, or a duration such as 30s, 90m, 2h or 1h30m'),
    ],
    ['step: epoch', 'grace_seconds: -1', at(6, 3, 'train.grace_seconds: grace_seconds is -1: write 0 or more')],
    [command, '{ a: b }', at(4, 3, 'train.command: command is {"a":"b"}: write a line, or a list of words')],
    [
      command,
      `${command} | tee log`,
      at(
        4,
        3,
        "train.command: | needs a shell, and the command runs without one: put the line into a script, or write [sh, -c, '…']",
      ),
    ],
    [command, 'python ${arg}', at(4, 3, 'train.command: unknown macro ${arg}: did you mean ${args}?')],
    [
      command,
      'python ${eval_every} ${args}',
      at(
        4,
        3,
        'train.command: command uses ${eval_every}, but train.eval_every is not given: add it, or remove the macro',
      ),
    ],
    ['from: stdout', 'from: stderr', at(7, 12, 'metrics.from: from is "stderr": write one of file, stdout, http')],
    [
      'rename: { val_acc: valid/accuracy }',
      'rename: { val_acc: 5 }',
      at(
        7,
        36,
        'metrics.rename.val_acc: val_acc is renamed to 5: write a name of 1 to 200 characters, such as valid/loss',
      ),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      'rename: { a: valid/x, b: valid/x }',
      at(7, 48, 'metrics.rename.b: b and a are both renamed to valid/x: give them different names'),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      'rename: val_acc',
      at(7, 26, 'metrics.rename: rename is "val_acc": write a mapping, such as { val_acc: valid/accuracy }'),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      'pattern: "("',
      at(
        7,
        26,
        'metrics.pattern: pattern is not a regular expression: Invalid regular expression: /(/: Unterminated group',
      ),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      "pattern: '(?P<step>x)'",
      at(7, 26, 'metrics.pattern: pattern has a group written (?P<step>, as in Python: write (?<step>'),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      "pattern: '(?<a>x)', rename: { a: valid/accuracy }",
      at(
        7,
        26,
        'metrics.pattern: pattern has no named group (?<step>…): every line that it matches gives a step and at least one metric, as in step (?<step>\\d+) loss (?<train_loss>\\S+)',
      ),
    ],
    [
      'from: stdout, rename: { val_acc: valid/accuracy }',
      "pattern: '(?<step>x)(?<a>x)', rename: { a: valid/accuracy }",
      at(
        7,
        12,
        'metrics.pattern: pattern reads what is printed, but measurements come from the file: write from: stdout, or remove pattern',
      ),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      "pattern: '(?<step>x)(?<acc>x)'",
      at(
        2,
        14,
        'objective.metric: metric is valid/accuracy, but pattern yields only acc: add a named group for it, and rename it',
      ),
    ],
    [
      'rename: { val_acc: valid/accuracy }',
      'train_loss: test/loss',
      at(
        7,
        26,
        'metrics.train_loss: train_loss is test/loss, which stays sealed: name a metric of the training set, such as train/loss',
      ),
    ],
    [
      '{ lr: 0.1, batch-size: 128 }',
      '0.1',
      at(11, 1, 'baseline: baseline is 0.1: write a mapping, such as baseline: { lr: 0.1 }'),
    ],
    ['attune: 1', 'attune: 1\nexamples: { valid: 0 }', at(2, 13, 'examples.valid: valid is 0: write 1 or more')],
    [
      'attune: 1',
      'attune: 1\nreferences: { chance: 0.9 }',
      at(
        2,
        15,
        'references.chance: chance under references is 0.9: write metrics with their values, such as { valid/error: 0.9 }',
      ),
    ],
    [
      'attune: 1',
      'attune: 1\nreferences: { chance: { error: 0.9 } }',
      at(
        2,
        25,
        'references.chance.error: "error" is not a name of a metric: write split/name, such as valid/loss, in at most 200 characters',
      ),
    ],
    [
      'attune: 1',
      'attune: 1\nreferences: 3',
      at(2, 1, 'references: references is 3: write a mapping, such as { chance: { valid/error: 0.9 } }'),
    ],
    [
      'command: python train.py --epochs ${max_steps} --seed ${seed} ${args}',
      'command: ask',
      at(
        7,
        12,
        'metrics.from: from is stdout, but programs that ask for trials (command: ask) send what they measure: write from: http, or leave from out',
      ),
    ],
    [
      'metrics: { from: stdout, rename: { val_acc: valid/accuracy } }',
      "metrics: { from: http, pattern: '(?<step>x)(?<a>x)', rename: { a: valid/accuracy } }",
      at(7, 24, 'metrics.pattern: pattern reads what is printed, but measurements come over HTTP: remove pattern'),
    ],
    ['attune: 1', 'attune: 1\nresources: { slots: 0 }', at(2, 14, 'resources.slots: slots is 0: write 1 or more')],
    [
      'attune: 1',
      'attune: 1\nresources: [2]',
      at(2, 1, 'resources: resources is [2]: write a mapping with slots, gpus_per_trial'),
    ],
  ])('%j → %j', (from, to, line) => {
    expect(problemLines(() => read(swapped(plainProject, from, to)))).toEqual([line]);
  });

  it.each([
    ['range: [1e-4, 1]', 'range: [1, 1e-4]', '9:9 space.rangeReversed'],
    ['range: [1e-4, 1]', 'rnge: [1, 1e-4]', '9:9 space.unknownFieldNear'],
    ['lr: { range', 'max_steps: { range', '9:3 space.maxSteps'],
    ['lr: { range', 'epochs: { range', '9:3 space.resemblesMaxSteps'],
    ['lr: 0.1, ', '', '11:1 space.missing'],
    ['lr: 0.1', 'lrr: 0.1', '11:13 space.unknownNear'],
    ['lr: 0.1', 'lr: -1', '11:13 space.naturalLimit'],
  ])('what the space refuses is told at its place: %j → %j', (from, to, expected) => {
    expect(problemKeys(() => read(swapped(plainProject, from, to)))).toContain(expected);
  });

  it('all together, with the count', () => {
    const text = plainProject.replace('max_steps: 30', 'max_steps: 0').replace('direction: maximize', 'direction: up');
    expect(problemLines(() => read(text)).map((line) => line.split('  ')[0])).toEqual([
      'attune.yaml:2:38',
      'attune.yaml:5:3',
    ]);
    expect(() => read(text)).toThrow('attune.yaml has 2 mistakes');
  });

  it('the parts that every project has', () => {
    expect(problemLines(() => read('attune: 1\n'))).toEqual([
      at(1, 1, 'objective is missing: write, for example, objective: { metric: valid/loss, direction: minimize }'),
      at(1, 1, 'train is missing: write, for example, train: { command: python train.py …, max_steps: 1000 }'),
      at(
        1,
        1,
        'hyperparameters is missing: write, for example, hyperparameters: { lr: { range: [1e-4, 1e-1], scale: log } }',
      ),
      at(1, 1, 'baseline is missing: write, for example, baseline: { lr: 0.1 }'),
    ]);
  });
});
