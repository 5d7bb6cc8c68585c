import { describe, expect, it } from 'vitest';
import { parseYaml } from './document.ts';
import { parseProject } from './project-file.ts';
import { projectText, type ProjectDraft } from './project-text.ts';
import { parseRound } from './round-file.ts';
import { roundText } from './round-text.ts';

const space = parseProject(
  parseYaml(
    `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: "x \${args}", max_steps: 30 }
hyperparameters:
  optimizer:
    choices:
      sgd:
      adam: { learning_rate: { range: [1e-5, 0.3], scale: log }, beta1: { range: [0.8, 0.999], scale: reverse-log } }
      wide: { value: 2, with: { momentum: { range: [0.8, 0.99] } } }
      none: { value: null }
  batch-size: { values: [64, 128] }
  act: { values: [relu, "a, b: {c}", "true", "1e-3", ""], arg: activation }
  dropout: { off: 0, range: [0.05, 0.7], meaning: dropout }
baseline: { optimizer: sgd, batch-size: 64, act: relu, dropout: 0 }
`,
    'attune.yaml',
  ),
  'p',
).project.space;

const draft: ProjectDraft = {
  command: 'python train.py --epochs ${max_steps} ${args}',
  objective: { metric: 'valid/accuracy', direction: 'maximize' },
  maxSteps: 30,
  stepUnit: 'epoch',
  metrics: { from: 'stdout', rename: { val_acc: 'valid/accuracy' } },
  space,
  baseline: {
    optimizer: 'adam',
    'optimizer=adam/learning_rate': 3e-4,
    'optimizer=adam/beta1': 0.9,
    'batch-size': 128,
    act: 'relu',
    dropout: 0,
  },
  inactive: { 'optimizer=wide/momentum': 0.9 },
  notes: {
    optimizer: 'two to compare',
    'optimizer=adam/learning_rate': 'the tuning playbook',
    'batch-size': 'not tuned',
  },
  baselineNotes: { 'optimizer=adam/learning_rate': 'a common default' },
};

const read = (text: string) => parseProject(parseYaml(text, 'attune.yaml'), 'p').project;

describe('the text of a new project file', () => {
  it('reads well', () => {
    expect(projectText(draft)).toBe(`attune: 1

# What a trial is judged by: its best value over training.
objective: { metric: valid/accuracy, direction: maximize }

# How one trial is trained; the command runs in this folder, without a shell.
train:
  command: python train.py --epochs \${max_steps} \${args}
  max_steps: 30  # every trial trains this long; never searched
  step: epoch    # what one step is

# Where measurements come from, and what the program’s names become (split/name).
metrics:
  from: stdout
  rename: { val_acc: valid/accuracy }

# What can be searched. Rounds may narrow or widen these ranges; this file keeps them.
hyperparameters:
  optimizer:  # two to compare
    meaning: optimizer
    choices:
      sgd:
      adam:
        learning_rate: { range: [1e-5, 0.3], scale: log, meaning: learning-rate }  # the tuning playbook
        beta1: { range: [0.8, 0.999], scale: reverse-log, meaning: beta1 }
      wide:
        value: 2
        with:
          momentum: { range: [0.8, 0.99], meaning: momentum }
      none: { value: null }
  batch-size: { values: [64, 128], meaning: batch-size }  # not tuned
  act: { values: [relu, "a, b: {c}", "true", "1e-3", ""], meaning: activation, arg: activation }
  dropout: { range: [0.05, 0.7], off: 0, meaning: dropout }

# The best configuration adopted so far: every round compares with it. Change it once a round has shown a better one.
baseline:
  optimizer: adam
  learning_rate: 3e-4  # a common default
  beta1: 0.9
  momentum: 0.9
  batch-size: 128
  act: relu
  dropout: 0
`);
  });

  it('reads as exactly the project that was meant', () => {
    const project = read(projectText(draft));
    const { objective, metrics, baseline, inactive } = draft;
    expect(project).toMatchObject({ objective, metrics, space, baseline, inactive });
    expect(project.train).toEqual({ command: draft.command, maxSteps: 30, stepUnit: 'epoch', graceSeconds: 30 });
  });

  it('says everything that was given, whatever stands in it', () => {
    const full: ProjectDraft = {
      ...draft,
      name: 'a: "strange" name',
      command: ['python', 'my train.py', '${args}', '# no comment', "it's"],
      setup: '. venv/bin/activate\nexport A="b: c"',
      evalEvery: 5,
      timeLimit: '1h30m',
      metrics: {
        from: 'stdout',
        pattern: String.raw`"(?<step>\d+)": (?<a>\S+) #`,
        rename: { a: 'valid/accuracy' },
        trainLoss: 'train/loss',
      },
      examples: { train: 1000, valid: 100 },
      slots: 4,
      schema: '../schema.json',
    };
    const text = projectText(full);
    expect(text).toContain(String.raw`  pattern: '"(?<step>\d+)": (?<a>\S+) #'`);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../schema.json');
    expect(read(text)).toMatchObject({
      name: full.name,
      train: { command: full.command, setup: full.setup, evalEvery: 5, timeLimitSeconds: 5400 },
      metrics: full.metrics,
      examples: { train: 1000, valid: 100 },
      resources: { slots: 4 },
    });
  });

  it.each([String.raw`it's (?<step>\d+) "(?<a>\S+)"`, 'é (?<step>\\d+) (?<a>.)', 'tab\t(?<step>.) (?<a>.)'])(
    'keeps the pattern %j as it is',
    (pattern) => {
      const metrics = { from: 'stdout', pattern, rename: { a: 'valid/accuracy' } } as const;
      expect(read(projectText({ ...draft, metrics })).metrics).toEqual(metrics);
    },
  );

  it('explains the file of measurements where there is nothing to rename', () => {
    const text = projectText({ ...draft, metrics: { from: 'file', rename: {} } });
    expect(text).toContain('# Measurements are JSON lines in the file metrics.jsonl of ATTUNE_DIR');
    expect(read(text).metrics).toEqual({ from: 'file', rename: {} });
  });
});

