import { describe, expect, it } from 'vitest';
import { buildCommand, parseCommand, passesArguments, type CommandValues } from './command.ts';

const values: CommandValues = {
  arguments: [
    { arg: 'optimizer', value: 'adam' },
    { arg: 'lr', value: 0.00001 },
    { arg: 'batch-size', value: 128 },
    { arg: 'nesterov', value: true },
    { arg: 'amp', value: false },
    { arg: 'clip', value: null },
  ],
  directory: '/runs/7',
  seed: 42,
  maxSteps: 30,
  untilStep: 10,
  environment: { HOME: '/home/me' },
};

const spaced: CommandValues = { ...values, evalEvery: 5 };

function build(command: string | readonly string[], given: CommandValues = values): readonly string[] {
  const { template, problems } = parseCommand(command);
  expect(problems).toEqual([]);
  return buildCommand(template, given);
}

describe('macros', () => {
  it.each([
    ['args', ['--optimizer=adam', '--lr=1e-05', '--batch-size=128', '--nesterov=True', '--amp=False', '--clip=None']],
    ['args_no_hyphens', ['optimizer=adam', 'lr=1e-05', 'batch-size=128', 'nesterov=True', 'amp=False', 'clip=None']],
    [
      'args_no_equals',
      [
        '--optimizer',
        'adam',
        '--lr',
        '1e-05',
        '--batch-size',
        '128',
        '--nesterov',
        'True',
        '--amp',
        'False',
        '--clip',
        'None',
      ],
    ],
    ['args_no_boolean_flags', ['--optimizer=adam', '--lr=1e-05', '--batch-size=128', '--nesterov', '--clip=None']],
    [
      'args_append_hydra',
      ['+optimizer=adam', '+lr=1e-05', '+batch-size=128', '+nesterov=True', '+amp=False', '+clip=None'],
    ],
    [
      'args_override_hydra',
      ['++optimizer=adam', '++lr=1e-05', '++batch-size=128', '++nesterov=True', '++amp=False', '++clip=None'],
    ],
    ['args_json', ['{"optimizer":"adam","lr":0.00001,"batch-size":128,"nesterov":true,"amp":false,"clip":null}']],
    ['args_json_file', ['/runs/7/params.json']],
    ['envvar:HOME', ['/home/me']],
  ])('${%s}', (macro, words) => {
    expect(build(`train \${${macro}}`)).toEqual(['train', ...words]);
    expect(build(['train', `\${${macro}}`])).toEqual(['train', ...words]);
  });

  it('settings may stand inside a word', () => {
    expect(
      build(
        'train --out=${dir}/x --seed ${seed} -n${max_steps} ${until_step} "e ${eval_every} ${envvar:HOME}"',
        spaced,
      ),
    ).toEqual(['train', '--out=/runs/7/x', '--seed', '42', '-n30', '10', 'e 5 /home/me']);
  });

  it.each([
    [0.1, '0.1'],
    [1, '1'],
    [0.0001, '0.0001'],
    [0.00005, '5e-05'],
    [1.5e-7, '1.5e-07'],
    [-0.00002, '-2e-05'],
    [1e-10, '1e-10'],
    [0, '0'],
    [123456.75, '123456.75'],
  ])('numbers print as Python 3 prints them: %s', (value, text) => {
    expect(build('t ${args_no_equals}', { ...values, arguments: [{ arg: 'x', value }] })).toEqual(['t', '--x', text]);
  });

  it('values with blanks and quotes stay one word', () => {
    const given = { ...values, arguments: [{ arg: 'x', value: 'a b "c" $(d)' }] };
    expect(build('t ${args}', given)).toEqual(['t', '--x=a b "c" $(d)']);
  });

  it('numbers a program by whether it is handed its hyperparameters', () => {
    expect(passesArguments(parseCommand('t ${args_json_file}').template)).toBe(true);
    expect(passesArguments(parseCommand("t ${seed} '${args}'").template)).toBe(false);
  });
});

describe('refusals', () => {
  it.each([
    ['', 'the command is empty: write the program to run and its arguments'],
    ['t ${arg}', 'unknown macro ${arg}: did you mean ${args}?'],
    ['t ${max_step}', 'unknown macro ${max_step}: did you mean ${max_steps}?'],
    ['t ${HOME}', 'unknown macro ${HOME}: an environment variable is written ${envvar:HOME}'],
    ['t ${envvar:}', '${envvar:} names no environment variable: write, for example, ${envvar:HOME}'],
    ['t --x=${args}', '${args} must be a word of its own, and stands inside --x=${args}'],
    ['${env} t', '${env} of W&B has no meaning here: leave it out'],
    ['${interpreter} t', '${interpreter} of W&B has no meaning here: write the interpreter, such as python'],
    [
      'python ${program}',
      '${program} of W&B has no meaning here: write the path of the training script, such as train.py',
    ],
    [
      't ${completely_else_and_long}',
      'unknown macro ${completely_else_and_long}: the macros are ${args} ${args_no_hyphens} ${args_no_equals} ' +
        '${args_no_boolean_flags} ${args_append_hydra} ${args_override_hydra} ${args_json} ${args_json_file} ' +
        '${dir} ${seed} ${max_steps} ${until_step} ${eval_every}; an environment variable is ${envvar:NAME}',
    ],
  ])('%s', (command, message) => {
    expect(parseCommand(command).problems.map((problem) => problem.text)).toEqual([message]);
  });

  it('collects several, each once', () => {
    const { problems } = parseCommand('${env} ${interpreter} ${interpreter} t | tee log | x');
    expect(problems.map((problem) => problem.key)).toEqual(['words.operator', 'command.env', 'command.interpreter']);
  });

  it('an empty list, and a list whose program is empty', () => {
    expect(parseCommand([]).problems.map((problem) => problem.key)).toEqual(['command.empty']);
    expect(parseCommand(['']).problems.map((problem) => problem.key)).toEqual(['command.empty']);
  });

  it('a variable or a spacing that is missing when the command is built', () => {
    const unset = parseCommand('t ${envvar:DATA}').template;
    expect(() => buildCommand(unset, values)).toThrow(
      'the command needs ${envvar:DATA}, but the environment variable DATA is not set: set it and run again',
    );
    expect(() => buildCommand(parseCommand('t ${eval_every}').template, values)).toThrow(
      'the command needs ${eval_every}, but train.eval_every is not given: add it, or remove the macro',
    );
  });
});
