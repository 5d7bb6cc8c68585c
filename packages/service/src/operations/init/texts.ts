import { defineTexts } from '@attune/core/texts';

export const initTexts = defineTexts('init', {
  refused: 'the project cannot be begun: {count} {count|answer is|answers are} missing or cannot be used',
  exists: '{file} exists already: change it by hand, begin in another folder, or replace it with --force',
  noFolder: '{folder} is not a folder: create it first',
  noHyperparameters:
    'no hyperparameters are named: give --hyperparameter lr=1e-4..1:log, or --optimizer adam, or both; each may be repeated',
  direction: '--direction is missing, and {metric} does not tell it: give --direction minimize or maximize',
  unknownOptimizer: '--optimizer {name} is not known: known are {known}',
  unknownOptimizerNear: '--optimizer {name} is not known: did you mean {nearest}?',
  optimizerAndFlag: '{name} comes with --optimizer already: leave out --hyperparameter {name}, or --optimizer',
  noRange: '{name} has no range, and practice knows none for it: give one, such as --hyperparameter {name}=0.1..10:log',
  offerRefused: '{name} has no baseline value: give {flag}, or take {value} ({source}) with --yes',
  onByDefault:
    '{name} is on by default, and a flag can only be given or left out: name --hyperparameter {negation} instead',
  twice: '{name} is given twice: keep one --hyperparameter {name}',
  unknownFlag: 'the script knows no flag {name}: its flags are {flags}',
  unknownFlagNear: 'the script knows no flag {name}: did you mean {nearest}?',
  fromScript: 'the default of the training script',
  notVisible: '{source}; the default of the training script is not visible',
  hiddenDefaults:
    'the help of the script does not show {count|the default|the defaults} of {names}: see that the baseline is what you train with today',
  hiddenArgparse:
    'the help of the script does not show {count|the default|the defaults} of {names} (formatter_class=argparse.ArgumentDefaultsHelpFormatter would): see that the baseline is what you train with today',
  fromScriptChoices: 'what the training script offers',
  aroundScript: 'two decades below the default of the training script, and one above',
  outside: 'the baseline of {name}, {value}, lies outside the range to search: widen one, or change the other',
  fromMiddle: 'the middle of its range; nothing better is known',
  fromFirst: 'the first of its values; nothing better is known',
  fromOrder: 'the first one named',
  argsAdded: 'added {macro} to the command: it stands for the hyperparameters, as {example}',
  stepsAdded: 'added {words} to the command: every trial trains max_steps',
  seedAdded: 'added {words} to the command: each trial has a seed of its own',
  notTold:
    'the command hands over neither {macros}: the script can read ATTUNE_MAX_STEPS and ATTUNE_SEED, or write the macros into the command',
  stepsFixed: 'the command sets {flag} itself: write {flag} {macro} there, so that it follows max_steps',
  directionGuessed: 'direction: {direction}, as {metric} suggests',
  batchSize:
    '{name} is a batch size, which is not tuned for validation performance: change it for speed, then tune the rest again',
  noChildFlag:
    'the script has no flag for {name}, which --optimizer brings: it is left out, and stays what the script makes of it; to tune it, give the script a flag and attune.yaml the hyperparameter',
  noBranchChoice:
    '--optimizer {label} is not surely one of what the script offers for {flag} ({list}): leave --optimizer out, and choose among these with --hyperparameter {own}={list}',
  otherBranchChoice:
    '--optimizer {label} is not surely one of what the script offers for {flag} ({list}): give --optimizer {offered}, or choose among these with --hyperparameter {own}={list}',
  handedOver: '{label} reaches the script as {flag} {value}',
  fileMetrics:
    'metrics are read from a file: the script appends lines such as {example} to metrics.jsonl in the folder $ATTUNE_DIR',
  stdoutMetrics: 'metrics are read from what the script prints: lines such as {example}',
  patternMetrics: 'metrics are read from what the script prints, by the pattern given',
  ignored: 'added {entries} to {file}: what can be made again does not belong into git',
  pipeline: 'the training command runs to its end without Attune, and trains',
  represents:
    'the metric stands for what counts in deployment, measured on validation examples that training never sees',
  sealed: 'test metrics stay sealed (test/…): they are kept, and shown only once you ask for a final evaluation',
  nextCheck: 'validate everything, and train until the second measurement',
  nextRun: 'run the first round',
  question: 'Which of these settings are good, and where does {metric} stop improving?',
  optimizerQuestion: 'Which optimiser trains best, each tuned equally well?',
});