describe('the text of a new round file', () => {
  const project = read(projectText(draft));
  const parse = (text: string) => parseRound(parseYaml(text, '01.yaml'), '01', project);

  it('reads well', () => {
    const text = roundText({
      goal: 'compare',
      question: 'Adam: better than SGD?',
      scientific: { optimizer: ['adam', 'sgd'] },
      fixed: { 'batch-size': 128 },
      ranges: { 'optimizer=adam/learning_rate': [1e-4, 0.1] },
      trials: 24,
    });
    expect(text).toBe(`attune: 1
goal: compare  # compare | understand | maximize
question: "Adam: better than SGD?"

# What is asked about, what is held constant (conclusions hold only there), and what is optimised over.
scientific: { optimizer: [adam, sgd] }
fixed: { batch-size: 128 }
nuisance: rest
ranges: { optimizer=adam/learning_rate: [1e-4, 0.1] }

search: halton
budget: { trials: 24 }  # of the whole round, split equally; the baseline’s runs come on top
`);
    expect(parse(text)).toMatchObject({
      goal: 'compare',
      question: 'Adam: better than SGD?',
      scientific: [{ hyperparameter: 'optimizer', values: ['adam', 'sgd'] }],
      fixed: [{ hyperparameter: 'batch-size', value: 128 }],
      trials: 24,
    });
  });

  it('in its other forms reads as what was meant', () => {
    const text = roundText({
      goal: 'understand',
      question: 'Which?',
      scientific: { optimizer: [] },
      fixed: ['batch-size'],
      nuisance: ['learning_rate', 'beta1', 'momentum'],
      search: 'sobol',
      trials: 8,
      seed: 5,
      baselineSeeds: 2,
      notes: 'a\nb',
      schema: '../x.json',
    });
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../x.json');
    expect(parse(text)).toMatchObject({
      scientific: [{ hyperparameter: 'optimizer' }],
      fixed: [{ hyperparameter: 'batch-size' }],
      nuisance: ['optimizer=adam/learning_rate', 'optimizer=adam/beta1', 'optimizer=wide/momentum'],
      search: { kind: 'sobol' },
      trials: 8,
      seed: 5,
      baselineSeeds: 2,
      notes: 'a\nb',
    });
  });

  it('mixes names with and without values', () => {
    const text = roundText({
      goal: 'compare',
      question: 'Q?',
      scientific: { optimizer: [], act: ['relu', 'true'] },
      trials: 8,
    });
    expect(text).toContain('scientific: { optimizer: null, act: [relu, "true"] }');
    expect(parse(text).scientific).toEqual([
      { hyperparameter: 'optimizer' },
      { hyperparameter: 'act', values: ['relu', 'true'] },
    ]);
  });
});
