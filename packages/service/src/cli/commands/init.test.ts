import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readProject } from '../../project/index.ts';
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
        'stdout',
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
      'Which command trains your network?',
      `May Attune run \`${process.execPath} train.mjs --help\` to find the script’s flags? This runs your program. [true]`,
      `(found 6 flags (argparse) by \`${process.execPath} train.mjs --help\`)`,
      'Which metric are trials judged by, as split/name? [valid/loss]',
      '! test metrics stay sealed until a final evaluation: choose a valid/ metric',
      'Which metric are trials judged by, as split/name? [valid/loss]',
      'How does the script report its metrics? [file stdout]',
      'How many epochs does every trial train? [12]',
      'Which hyperparameters are to be tuned? (space selects) [*lr *dropout batch-size]',
      expect.stringContaining('lr: which range? Suggested: practice'),
      expect.stringContaining('dropout: which range? Suggested: practice: off, or up to one half [0|0.05..0.5]'),
      expect.stringMatching(/^! .*dropout/),
      expect.stringContaining('dropout: which range?'),
      'lr: baseline value? Suggested: the default of the training script [0.01]',
      'dropout: baseline value? Suggested: the default of the training script [0]',
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
    expect(asked.slice(2, 5)).toEqual([
      'Is less or more of valid/score better? [minimize maximize]',
      expect.stringContaining('Which optimisers are to be compared?'),
      'Which hyperparameters are to be tuned? Names as the script knows them, separated by spaces',
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
