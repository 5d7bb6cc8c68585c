import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { beforeEach, describe, expect, it } from 'vitest';
import Value from 'typebox/value';
import { readProject, readRound } from '../../project/index.ts';
import { openSqliteStore } from '../../store/index.ts';
import { freezeRound, designRound } from './freeze.ts';
import { perform } from '../operation-input.ts';
import type { Context } from '../operation.ts';
import { roundNew } from './new.ts';
import type { RoundNewInput } from './new-input.ts';
import { roundPlan } from './plan.ts';
import { openWorkspace } from '../workspace.ts';

let directory = '';

const projectText = `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 10 }
hyperparameters:
  optimizer:
    choices:
      adam: { learning_rate: { range: [1e-4, 1e-1], scale: log } }
      nesterov:
        learning_rate: { range: [1e-3, 1], scale: log }
        momentum: { range: [0.8, 0.99], scale: reverse-log }
  hidden_units: { values: [32, 64, 128] }
  dropout: { range: [0.1, 0.7], off: 0 }
baseline: { optimizer: adam, optimizer=adam/learning_rate: 1e-3, hidden_units: 64, dropout: 0 }
`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-round-new-'));
  writeFileSync(join(directory, 'attune.yaml'), projectText);
});

function context(): Context {
  return {
    directory,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    environment: {},
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
  };
}

const compare: RoundNewInput = { question: 'Adam or Nesterov?', scientific: ['optimizer=adam,nesterov'], trials: 32 };

const made = (input: RoundNewInput = compare) => perform(roundNew, context(), input);

async function refused(input: RoundNewInput): Promise<readonly string[]> {
  const before = existsSync(join(directory, 'rounds')) ? readdirSync(join(directory, 'rounds')) : [];
  try {
    await made(input);
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    expect(existsSync(join(directory, 'rounds')) ? readdirSync(join(directory, 'rounds')) : []).toEqual(before);
    return error.issues.length === 0 ? [error.message] : error.issues.map(({ message }) => message.text);
  }
  return [];
}

function written(file: string) {
  const { project } = readProject(join(directory, 'attune.yaml'));
  return readRound(join(directory, file), project);
}

describe('a new round', () => {
  it('is what its reader reads, with the reason for each role beside it', async () => {
    const result = await made({ ...compare, fix: ['hidden_units=128', 'dropout'] });
    expect(Value.Check(roundNew.result, result)).toBe(true);
    expect(result.file).toBe('rounds/01-adam-or-nesterov.yaml');
    expect(readFileSync(join(directory, result.file), 'utf8')).toBe(`attune: 1
goal: compare  # compare | understand | maximize
question: Adam or Nesterov?

# What is asked about, what is held constant (conclusions hold only there), and what is optimised over.
scientific: { optimizer: [adam, nesterov] }  # the question: each value is judged at its best over the nuisance hyperparameters
fixed:
  hidden_units: 128  # asked for
  dropout: 0         # asked for
nuisance: rest  # tuned anew for each value compared; name some in a list to fix all others

search: halton  # quasi-random: evenly spread, extendable, and readable under another objective later
budget: { trials: 32 }  # of the whole round, 16 for each of 2 studies; the baseline’s runs come on top
`);
    expect(written(result.file)).toMatchObject({
      goal: 'compare',
      scientific: [{ hyperparameter: 'optimizer', values: ['adam', 'nesterov'] }],
      fixed: [
        { hyperparameter: 'hidden_units', value: 128 },
        { hyperparameter: 'dropout', value: 0 },
      ],
      trials: 32,
    });
    expect(result.advice).toEqual([]);
  });

  it('fixes what the budget does not tune, and says why; --nuisance keeps it', async () => {
    const result = await made();
    expect(result.fixed.map(({ hyperparameter, value }) => [hyperparameter, value])).toEqual([
      ['hidden_units', 64],
      ['dropout', 0],
    ]);
    expect(result.text).toContain(
      'hidden_units: 64  # by rule of thumb less likely than what stays to interact with optimizer',
    );
    expect(written(result.file).fixed).toEqual([
      { hyperparameter: 'hidden_units', value: 64 },
      { hyperparameter: 'dropout', value: 0 },
    ]);
    const all = await made({ ...compare, nuisance: ['rest'] });
    expect(all.fixed).toEqual([]);
    expect(all.advice.map(({ code }) => code)).toContain('budget-short');
    const some = await made({ ...compare, nuisance: ['learning_rate', 'momentum'] });
    expect(some.roles).toMatchObject({
      hidden_units: 'fixed',
      dropout: 'fixed',
      'optimizer=nesterov/momentum': 'nuisance',
    });
  });

  it('takes 16 trials for each study where none are said', async () => {
    const { studies } = await made({ question: 'Which width?', scientific: ['hidden_units'] });
    expect(studies.filter(({ name }) => name !== 'baseline').map(({ trials }) => trials)).toEqual([16, 16, 16]);
    expect((await made({ question: 'What dropout?', scientific: ['dropout'] })).studies.at(-1)?.trials).toBe(32);
    expect((await made({ goal: 'maximize' })).studies.at(-1)?.trials).toBe(16);
  });

  it('may maximize without a question, over other ranges and by another search', async () => {
    const { text, file, round } = await made({
      goal: 'maximize',
      range: ['optimizer=adam/learning_rate=1e-3..1e-2', 'hidden_units=32,64'],
      search: 'sobol',
      nuisance: ['rest'],
      baselineSeeds: 2,
    });
    expect([round, file]).toEqual([1, 'rounds/01-maximize.yaml']);
    expect(text).not.toContain('question');
    expect(written(file)).toMatchObject({
      search: { kind: 'sobol' },
      baselineSeeds: 2,
      ranges: [
        { kind: 'range', hyperparameter: 'optimizer=adam/learning_rate', range: [1e-3, 1e-2] },
        { kind: 'values', hyperparameter: 'hidden_units', values: [32, 64] },
      ],
    });
  });
});

