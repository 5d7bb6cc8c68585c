import { defineTexts } from '@attune/core/texts';

export const roundNewCommandTexts = defineTexts('cli-round-new', {
  summary: 'design the next round, and write its file',
  explanation:
    'A round asks one question. What it is about is scientific; all else starts as nuisance, tuned anew for each value ' +
    'compared, so that the comparison is fair. Where the budget does not tune so much, what is least likely to interact with ' +
    'the question is fixed, with the reason beside it in the file: conclusions then hold for that value only. --nuisance rest ' +
    'keeps everything.',
  asking:
    'In a terminal it asks for what the flags leave open. With flags alone, or --yes, it asks nothing. The file gets the next ' +
    'number; nothing is overwritten. It is yours to edit until it runs.',
  goal: 'what the round is for; default: compare where something is scientific, else maximize',
  question: 'what it is to answer, in one sentence',
  scientific: 'what is asked about: NAME, or NAME=VALUE,VALUE for some of its values',
  fix: 'what is held constant: NAME (at the baseline), or NAME=VALUE',
  nuisance: 'what is tuned: rest, or names; without it, what the budget does not tune is fixed',
  range: 'another range in this round: NAME=LOW..HIGH, or NAME=VALUE,VALUE to keep some values',
  trials: 'budget of the whole round; default: 16 for each study',
  maxSteps: 'steps of each trial of this round; default: max_steps of attune.yaml',
  search: 'halton (the default), sobol, random or grid',
  baselineSeeds: 'runs of the baseline; default: 3 in the first round, then 1',
  name: 'of the file; default: made of the question',
  yes: 'ask nothing',
  exampleAsk: 'ask for everything, in a terminal',
  exampleFlags: 'a comparison with two fixed hyperparameters',
  exampleMaximize: 'search three hyperparameters in a narrower range',
  written: 'written {file}',
  fixed: 'Fixed, since {trials} trials do not tune everything (--nuisance rest keeps them, more --trials tune them):',
  fixedAt: '{name} at {value}: {reason}',
  next: 'Next:',
  nextPlan: 'what it costs, and what it can conclude',
  nextRun: 'run it',
});

export const roundQuestionTexts = defineTexts('round-question', {
  title: 'The next round',
  goal: 'What is the round for?',
  compare: 'compare a change',
  compareHint: 'is A better than B, each tuned?',
  understand: 'understand a hyperparameter',
  understandHint: 'how does the best result depend on it?',
  maximize: 'maximize the objective',
  maximizeHint: 'explore the ranges, and find the best',
  scientific: 'What is the question about?',
  scientificNeeded: 'choose at least one',
  values: 'Which values of {name}?',
  valuesNeeded: 'at least two are compared',
  question: 'The question, in one sentence',
  suggested: '{values}?',
  suggestedMany: 'which {name} is best?',
  needed: 'write what the round is to answer',
  fixed: 'What is held constant, at the baseline? Conclusions then hold only there',
  trials: 'How many trials in all?',
  trialsAbout:
    '{studies} {studies|study|studies}, which share them equally; below 10 a study tunes one hyperparameter, below 26 two, below 50 three',
  whole: 'write a whole number from 1',
  short: 'The budget is short',
  shortFix: 'Fix {names}?',
  write: 'Write this round?',
  end: 'Edit it as you like until it runs.',
});
