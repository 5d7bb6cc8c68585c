import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueLine, parseYaml } from './document.ts';
import { plainProject } from './fixtures/plain-project.ts';
import { parseProject, readProject } from './project-file.ts';

const full = `attune: 1
name: digits
objective: { metric: valid/loss, direction: minimize }
train:
  command: [python, train.py, --depth, 3, "\${args}"]
  setup: . venv/bin/activate
  max_steps: 1000
  eval_every: 50
  time_limit: 1h30m
  grace_seconds: 5
metrics: { from: stdout, pattern: 'step (?<step>\\d+) loss (?<loss>\\S+)', rename: { loss: valid/loss }, train_loss: train/loss }
hyperparameters:
  optimizer:
    choices:
      nesterov: { learning_rate: { range: [1e-3, 10], scale: log }, momentum: { range: [0.8, 0.999], scale: reverse-log } }
      adam: { learning_rate: { range: [1e-5, 1], scale: log } }
  dropout: { off: 0, range: [0.05, 0.7], meaning: dropout }
baseline: { optimizer: adam, learning_rate: 1e-3, dropout: 0, optimizer=nesterov/learning_rate: 0.1 }
examples: { train: 897, valid: 450, classes: 10 }
references: { chance: { valid/error: 0.9 }, logistic regression: { valid/error: 0.035, valid/loss: 0.14 } }
resources: { slots: 2, gpus_per_trial: 1 }
`;

describe('a project file', () => {
  it('of programs that ask for trials starts nothing, and takes what they send', () => {
    const text = plainProject.replace(/command: .*/, 'command: ask').replace(/metrics: .*/, '');
    const { project, warnings } = parseProject(parseYaml(text, 'attune.yaml'), 'here');
    expect(warnings).toEqual([]);
    expect(project).toMatchObject({ train: { command: 'ask' }, metrics: { from: 'http', rename: {} } });
  });

  it('of ten lines suffices; defaults are filled in', () => {
    const { project, warnings } = parseProject(parseYaml(plainProject, 'attune.yaml'), 'here');
    expect(warnings).toEqual([]);
    expect(project).toMatchObject({
      name: 'here',
      objective: { metric: 'valid/accuracy', direction: 'maximize' },
      train: {
        command: 'python train.py --epochs ${max_steps} --seed ${seed} ${args}',
        maxSteps: 30,
        stepUnit: 'epoch',
        graceSeconds: 30,
      },
      metrics: { from: 'stdout', rename: { val_acc: 'valid/accuracy' } },
      baseline: { lr: 0.1, 'batch-size': 128 },
      inactive: {},
      examples: {},
      references: {},
      resources: { slots: 1, gpusPerTrial: 0 },
    });
    expect(project.space.hyperparameters.map(({ id, kind }) => [id, kind])).toEqual([
      ['lr', 'float'],
      ['batch-size', 'discrete'],
    ]);
  });

  it('may say everything', () => {
    const { project } = parseProject(parseYaml(full, 'attune.yaml'), 'here');
    expect(project).toMatchObject({
      name: 'digits',
      train: {
        command: ['python', 'train.py', '--depth', '3', '${args}'],
        setup: '. venv/bin/activate',
        maxSteps: 1000,
        stepUnit: 'step',
        evalEvery: 50,
        timeLimitSeconds: 5400,
        graceSeconds: 5,
      },
      metrics: { from: 'stdout', rename: { loss: 'valid/loss' }, trainLoss: 'train/loss' },
      baseline: { optimizer: 'adam', 'optimizer=adam/learning_rate': 0.001, dropout: 0 },
      inactive: { 'optimizer=nesterov/learning_rate': 0.1 },
      examples: { train: 897, valid: 450, classes: 10 },
      references: {
        chance: { 'valid/error': 0.9 },
        'logistic regression': { 'valid/error': 0.035, 'valid/loss': 0.14 },
      },
      resources: { slots: 2, gpusPerTrial: 1 },
    });
  });

  it('is read from disk with its folder’s name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-project-'));
    writeFileSync(join(folder, 'attune.yaml'), plainProject);
    const file = readProject('attune.yaml', folder);
    expect(file.project.name).toBe(basename(folder));
    expect([file.path, file.directory]).toEqual([join(folder, 'attune.yaml'), folder]);
    expect(file.document.file).toBe('attune.yaml');
  });

  it('that hands over no hyperparameters is warned of: the program may read params.json', () => {
    const { warnings } = parseProject(parseYaml(plainProject.replace(' ${args}', ''), 'attune.yaml'), 'here');
    expect(warnings.map(issueLine)).toEqual([
      'attune.yaml:4:3  train.command: command hands over no hyperparameters: add ${args}, unless the program reads params.json in the folder ATTUNE_DIR',
    ]);
  });

  it('whose baseline lies outside what is searched is warned of', () => {
    const { warnings } = parseProject(parseYaml(plainProject.replace('lr: 0.1,', 'lr: 3,'), 'attune.yaml'), 'here');
    expect(warnings.map(issueLine)).toEqual([
      'attune.yaml:11:13  baseline.lr: lr is 3 at the baseline, outside what is searched: widen its range, unless that is meant',
    ]);
  });
});