describe('the file', () => {
  it('gets the next number, a name of its own, and is never written over', async () => {
    mkdirSync(join(directory, 'rounds'));
    writeFileSync(join(directory, 'rounds', '07-hand.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 3 }\n');
    expect((await made()).file).toBe('rounds/08-adam-or-nesterov.yaml');
    const again = await made();
    expect(again.file).toBe('rounds/09-adam-or-nesterov-2.yaml');
    expect(again.notes[0]).toContain('rounds/07-hand.yaml');
    expect((await made({ ...compare, name: 'Öl & Co' })).name).toBe('ol-co');
    expect(await refused({ ...compare, name: 'hand' })).toEqual([
      'a round is called hand already (rounds/07-hand.yaml): give another --name',
    ]);
    expect(await refused({ ...compare, name: '??' })).toEqual([
      '--name ?? has no letter or digit: write a few words, such as adam-or-nesterov',
    ]);
  });

  it('does not take the number of a round that ran, though its file is gone', async () => {
    mkdirSync(join(directory, 'rounds'));
    const { file } = await made();
    const workspace = openWorkspace(context());
    const store = await openSqliteStore(join(workspace.storeDirectory, 'store.db'));
    const designed = designRound(workspace, { number: 1, name: 'adam-or-nesterov', file });
    await freezeRound(store, workspace, designed, { actor: 'test', time: 0 });
    await store.close();
    unlinkSync(join(directory, file));
    const second = await made();
    expect(second.round).toBe(2);
    expect(second.notes.join()).toContain('round 1 is not finished');
  });
});

describe('what cannot be', () => {
  it.each<[string, RoundNewInput, string]>([
    [
      'an unknown name',
      { ...compare, scientific: ['optimiser'] },
      'there is no hyperparameter optimiser: did you mean optimizer?',
    ],
    [
      'an unknown value',
      { ...compare, scientific: ['optimizer=adam,lion'] },
      '"lion" is none of the values of optimizer: write one of "adam", "nesterov"',
    ],
    [
      'two roles',
      { ...compare, fix: ['optimizer=adam'] },
      'optimizer is fixed here and scientific elsewhere: give it one role',
    ],
    [
      'one name twice',
      { ...compare, fix: ['dropout', 'dropout=0.5'] },
      'dropout is named twice: name it once, with all its values',
    ],
    [
      'one value',
      { ...compare, scientific: ['optimizer=adam'] },
      'optimizer is scientific with only one value: give at least two to compare, or fix it',
    ],
    [
      'a comparison of nothing',
      { question: 'What?', goal: 'compare' },
      'a round whose goal is to compare asks about something: name it under scientific, or write goal: maximize',
    ],
    [
      'no question',
      { scientific: ['optimizer'] },
      'question is missing: write what the round is to answer, in one sentence',
    ],
    [
      'a budget below one trial a study',
      { ...compare, trials: 1 },
      'budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
    ],
    [
      'two fixed values',
      { ...compare, fix: ['hidden_units=32,64'] },
      'hidden_units=32,64: a hyperparameter is fixed at one value: write hidden_units=32',
    ],
    [
      'several names in a word',
      { ...compare, fix: ['hidden_units,dropout'] },
      'hidden_units,dropout names 2 hyperparameters: give the flag once for each of them',
    ],
    [
      'no values',
      { ...compare, scientific: ['optimizer='] },
      'optimizer=: nothing stands after "=": write optimizer=…',
    ],
    [
      'no name',
      { ...compare, scientific: ['=adam'] },
      '=adam: write the name of a hyperparameter, and what it gets after "="',
    ],
    [
      'no range',
      { ...compare, range: ['dropout=0.1,0.2'] },
      'dropout=0.1,0.2: dropout is a range: write its ends as dropout=1e-4..1e-1',
    ],
    [
      'a range of words',
      { ...compare, range: ['dropout=low..high'] },
      'dropout=low..high: write a range as dropout=1e-4..1e-1, or the values to keep: dropout=a,b',
    ],
    [
      'rest and more',
      { ...compare, nuisance: ['rest', 'dropout'] },
      'nuisance is rest and more: write rest alone, or the names without it',
    ],
    [
      'an adaptive search',
      { ...compare, search: 'tpe' },
      'search is tpe, which steers by earlier results; a round explores with points that do not, so that its figures can be read and its objective changed afterwards: write halton, sobol, random or grid',
    ],
  ])('%s', async (_, input, message) => {
    expect(await refused(input)).toEqual([message]);
  });

  it('a project whose baseline no longer fits its space: the project file says so', async () => {
    writeFileSync(
      join(directory, 'attune.yaml'),
      projectText.replace('baseline: { optimizer: adam,', 'baseline: { optimizer: sgd,'),
    );
    expect((await refused(compare))[0]).toContain('"sgd" is none of the values of optimizer');
  });
});

describe('the plan of a round', () => {
  it('says what it does, what it concludes, and what is doubtful, and writes nothing', async () => {
    await made({ ...compare, fix: ['hidden_units', 'optimizer=adam/learning_rate'], nuisance: ['rest'] });
    const before = readdirSync(directory, { recursive: true });
    const result = await perform(roundPlan, context(), {});
    expect(Value.Check(roundPlan.result, result)).toBe(true);
    expect(readdirSync(directory, { recursive: true })).toEqual(before);
    expect([result.round, result.stored]).toEqual([1, null]);
    expect(result.plan.trials).toBe(35);
    expect(result.plan.hours).toBeNull();
    expect(result.design.covers[0]).toBe(
      'which of optimizer=adam; optimizer=nesterov is best, each tuned by 16 trials of its own',
    );
    expect(result.design.excludes[0]).toBe(
      'other values of optimizer=adam/learning_rate than 0.001, at which it is fixed',
    );
    expect(result.design.parts).toEqual([
      { study: 'optimizer=adam', branches: { optimizer: 'adam' }, trials: 16, nuisance: ['dropout'] },
      {
        study: 'optimizer=nesterov',
        branches: { optimizer: 'nesterov' },
        trials: 16,
        nuisance: ['optimizer=nesterov/learning_rate', 'optimizer=nesterov/momentum', 'dropout'],
      },
    ]);
    expect(result.design.advice.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning fixed-learning-rate',
      'advice nuisance-presence',
      'advice budget-short',
    ]);
  });
});
