import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readProject } from '../../project/index.ts';
import { createStdoutParser } from '../../protocol/index.ts';
import { main } from '../main.ts';
import { testHost } from '../testing/host.ts';
import { leave, scriptedAsker, type Answer } from '../testing/scripted-asker.ts';
import { initCommand } from './init.ts';

let directory = '';

/** A training program that knows argparse's way of printing help. */
const script = `console.log(\`usage: train.mjs [-h] [--lr LR]

options:
  -h, --help            show this help message and exit
  --lr LR               learning rate (default: 0.01)
  --dropout P           dropout rate (default: 0.0)
  --batch-size N        examples per batch (default: 64)
  --epochs N            length of training (default: 12)
  --seed SEED           seed (default: 0)
  --out DIR             where to write (default: out)\`)`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-cli-init-'));
  writeFileSync(join(directory, 'train.mjs'), script);
});

const command = `'${process.execPath}' train.mjs`;

async function attune(argv: readonly string[], answers?: readonly Answer[]) {
  const scripted = answers === undefined ? undefined : scriptedAsker(answers);
  const { host, out, error } = testHost({ directory, ...(scripted === undefined ? {} : { asker: scripted.asker }) });
  const status = await main(['init', ...argv], host, [initCommand]);
  expect(scripted?.left() ?? 0).toBe(0);
  return { status, out: out(), error: error(), asked: scripted?.asked ?? [] };
}

describe('from flags', () => {
  it('begins a project and says what was taken from where', async () => {
    const { status, out, error } = await attune([
      ...['--command', 'python train.py', '--metric', 'valid/accuracy', '--max-steps', '30', '--step-unit', 'epoch'],
      ...['--from', 'stdout', '--rename', 'val_acc=valid/accuracy', '--yes'],
      ...['--hyperparameter', 'lr=1e-4..1:log@0.1', '-H', 'dropout', '--trials', '12'],
    ]);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toBe(`created attune.yaml
created rounds/01-first.yaml

Values that you did not give, with their source:
hyperparameter            value             source                            why
dropout         range     0 or [0.05, 0.5]  practice: off, or up to one half
dropout         baseline  0                 practice                          begin without; between 0 and 0.5 where the network overfits

- direction: maximize, as valid/accuracy suggests
- added \${args} to the command: it stands for the hyperparameters, as --lr=0.1
- the command hands over neither \${max_steps} nor \${seed}: the script can read ATTUNE_MAX_STEPS and
  ATTUNE_SEED, or write the macros into the command
- metrics are read from what the script prints: lines such as {"step":100,"val_acc":0.31}

Before tuning, these must hold:
- the training command runs to its end without Attune, and trains
- the metric stands for what counts in deployment, measured on validation examples that training
  never sees
- test metrics stay sealed (test/…): they are kept, and shown only once you ask for a final
  evaluation

Next:
  attune check  validate everything, and train until the second measurement
  attune run    run the first round
`);
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.metrics.rename).toEqual({ val_acc: 'valid/accuracy' });
    expect(readFileSync(join(directory, 'rounds/01-first.yaml'), 'utf8')).toContain('budget: { trials: 12 }');
  });

  it('names the flags that are missing', async () => {
    const { status, error } = await attune([]);
    expect(status).toBe(2);
    expect(error).toBe(`error: init: 3 values are missing or cannot be used
  --command is missing: give it a value
  --metric is missing: give it a value
  --max-steps is missing: give it a value
`);
  });

  it('runs the script for its help only when told to', async () => {
    const flags = ['--command', command, '--metric', 'valid/loss', '--max-steps', '12', '-H', 'lr', '--yes'];
    await attune(flags);
    expect(readProject(join(directory, 'attune.yaml')).project.train.command).toBe(`${command} \${args}`);
    await attune([...flags, '--force', '--run-help']);
    expect(readProject(join(directory, 'attune.yaml')).project.train.command).toBe(
      `${command} --epochs \${max_steps} --seed \${seed} \${args}`,
    );
  });

  it('refuses a mistake in a short form, under --json as a document', async () => {
    const { status, out } = await attune(['--json', '-H', 'lr=1e-4..:log']);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'error/1',
      code: 'invalid',
      message: '--hyperparameter lr=1e-4..:log: "" is not a number: write lr=1e-4..1:log@0.1',
    });
  });
});

