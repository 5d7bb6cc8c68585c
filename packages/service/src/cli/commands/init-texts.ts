import { defineTexts } from '@attune/core/texts';

export const initCommandTexts = defineTexts('cli-init', {
  summary: 'begin a project: write attune.yaml and a first round',
  explanation:
    'A project is one workload being tuned: the command that trains it, the metric that it is judged by, its ' +
    'hyperparameters with the ranges to search, and a baseline to compare with. `attune init` writes them into ' +
    'attune.yaml, and a first round of trials into rounds/01-first.yaml. Both are yours to edit; nothing is overwritten without --force.',
  asking:
    'In a terminal it asks for what the flags leave open, and can find the flags of a training script by running it with ' +
    '--help, which it does only after asking (or with --run-help).',
  offers:
    'Starting values known from practice are offered with their source, never taken silently: confirm each, or take all ' +
    'with --yes.',
  command: 'the training command; hyperparameters are added as {macro} where it hands over none',
  metric: 'what trials are judged by, as split/name: valid/loss',
  direction: 'whether less or more of it is better; told by the name where that is plain',
  maxSteps: 'how many steps every trial trains',
  stepUnit: 'what one step is: step, epoch; default: step',
  from: 'where measurements come from: metrics.jsonl or printed lines; default: file',
  pattern: 'with --from stdout: a regular expression with named groups, step and one per metric',
  rename: "a metric's name in the script, and in Attune: val_acc=valid/accuracy",
  validExamples: 'how many validation examples there are: gives a rate such as valid/error its sampling error',
  optimizer: 'optimisers to choose among, each with its own hyperparameters',
  form: "how many of an optimiser's hyperparameters; default: few",
  hyperparameter:
    'NAME=LOW..HIGH[:SCALE][@BASELINE], NAME=A,B,C[@BASELINE], NAME=OFF|LOW..HIGH, or a bare NAME for the range that ' +
    'practice knows; SCALE is log, linear, reverse-log or integer',
  baseline: 'a value of the first baseline: lr=0.1',
  trials: "the first round's budget of trials; default: 24, or 16 for each optimiser compared",
  runHelp: 'run the training script with --help to find its flags',
  yes: 'take every value that is offered, and ask nothing',
  force: 'replace files that exist',
  exampleAsk: 'ask for everything, in a terminal',
  exampleFlags: 'an argparse script as it is: its --epochs and --seed are found in its help; dropout is off or a range',
  exampleOptimizer: 'a choice of optimiser, with ranges and starting values known from practice',
  created: 'created',
  replaced: 'replaced',
  extended: 'extended',
  taken: 'Values that you did not give, with their source:',
  range: 'range',
  start: 'baseline',
  columnName: 'hyperparameter',
  columnValue: 'value',
  columnSource: 'source',
  columnNote: 'why',
  inPlace: 'Before tuning, these must hold:',
  next: 'Next:',
});
