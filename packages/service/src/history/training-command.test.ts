import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleProject } from '../testing/sample-project.ts';
import { trainingCommand } from './training-command.ts';

const trial = { id: 7, configuration: { lr: 0.25 }, seed: 99 };
const train = sampleProject().train;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-rerun-'));
  writeFileSync(
    join(directory, 'train.sh'),
    'printf "%s|" "$@" > "$ATTUNE_DIR/words"\nenv | grep ^ATTUNE | sort > "$ATTUNE_DIR/variables"\ncp "$ATTUNE_DIR/params.json" "$ATTUNE_DIR/given"\n',
  );
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Without what the environment of the tests may tell of Attune. */
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ATTUNE')));

function run(command: string, environment: Record<string, string> = {}): void {
  execFileSync('sh', ['-c', command], { cwd: directory, env: { ...plain, ...environment } });
}

const rerun = (file: string) => readFileSync(join(directory, 'rerun', file), 'utf8');

describe('trainingCommand', () => {
  it('hands over everything that the protocol does, in a folder of its own', () => {
    const project = sampleProject({ train: { ...train, command: 'sh train.sh --out ${dir} ${args}', evalEvery: 10 } });
    run(trainingCommand(project, trial));
    run(trainingCommand(project, trial));
    expect(rerun('words')).toBe('--out|rerun|--lr=0.25|');
    expect(rerun('given')).toBe('{"lr":0.25}');
    expect(rerun('variables').trim().split('\n')).toEqual([
      `ATTUNE_DIR=${join(directory, 'rerun')}`,
      'ATTUNE_EVAL_EVERY=10',
      'ATTUNE_MAX_STEPS=100',
      'ATTUNE_PROTOCOL=1',
      'ATTUNE_SEED=99',
      'ATTUNE_TRIAL=7',
      'ATTUNE_UNTIL_STEP=100',
    ]);
  });

  it('leaves variables of the environment to the shell that runs it', () => {
    const command = 'sh train.sh --key=${envvar:SECRET_KEY} "it\'s" ${args}';
    const text = trainingCommand(sampleProject({ train: { ...train, command } }), trial);
    run(text, { SECRET_KEY: "two words and a '" });
    expect(rerun('words')).toBe("--key=two words and a '|it's|--lr=0.25|");
  });

  it('runs the set-up first, also one that ends in a comment', () => {
    const setup = 'export GREETING=hello # for the program';
    const project = sampleProject({ train: { ...train, setup, command: 'sh train.sh ${envvar:GREETING} ${args}' } });
    run(trainingCommand(project, trial));
    expect(rerun('words')).toBe('hello|--lr=0.25|');
  });
});
