import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../main.ts';
import { testHost } from '../testing/host.ts';
import { leave, scriptedAsker, type Answer } from '../testing/scripted-asker.ts';
import { roundNewCommand } from './round-new.ts';
import { roundPlanCommand } from './round-plan.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-cli-round-'));
  writeFileSync(
    join(directory, 'attune.yaml'),
    `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 10 }
hyperparameters:
  optimizer: { choices: { adam: { lr: { range: [1e-4, 1e-1], scale: log } }, sgd: { lr: { range: [1e-3, 1], scale: log } } } }
  width: { values: [32, 64, 128] }
  dropout: { range: [0, 0.7] }
baseline: { optimizer: adam, optimizer=adam/lr: 1e-3, width: 64, dropout: 0 }
`,
  );
});

async function attune(argv: readonly string[], answers?: readonly Answer[]) {
  const scripted = answers === undefined ? undefined : scriptedAsker(answers);
  const { host, out, error } = testHost({ directory, ...(scripted === undefined ? {} : { asker: scripted.asker }) });
  const status = await main(argv, host, [roundNewCommand, roundPlanCommand]);
  expect(scripted?.left() ?? 0).toBe(0);
  return { status, out: out(), error: error(), asked: scripted?.asked ?? [] };
}

const file = (name: string): string => readFileSync(join(directory, 'rounds', name), 'utf8');

describe('from flags', () => {
  it('writes the round, and says what was fixed, what is doubtful and what comes next', async () => {
    const argv = [
      'round',
      'new',
      '--question',
      'Which width?',
      '--scientific',
      'width=64,128',
      '--trials',
      '24',
      '--search',
      'random',
    ];
    const { status, out, error } = await attune([...argv, '--nuisance', 'lr,dropout']);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toBe(`written rounds/01-which-width.yaml

${file('01-which-width.yaml').trimEnd()}

note: the search is random
  why: points drawn at random leave gaps and clusters; halton covers the space evenly after any
  number of trials, and is as easy to extend and to read
  instead: write search: halton, unless the points must match those of another program

Next:
  attune round plan 1   what it costs, and what it can conclude
  attune run 1          run it
`);
  });

  it('asks nothing in a terminal either, where they say the whole of a round', async () => {
    const { out, asked } = await attune(
      ['round', 'new', '--question', 'Adam?', '--scientific', 'optimizer', '--trials', '32'],
      [],
    );
    expect(asked).toEqual([]);
    expect(out).toContain('Fixed, since 32 trials do not tune everything');
    expect(out).toContain('  - width at 64: by rule of thumb');
  });

  it('refuses without a word of a file that does not exist yet', async () => {
    const { status, error } = await attune(['round', 'new', '--question', 'Q?', '--scientific', 'widht', '--yes']);
    expect(status).toBe(2);
    expect(error).toBe(`error: the round cannot be written: 1 mistake in what it is to be
  there is no hyperparameter widht: did you mean width?
`);
    expect(existsSync(join(directory, 'rounds'))).toBe(false);
  });
});

describe('from questions', () => {
  it('asks for what is open, and shows what the budget allows', async () => {
    const { status, asked } = await attune(
      ['round', 'new'],
      ['compare', [], ['width'], ['32'], ['32', '128'], undefined, ['optimizer'], '1', '18', true, true],
    );
    expect(status).toBe(0);
    expect(asked.filter((line) => !line.startsWith('(The next round'))).toEqual([
      'What is the round for? [compare understand maximize]',
      'What is the question about? [optimizer optimizer=adam/lr optimizer=sgd/lr width dropout]',
      '(choose at least one)',
      'What is the question about? [optimizer optimizer=adam/lr optimizer=sgd/lr width dropout]',
      'Which values of width? [*32 *64 *128]',
      '(at least two are compared)',
      'Which values of width? [*32 *64 *128]',
      'The question, in one sentence [32 or 128?]',
      'What is held constant, at the baseline? Conclusions then hold only there [optimizer optimizer=adam/lr dropout]',
      'How many trials in all? (2 studies, which share them equally; below 10 a study tunes one hyperparameter, below 26 two, below 50 three) [32]',
      '! budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
      'How many trials in all? (2 studies, which share them equally; below 10 a study tunes one hyperparameter, below 26 two, below 50 three) [32]',
      '(The budget is short: dropout: by rule of thumb less likely than what stays to interact with width)',
      'Fix dropout? [true]',
      'Write this round? [true]',
    ]);
    const text = file('01-32-or-128.yaml');
    expect(text).toContain('scientific: { width: [32, 128] }');
    expect(text).toMatch(/fixed:\n {2}optimizer: adam {2}# asked for\n {2}dropout: 0 {7}# by rule/);
  });

  it('keeps everything nuisance where that is wanted', async () => {
    await attune(
      ['round', 'new', '--goal', 'understand', '--trials', '20'],
      [['dropout'], 'How much dropout?', [], false, true],
    );
    const text = file('01-how-much-dropout.yaml');
    expect(text).toContain('nuisance: rest');
    expect(text).not.toContain('fixed');
  });

  it('writes nothing where the user leaves, or says no', async () => {
    expect((await attune(['round', 'new'], ['maximize', leave])).status).toBe(130);
    const flags = ['round', 'new', '--trials', '200'];
    expect((await attune(flags, ['compare', ['optimizer'], undefined, [], false])).status).toBe(130);
    expect(existsSync(join(directory, 'rounds'))).toBe(false);
  });
});

describe('the plan', () => {
  it('is printed: studies, cost, scope, advice', async () => {
    await attune([
      'round',
      'new',
      '--question',
      'Adam or SGD?',
      '--scientific',
      'optimizer',
      '--fix',
      'width',
      '--trials',
      '20',
      '--nuisance',
      'rest',
    ]);
    const { out } = await attune(['round', 'plan']);
    expect(out).toBe(`Round 1 adam-or-sgd (compare): Adam or SGD?

study                  trials  search  tuned
baseline, other seeds       3
optimizer=adam             10  halton  optimizer=adam/lr, dropout
optimizer=sgd              10  halton  optimizer=sgd/lr, dropout

23 trials of 10 steps, 1 at a time: 230 steps of training in all
how long it takes is not known: nothing has been measured yet. \`attune check\` tries the program for
a minute at most, and measures start-up and the time per step

The conclusion will say:
- which of optimizer=adam; optimizer=sgd is best, each tuned by 10 trials of its own
- tuned anew for it: optimizer=adam/lr 0.0001 to 0.1; optimizer=sgd/lr 0.001 to 1; dropout 0 to 0.7

It will not say anything of:
- other values of width than 64, at which it is fixed
- values outside these ranges
- longer or shorter training than 10 steps
- how good the best trial is: the best of many is lucky in part, and only fresh seeds tell how much

Nothing speaks against this design.

Nothing has run. \`attune run 1\` runs it.
`);
  });
});
