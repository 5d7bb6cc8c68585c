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
