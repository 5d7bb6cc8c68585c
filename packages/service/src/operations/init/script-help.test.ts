import { join } from 'node:path';
import { adviceOn } from '@attune/core/design';
import { flatten } from '@attune/core/space';
import { beforeEach, describe, expect, it } from 'vitest';
import { readProject, readRound } from '../../project/index.ts';
import { contextIn, emptyFolder, help, issuesOf, least } from './fixtures/init-input.ts';
import { init } from './init.ts';
import { perform } from '../operation-input.ts';
import type { Context } from '../operation.ts';

let directory = '';

beforeEach(() => {
  directory = emptyFolder();
});

const context = (): Context => contextIn(directory);

describe("a script's help", () => {
  it('wires steps, seed and the names of flags', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'weight_decay' }, { name: 'lr' }],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toBe('python train.py --epochs ${max_steps} --seed ${seed} ${args}');
    expect(project.space.hyperparameters.map(({ name, arg }) => [name, arg])).toEqual([
      ['weight_decay', 'weight-decay'],
      ['lr', 'lr'],
    ]);
    expect(result.offers.map(({ hyperparameter, value, source }) => [hyperparameter, value, source])).toEqual([
      ['weight_decay', 1e-4, 'the default of the training script'],
      ['lr', 0.1, 'the default of the training script'],
    ]);
  });

  it('hands values over as Hydra takes them', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'model.dropout' }],
      scriptHelp: help('hydra-help'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toBe('python train.py train.epochs=${max_steps} ${args_no_hyphens}');
  });

  it('hands switches over as flags that are given or left out', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'no-nesterov' }, { name: 'lr' }],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toContain('${args_no_boolean_flags}');
    expect(project.baseline).toEqual({ 'no-nesterov': false, lr: 0.1 });
  });

  it('gives an optimiser the names of its flags', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam', 'sgd'],
      scriptHelp: help('click'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(flatten(project.space).map(({ hyperparameter: { id, arg } }) => [id, arg])).toEqual([
      ['optimizer', 'optimizer'],
      ['optimizer=adam/learning_rate', 'lr'],
      ['optimizer=sgd/learning_rate', 'lr'],
    ]);
  });

  it('hands an optimiser over as the script calls it', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam', 'momentum'],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    const [choice] = project.space.hyperparameters;
    expect(choice?.kind === 'choice' && choice.branches.map(({ label, value }) => [label, value])).toEqual([
      ['adam', 'adam'],
      ['momentum', 'sgd'],
    ]);
    expect(result.notes).toContain('momentum reaches the script as --optimizer sgd');
    // The script trains by SGD with momentum so far: that is the baseline, with its own values.
    expect(project.baseline).toEqual({
      optimizer: 'momentum',
      'optimizer=momentum/learning_rate': 0.1,
      'optimizer=momentum/momentum': 0.9,
    });
    expect([...new Set(result.offers.map(({ source }) => source))]).toEqual(['the default of the training script']);
  });

  it('takes nothing for the default of a script whose help does not show it', async () => {
    const plain = help('argparse-plain');
    const scriptHelp = {
      ...plain,
      flags: plain.flags.map(({ default: usual, ...flag }) =>
        flag.name === 'lr' || usual === undefined ? flag : { ...flag, default: usual },
      ),
    };
    const input = { ...least, hyperparameters: [{ name: 'lr' }, { name: 'activation' }], scriptHelp };
    expect(await issuesOf(directory, input)).toContain(
      'lr has no baseline value: give --baseline lr=0.0003, or take 0.0003 (practice; the default of the training script is not visible) with --yes',
    );
    const { offers, notes } = await perform(init, context(), { ...input, yes: true });
    expect(offers.map(({ source }) => source)).toEqual([
      'practice; the default of the training script is not visible',
      'the first of its values; nothing better is known; the default of the training script is not visible',
    ]);
    expect(notes).toContain(
      'the help of the script does not show the defaults of --lr, --activation (formatter_class=argparse.ArgumentDefaultsHelpFormatter would): see that the baseline is what you train with today',
    );
  });

  it('leaves a single optimiser out where the script has no flag for it', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam'],
      scriptHelp: help('argparse-plain'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.space.hyperparameters.map(({ id, arg }) => [id, arg])).toEqual([['learning_rate', 'lr']]);
  });

  it('leaves out what an optimiser has and the script has no flag for, and plans a round that its own budget tunes', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam', 'momentum'],
      form: 'general',
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    const ids = flatten(project.space).map(({ hyperparameter: { id } }) => id);
    expect(ids).toContain('optimizer=adam/learning_rate');
    expect(ids).not.toContain('optimizer=adam/beta2');
    expect(result.notes).toContain(
      'the script has no flag for beta2, which --optimizer brings: it is left out, and stays what the script makes of it; to tune it, give the script a flag and attune.yaml the hyperparameter',
    );
    const round = readRound(join(directory, 'rounds/01-first.yaml'), project);
    expect(round.trials).toBe(32);
    const advice = adviceOn(project, round, { number: 1 });
    expect(advice.filter(({ code }) => code === 'budget-short' || code === 'budget-too-small')).toEqual([]);
  });

  it('moves a learning rate to where the script trains', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'lr' }],
      scriptHelp: help('argparse-plain'),
      yes: true,
    });
    expect(result.ranges).toEqual([
      {
        hyperparameter: 'lr',
        range: '[0.01, 10] log',
        source: 'two decades below the default of the training script, and one above',
      },
    ]);
  });
});
