/** Mistakes on the command line. */
import type { Mistake, MistakeGroup } from './mistake.ts';

function refused(did: string, command: readonly string[], status: number, text: string): Mistake {
  return { did, command, status, answer: { kind: 'refused', text } };
}

/** A new project in a folder of its own. */
function refusedNew(did: string, words: readonly string[], status: number, text: string): Mistake {
  return { ...refused(did, ['init', '--project', 'new', ...words], status, text), files: { 'new/.keep': '' } };
}

function refusedAfterRun(did: string, command: readonly string[], status: number, text: string): Mistake {
  return { ...refused(did, command, status, text), afterRun: true };
}

/** `attune round new`, whose file is not written. */
function refusedRound(did: string, words: readonly string[], mistake: string): Mistake {
  const text = `error: the round cannot be written: 1 mistake in what it is to be\n  ${mistake}`;
  return refused(did, ['round', 'new', ...words], 2, text);
}

const question = ['--question', 'Which?'];
const asked = ['--scientific', 'optimizer', ...question];
const program = ['--command', 'sh train.sh'];
const loss = ['--metric', 'valid/loss'];
const steps = ['--max-steps', '4'];
const lr = ['-H', 'lr=0.1..1@0.5'];

export const flagMistakes: MistakeGroup = {
  title: 'Commands and flags',
  about: 'Exit statuses tell scripts what happened: 2 for what cannot be understood, 3 for what is not there.',
  mistakes: [
    refused(
      'a command is misspelt',
      ['rum'],
      2,
      "error: unknown command 'rum' (Did you mean run?); see `attune --help`",
    ),
    refused(
      'a flag is misspelt',
      ['trials', '--limt', '5'],
      2,
      "error: unknown option '--limt' (Did you mean --limit?); see `attune trials --help`",
    ),
    refused(
      'a flag of another command',
      ['best', '--watch'],
      2,
      "error: unknown option '--watch'; see `attune best --help`",
    ),
    refused(
      'a flag lacks its value',
      ['trials', '--limit'],
      2,
      "error: option '--limit <n>' argument missing; see `attune trials --help`",
    ),
    refused(
      'a flag has text for a number',
      ['trials', '--limit', 'ten'],
      2,
      "error: option '--limit <n>' argument 'ten' is invalid. It must be a whole number, such as 10; see `attune trials --help`",
    ),
    refused(
      'a flag has a number below its limit',
      ['run', '--slots', '0'],
      2,
      `error: run: 1 value is missing or cannot be used
  --slots is 0: it must be at least 1`,
    ),
    refused(
      'a flag has none of its words',
      ['trials', '--sort', 'loss'],
      2,
      "error: option '--sort <by>' argument 'loss' is invalid. Allowed choices are number, objective; see `attune trials --help`",
    ),
    refused(
      'a state that does not exist',
      ['trials', '--status', 'done'],
      2,
      "error: option '--status <states>' argument 'done' is invalid. Allowed are waiting, running, paused, completed, infeasible, failed, stopped; see `attune trials --help`",
    ),
    refused(
      'an argument is missing',
      ['show'],
      2,
      "error: missing required argument 'trial'; see `attune show --help`",
    ),
    refused(
      'an argument too many',
      ['show', '1', '2'],
      2,
      "error: too many arguments for 'show'. Expected 1 argument but got 2: 1, 2; see `attune show --help`",
    ),
    refused(
      'an argument is no number',
      ['show', 'best'],
      2,
      "error: value 'best' is invalid for argument 'trial'. It must be a whole number, such as 10; see `attune show --help`",
    ),
    {
      ...refused(
        'no project here',
        ['run'],
        3,
        'error: no attune.yaml in PROJECT or any folder above: run attune init to begin a project, or name one with --project',
      ),
      removed: ['attune.yaml'],
    },
    refused(
      'a project that is not there',
      ['run', '--project', 'elsewhere'],
      3,
      'error: there is no elsewhere: check --project, or run attune init to begin a project',
    ),
    refused(
      'a folder without a project',
      ['run', '--project', 'rounds'],
      3,
      'error: no attune.yaml in the folder rounds: run attune init there to begin a project',
    ),
    refused(
      'a look at results before anything ran',
      ['report'],
      3,
      'error: nothing has run here yet: `attune run` begins the first round',
    ),
    refused(
      'an unknown round to run',
      ['run', '7'],
      3,
      'error: there is no round 7 in rounds/: there are 01-first.yaml',
    ),
    refusedAfterRun(
      'an unknown trial',
      ['show', '99'],
      3,
      'error: there is no trial 99: this project has trials 1 … 5',
    ),
    refusedAfterRun(
      'an unknown trial to stop',
      ['stop', '1', '99'],
      3,
      'error: there is no trial 99: this project has trials 1 … 5',
    ),
    refusedAfterRun('an unknown round', ['report', '7'], 3, 'error: round 7 has not run: there are results of round 1'),
    refusedAfterRun(
      'an unknown round of trials',
      ['trials', '--round', '7'],
      3,
      'error: round 7 has not run: there are results of round 1',
    ),
    refusedAfterRun(
      'an unknown round to export',
      ['export', '--round', '7'],
      3,
      'error: round 7 has not run: there are results of round 1',
    ),
    refusedAfterRun(
      'an unknown figure',
      ['report', '--figure', 'lr.svg', '--id', 'axis:rate'],
      3,
      'error: there is no figure axis:rate: this report has isolation, noise-floor:valid/loss, axis:lr, axis:batch-size, axis:optimizer, axis:optimizer=adam/beta1, axis:dropout, axis:optimizer=momentum/momentum, curves:valid/loss',
    ),
    refusedAfterRun(
      'a figure with an unknown ending',
      ['report', '--figure', 'lr.jpg'],
      5,
      'error: cannot draw a figure to PROJECT/lr.jpg (extension .jpg): use .svg, .png or .json',
    ),
    {
      ...refusedAfterRun('a figure that is not named', ['report', '--figure', 'first.svg'], 0, ''),
      answer: { kind: 'told', text: 'other figures, with --id: ' },
    },
    {
      ...refusedAfterRun(
        'a figure by the beginning of its id',
        ['report', '--figure', 'f.svg', '--id', 'curves'],
        0,
        '',
      ),
      answer: { kind: 'told', text: 'wrote the figure curves:valid/loss to ' },
    },
    refusedAfterRun(
      'a beginning of several figures',
      ['report', '--figure', 'lr.svg', '--id', 'axis:optimizer='],
      2,
      'error: axis:optimizer= begins several figures: write one of axis:optimizer=adam/beta1, axis:optimizer=momentum/momentum',
    ),
    refusedAfterRun(
      'a page into a folder that is not there',
      ['report', '--html', 'pages/first.html'],
      6,
      'error: cannot write PROJECT/pages/first.html: there is no folder PROJECT/pages; create it first',
    ),
    refusedAfterRun(
      'an unknown table',
      ['export', 'curves'],
      2,
      "error: value 'curves' is invalid for argument 'what'. Allowed choices are trials, measurements, ledger, notebook, patch; see `attune export --help`",
    ),
    refusedAfterRun(
      'an unknown format',
      ['export', '--format', 'xlsx'],
      2,
      "error: option '--format <format>' argument 'xlsx' is invalid. Allowed choices are csv, json, md, html; see `attune export --help`",
    ),
    refusedAfterRun(
      'an export with an unknown ending',
      ['export', '-o', 'trials.xlsx'],
      5,
      'error: cannot export trials to trials.xlsx (extension .xlsx): use .csv or .json, or name the format with --format csv or json',
    ),
    refusedAfterRun(
      'an export into a folder that is not there',
      ['export', '-o', 'tables/trials.csv'],
      6,
      'error: cannot write PROJECT/tables/trials.csv: there is no folder PROJECT/tables; create it first',
    ),
    refusedAfterRun(
      'a checkpoint where none was announced',
      ['best', '--checkpoint'],
      3,
      'error: trial 2 is the best of round 1 but has no checkpoint that is still there: see docs/protocol.md on checkpoints',
    ),
    refusedAfterRun(
      'two wishes at once',
      ['best', '--command', '--params'],
      2,
      'error: give only one of --command, --params and --checkpoint',
    ),
    refusedRound(
      'a new round about an unknown hyperparameter',
      ['--scientific', 'optimiser', ...question],
      'there is no hyperparameter optimiser: did you mean optimizer?',
    ),
    refusedRound(
      'a new round without its question',
      ['--scientific', 'optimizer'],
      'question is missing: write what the round is to answer, in one sentence',
    ),
    refusedRound(
      'a new round to understand nothing',
      ['--goal', 'understand', ...question],
      'a round whose goal is to understand asks about something: name it under scientific, or write goal: maximize',
    ),
    refusedRound(
      'two roles for one hyperparameter',
      [...asked, '--fix', 'optimizer'],
      'optimizer is fixed here and scientific elsewhere: give it one role',
    ),
    refusedRound(
      'a hyperparameter that is named twice',
      [...asked, '--fix', 'lr', '--fix', 'lr=0.1'],
      'lr is named twice: name it once, with all its values',
    ),
    refusedRound(
      'several names in one word',
      [...asked, '--fix', 'lr,dropout'],
      'lr,dropout names 2 hyperparameters: give the flag once for each of them',
    ),
    refusedRound(
      'a new round of unknown values',
      ['--scientific', 'optimizer=adam,lion', ...question],
      '"lion" is none of the values of optimizer: write one of "adam", "momentum"',
    ),
    refusedRound(
      'a new round that compares one value',
      ['--scientific', 'optimizer=adam', ...question],
      'optimizer is scientific with only one value: give at least two to compare, or fix it',
    ),
    refusedRound(
      'a fixed value out of type',
      [...asked, '--fix', 'dropout=high'],
      '"high" for dropout is not a number: write it in digits, such as 0.001 or 1e-3',
    ),
    refusedRound(
      'rest and more',
      [...asked, '--nuisance', 'rest,lr'],
      'nuisance is rest and more: write rest alone, or the names without it',
    ),
    refusedRound(
      'a new round with a range the wrong way to write it',
      [...asked, '--range', 'lr=0.1-1'],
      'lr=0.1-1: lr is a range: write its ends as lr=1e-4..1e-1',
    ),
    refusedRound(
      'a new round with an adaptive search',
      [...asked, '--search', 'tpe'],
      'search is tpe, which steers by earlier results; a round explores with points that do not, so that its figures can be read and its objective changed afterwards: write halton, sobol, random or grid',
    ),
    refusedRound(
      'a new round with fewer trials than studies',
      [...asked, '--trials', '1'],
      'budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
    ),
    refusedRound(
      'a new round with nothing left to vary',
      [
        '--goal',
        'maximize',
        ...['lr', 'batch-size', 'dropout', 'optimizer=adam', 'beta1'].flatMap((name) => ['--fix', name]),
      ],
      'nothing is left to vary: every hyperparameter has one value in this round; free one of them',
    ),
    refused(
      'a new round with a name that is taken',
      ['round', 'new', ...asked, '--name', 'first'],
      4,
      'error: a round is called first already (rounds/01-first.yaml): give another --name',
    ),
    refused(
      'more trials before anything ran',
      ['run', '--trials', '+20'],
      3,
      'error: no round has run that could be given more trials: `attune run` begins the first, with the budget of its file',
    ),
    refusedAfterRun(
      'more trials that cannot be read',
      ['run', '--trials', 'twenty'],
      2,
      'error: --trials is twenty: write +20 for twenty more, or 52 for so many in all, the baseline’s runs left out',
    ),
    refusedAfterRun(
      'fewer trials',
      ['run', '--trials', '2'],
      2,
      'error: --trials asks for 2 trials and round 1 has 4: a budget can only grow',
    ),
    refusedAfterRun(
      'another objective that nobody reported',
      ['report', '--objective', 'valid/accuracy'],
      3,
      'error: no trial of round 1 reported valid/accuracy: they reported valid/loss',
    ),
    refusedAfterRun(
      'another objective on the test set',
      ['report', '--objective', 'test/loss'],
      2,
      'error: --objective is test/loss, a metric of the test set, which stays sealed: what is chosen by the test set can no longer be tested on it; choose a validation metric',
    ),
    refusedAfterRun(
      'a note about a round that has not run',
      ['note', 'odd', '--round', '7'],
      3,
      'error: round 7 has not run: there are results of round 1',
    ),
    refused(
      'a project where there is one',
      ['init', ...program, ...loss, ...steps, ...lr],
      4,
      'error: attune.yaml exists already: change it by hand, begin in another folder, or replace it with --force',
    ),
    refused(
      'a project in a folder that is not there',
      ['init', '--project', 'new', ...program, ...loss, ...steps, ...lr],
      3,
      'error: new is not a folder: create it first',
    ),
    refusedNew(
      'a project without its command',
      [...loss, ...steps, ...lr],
      2,
      `error: init: 1 value is missing or cannot be used
  --command is missing: give it a value`,
    ),
    refusedNew(
      'a project without hyperparameters',
      [...program, ...loss, ...steps],
      2,
      `error: the project cannot be begun: 1 answer is missing or cannot be used
  no hyperparameters are named: give --hyperparameter lr=1e-4..1:log, or --optimizer adam, or both; each may be repeated`,
    ),
    refusedNew(
      'a project judged on the test set',
      [...program, '--metric', 'test/loss', ...steps, ...lr],
      2,
      `error: the project cannot be begun: 1 answer is missing or cannot be used
  metric is test/loss, and what is tuned on the test set can no longer be tested on it: choose a valid/ metric; test/ metrics stay sealed until a final evaluation`,
    ),
    refusedNew(
      'a direction that cannot be told',
      [...program, '--metric', 'valid/score', ...steps, ...lr],
      2,
      `error: the project cannot be begun: 1 answer is missing or cannot be used
  --direction is missing, and valid/score does not tell it: give --direction minimize or maximize`,
    ),
    refusedNew(
      'a range that cannot be read',
      [...program, ...loss, ...steps, '-H', 'lr=0.1-1'],
      2,
      'error: --hyperparameter lr=0.1-1: a range is written with two dots: lr=0.1..1',
    ),
    refusedNew(
      'a range without a baseline',
      [...program, ...loss, ...steps, '-H', 'lr=0.1..1'],
      2,
      `error: the project cannot be begun: 1 answer is missing or cannot be used
  lr has no baseline value: give --baseline lr=0.0003, or take 0.0003 (practice) with --yes`,
    ),
    refusedNew(
      'an optimiser is misspelt',
      [...program, ...loss, ...steps, '--optimizer', 'adma'],
      2,
      "error: option '--optimizer <names>' argument 'adma' is invalid. Allowed are sgd, momentum, nesterov, rmsprop, adam, adamw, nadam, adagrad, adadelta, lamb, lion; see `attune init --help`",
    ),
  ],
};