describe('by asking', () => {
  it('offers what the script and practice know', async () => {
    const { status, asked, out } = await attune(
      [],
      [
        command,
        true,
        'test/loss',
        undefined,
        'file',
        undefined,
        ['lr', 'dropout'],
        undefined,
        '0|0.1..1.5',
        '0|0.1..0.6',
        undefined,
        '0.2',
        true,
      ],
    );
    expect(status).toBe(0);
    expect(asked).toEqual([
      expect.stringMatching(/^\(What must be in place first: /),
      'Which command trains your network?',
      `Run \`${process.execPath} train.mjs --help\` now, to find its flags? [true]`,
      `(found 6 flags (argparse) by \`${process.execPath} train.mjs --help\`)`,
      'Which metric are trials judged by, as split/name? [valid/loss]',
      '! test metrics stay sealed until a final evaluation: choose a valid/ metric',
      'Which metric are trials judged by, as split/name? [valid/loss]',
      'How does the script report its metrics? [file stdout]',
      'How many epochs does every trial train? [12]',
      'Which hyperparameters are to be tuned? (space selects) [*lr *dropout batch-size]',
      expect.stringContaining('lr: which range? (Suggested: practice'),
      'dropout: which range? (Suggested: practice: off, or up to one half.) [0|0.05..0.5]',
      expect.stringMatching(/^! .*dropout/),
      expect.stringContaining('dropout: which range?'),
      'lr: baseline value? (Suggested: the default of the training script.) [0.01]',
      'dropout: baseline value? (Suggested: the default of the training script.) [0]',
      'Write attune.yaml and rounds/01-first.yaml? [true]',
    ]);
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.objective).toEqual({ metric: 'valid/loss', direction: 'minimize' });
    expect(project.train).toMatchObject({ maxSteps: 12, stepUnit: 'epoch' });
    expect(project.baseline).toEqual({ lr: 0.01, dropout: 0.2 });
    expect(project.space.hyperparameters).toMatchObject([
      { name: 'lr', low: 1e-5, high: 0.1 },
      { name: 'dropout', off: 0, low: 0.1, high: 0.6 },
    ]);
    // What was taken as offered is told with its source; what was changed is the user's own.
    expect(readFileSync(join(directory, 'attune.yaml'), 'utf8')).toMatch(
      /lr: 0\.01 +# the default of the training script/,
    );
    expect(out).toContain('lr              baseline  0.01');
    expect(out).not.toContain('dropout         baseline');
  });

  it('goes on without help, asking for optimisers and names', async () => {
    const { asked } = await attune(
      ['--metric', 'valid/score', '--from', 'file', '--max-steps', '500'],
      [
        'python train.py',
        false,
        'maximize',
        ['adam', 'momentum'],
        'dropout width',
        undefined,
        undefined,
        'adam',
        undefined,
        undefined,
        undefined,
        true,
      ],
    );
    expect(asked.slice(3, 6)).toEqual([
      'Is less or more of valid/score better? [minimize maximize]',
      expect.stringContaining('Which optimisers are to be compared?'),
      'Which hyperparameters are to be tuned? (Names as the script knows them, separated by spaces.)',
    ]);
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.objective.direction).toBe('maximize');
    expect(project.baseline).toEqual({
      optimizer: 'adam',
      'optimizer=adam/learning_rate': 3e-4,
      dropout: 0,
      width: 64,
    });
  });

  /** Answers after the command, that its help is not read, the metric, and that it is printed; then the steps. */
  const printing = (metric: string, answers: readonly Answer[], more: readonly Answer[] = []) =>
    attune(['-H', 'lr=1e-4..1:log@0.1'], ['python train.py', false, metric, 'stdout', ...answers, '10', ...more, true]);
  const metrics = () => readProject(join(directory, 'attune.yaml')).project.metrics;

  it('asks for the names in printed JSON', async () => {
    const { asked } = await printing('valid/loss', ['json', 'epoch', 'epoch', 'val_loss']);
    expect(asked.slice(5)).toEqual([
      'How does it print them? [json text]',
      'Which name has the step in these lines? [step]',
      'Which name has valid/loss in these lines? [valid/loss]',
      '! epoch is the step already: the metric has another name',
      'Which name has valid/loss in these lines? [valid/loss]',
      '(In attune.yaml: metrics:\n  from: stdout\n  rename: { epoch: step, val_loss: valid/loss })',
      'How many epochs does every trial train?',
      'Write attune.yaml and rounds/01-first.yaml? [true]',
    ]);
    expect(metrics()).toEqual({ from: 'stdout', rename: { epoch: 'step', val_loss: 'valid/loss' } });
    expect(readFileSync(join(directory, 'attune.yaml'), 'utf8')).toMatch(/step: epoch +#/);
  });

  it('renames nothing that has its name already', async () => {
    await printing('valid/loss', ['json', undefined, undefined]);
    expect(metrics()).toEqual({ from: 'stdout', rename: {} });
  });

  it('builds a pattern from a printed line, and asks for the examples of a rate', async () => {
    const line = 'epoch 3/10 train_loss 0.5 val_acc 0.9 lr 0.1';
    const answers = ['text', 'epoch 3', line, undefined, undefined];
    const { asked } = await printing('valid/accuracy', answers, ['many', '500']);
    expect(asked.slice(6, 9)).toEqual([
      expect.stringMatching(/^Paste one of the lines that it prints \(/),
      expect.stringMatching(/^! this line needs two numbers after names/),
      expect.stringMatching(/^Paste one of the lines that it prints \(/),
    ]);
    expect(asked).toContain('Which is valid/accuracy? [0 1 2]');
    expect(asked).toContain('! a whole number from 1 up');
    const { project } = readProject(join(directory, 'attune.yaml'));
    const parse = createStdoutParser(project.metrics);
    expect(parse('epoch 12/10 train_loss 0.25 val_acc 0.95 lr 1e-3')?.measurement).toMatchObject({
      step: 12,
      metrics: [
        ['train/loss', 0.25],
        ['valid/accuracy', 0.95],
      ],
    });
    expect(project.examples).toEqual({ valid: 500 });
    expect(project.train.stepUnit).toBe('epoch');
  });

  it('takes a pattern as it is written', async () => {
    const pattern = String.raw`e (?<step>\d+) (?<a>\S+) (?<b>\S+)`;
    const answers = ['text', '', String.raw`e (?P<step>\d+)`, String.raw`e (?<step>\d+)`, pattern, 'b'];
    const { asked } = await printing('valid/loss', answers);
    expect(asked.filter((one) => one.startsWith('! '))).toEqual([
      '! pattern has a group written (?P<step>, as in Python: write (?<step>',
      expect.stringMatching(/^! pattern has no named group for a metric: /),
    ]);
    expect(metrics()).toEqual({ from: 'stdout', pattern, rename: { b: 'valid/loss' } });
  });

  it('asks again for optimisers that are one choice of the script', async () => {
    writeFileSync(
      join(directory, 'train.mjs'),
      script.replace(
        '  --lr',
        '  --optimizer {sgd,adam}\n                        which\n  --momentum M          momentum\n  --lr',
      ),
    );
    const { asked } = await attune(
      ['--metric', 'valid/loss', '--from', 'file', '--max-steps', '5'],
      [command, true, ['sgd', 'momentum'], ['momentum', 'adam'], [], 'momentum', undefined, true],
    );
    expect(asked).toContain('(the script has one choice, sgd, for sgd, momentum: take one of them)');
    expect(asked.filter((one) => one.startsWith('(its help'))).toEqual([
      '(its help does not show the defaults of --optimizer, --momentum: the baseline is asked for later (argparse shows them with formatter_class=argparse.ArgumentDefaultsHelpFormatter))',
    ]);
    const [choice] = readProject(join(directory, 'attune.yaml')).project.space.hyperparameters;
    expect(choice?.kind === 'choice' && choice.branches.map(({ value }) => value)).toEqual(['sgd', 'adam']);
  });

  it('asks nothing with --yes', async () => {
    const flags = ['--command', 'python train.py', '--metric', 'valid/loss', '--max-steps', '5', '-H', 'lr', '--yes'];
    expect((await attune(flags, [])).status).toBe(0);
  });

  it.each([
    ['a no at the end', [command, false, undefined, 'file', '10', [], 'lr', undefined, undefined, false] as const],
    ['Ctrl-C', [command, leave] as const],
  ])('writes nothing after %s', async (_, answers) => {
    const { status, out } = await attune([], answers);
    expect({ status, out }).toEqual({ status: 130, out: '' });
    expect(existsSync(join(directory, 'attune.yaml'))).toBe(false);
  });
});
