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
    refused('a command is misspelt', ['rum'], 2, '?'),
    refused('a flag is misspelt', ['trials', '--limt', '5'], 2, '?'),
    refused('a flag of another command', ['best', '--watch'], 2, '?'),
    refused('a flag lacks its value', ['trials', '--limit'], 2, '?'),
    refused('a flag has text for a number', ['trials', '--limit', 'ten'], 2, '?'),
    refused('a flag has a number below its limit', ['run', '--slots', '0'], 2, '?'),
    refused('a flag has none of its words', ['trials', '--sort', 'loss'], 2, '?'),
    refused('a state that does not exist', ['trials', '--status', 'done'], 2, '?'),
    refused('an argument is missing', ['show'], 2, '?'),
    refused('an argument too many', ['show', '1', '2'], 2, '?'),
    refused('an argument is no number', ['show', 'best'], 2, '?'),
    { ...refused('no project here', ['run'], 3, '?'), removed: ['attune.yaml'] },
    refused('a project that is not there', ['run', '--project', 'elsewhere'], 3, '?'),
    refused('a folder without a project', ['run', '--project', 'rounds'], 3, '?'),
    refused('a look at results before anything ran', ['report'], 3, '?'),
    refused('an unknown round to run', ['run', '7'], 3, '?'),
    refusedAfterRun('an unknown trial', ['show', '99'], 3, '?'),
    refusedAfterRun('an unknown trial to stop', ['stop', '1', '99'], 3, '?'),
    refusedAfterRun('an unknown round', ['report', '7'], 3, '?'),
    refusedAfterRun('an unknown round of trials', ['trials', '--round', '7'], 3, '?'),
    refusedAfterRun('an unknown round to export', ['export', '--round', '7'], 3, '?'),
    refusedAfterRun('an unknown figure', ['report', '--figure', 'lr.svg', '--id', 'axis:rate'], 3, '?'),
    refusedAfterRun('a figure with an unknown ending', ['report', '--figure', 'lr.jpg'], 5, '?'),
    refusedAfterRun('a page into a folder that is not there', ['report', '--html', 'pages/first.html'], 6, '?'),
    refusedAfterRun('an unknown table', ['export', 'curves'], 2, '?'),
    refusedAfterRun('an unknown format', ['export', '--format', 'xlsx'], 2, '?'),
    refusedAfterRun('an export into a folder that is not there', ['export', '-o', 'tables/trials.csv'], 6, '?'),
    refusedAfterRun('a checkpoint where none was announced', ['best', '--checkpoint'], 3, '?'),
    refusedAfterRun('two wishes at once', ['best', '--command', '--params'], 2, '?'),
    refused('a project where there is one', ['init', ...program, ...loss, ...steps, ...lr], 4, '?'),
    refused(
      'a project in a folder that is not there',
      ['init', '--project', 'new', ...program, ...loss, ...steps, ...lr],
      3,
      '?',
    ),
    refusedNew('a project without its command', [...loss, ...steps, ...lr], 2, '?'),
    refusedNew('a project without hyperparameters', [...program, ...loss, ...steps], 2, '?'),
    refusedNew('a project judged on the test set', [...program, '--metric', 'test/loss', ...steps, ...lr], 2, '?'),
    refusedNew('a direction that cannot be told', [...program, '--metric', 'valid/score', ...steps, ...lr], 2, '?'),
    refusedNew('a range that cannot be read', [...program, ...loss, ...steps, '-H', 'lr=0.1-1'], 2, '?'),
    refusedNew('a range without a baseline', [...program, ...loss, ...steps, '-H', 'lr=0.1..1'], 2, '?'),
    refusedNew('an optimiser is misspelt', [...program, ...loss, ...steps, '--optimizer', 'adma'], 2, '?'),
  ],
};
