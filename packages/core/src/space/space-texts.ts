/** What this folder says to users. `{name}` is an identity; values arrive as they would stand in the file. */
import { defineTexts } from '../texts/index.ts';

export const spaceTexts = defineTexts('space', {
  // The whole space.
  notMapping: 'hyperparameters is {value}: write a mapping from each name to its range, values or choices',
  empty: 'hyperparameters is empty: name at least one, such as lr: { range: [1e-4, 1e-1], scale: log }',
  duplicateArg: '{name} reaches the program as {arg}, and so does {other}: give one of them another arg',
  tooManyStrata:
    'the space has {count} combinations of branches, more than {limit}: fix some of the choices, or drop some off values',

  // Names.
  badName: 'the name {name} is not usable: begin with a letter or _, and go on with letters, digits, _, . or -',
  reservedName: 'the name {name} is reserved in JavaScript: choose another, and write the program’s own name under arg',
  maxSteps:
    '{name} is the length of training, which is never searched: every trial trains train.max_steps, and a change of it is a decision between rounds; remove it here and set train.max_steps',
  resemblesMaxSteps:
    '{name} looks like the length of training, which is never searched: is it? if so, remove it here and set train.max_steps; if not, say what it is with meaning, or write meaning: other',

  // One definition.
  bareList:
    '{name} is the list {value}: write { range: {value} } to search between two numbers, or { values: {value} } to choose among them',
  bareValue:
    '{name} is {value}: write { values: [{value}] } to keep it constant, or { range: [low, high] } to search it',
  noForm: '{name} has none of range, values and choices: give one of them',
  severalForms: '{name} has {forms} together: keep one of them',
  unknownField: '{name} has an unknown field {field}: its fields can be {fields}',
  unknownFieldNear: '{name} has an unknown field {field}: did you mean {nearest}?',
  misplacedField: '{field} of {name} goes only with {form}: remove it',
  badType: 'type of {name} is {value}: write integer or float',
  badScale: 'scale of {name} is {value}: write linear, log or reverse-log',
  badOrdered: 'ordered of {name} is {value}: write true or false',
  badArg: 'arg of {name} is {value}: write the name that the program expects, without leading dashes, spaces or =',
  unknownMeaning: 'meaning of {name} is {value}: write one of {meanings}',
  unknownMeaningNear: 'meaning of {name} is {value}: did you mean {nearest}?',
  offForm: 'off of {name} is {value}: write the one value that disables it',
  offLabel: 'off of {name} is {value}, which is none of its labels: write one of {labels}',

  // Numbers.
  notNumber: '{value} for {name} is not a number: write it in digits, such as 0.001 or 1e-3',
  quotedNumber: '{value} for {name} is text, not a number: write {number} without quotes',
  groupedNumber: '{value} for {name} is text, not a number: write {number}',
  notFinite: '{value} for {name} is not finite: write a number',
  notWhole: '{value} for {name} is not a whole number: round it, or write type: float',
  tooLarge: '{value} for {name} is too large for a whole number: stay within ±{limit}, or write type: float',
  naturalLimit:
    '{value} for {name} is impossible: {meaning} lies in {interval}; change it, or, if {name} is something else, write meaning: other',
  needsInteger:
    'range of {name} holds fractions, but {meaning} is a whole number: add type: integer, or, if it is something else, write meaning: other',

  // Ranges.
  rangeForm: 'range of {name} is {value}: write two numbers, [low, high]',
  rangeReversed: 'range of {name} begins at {low} and ends below, at {high}: write [{high}, {low}]',
  rangeOfOne: 'range of {name} holds nothing but {low}: write values: [{low}] instead of range for a constant',
  rangeTooWide: 'range of {name} from {low} to {high} is wider than any number: bring the ends nearer to each other',
  logNeedsPositive:
    'range of {name} begins at {low}, which scale log does not reach: begin above 0 (and write off: 0 where 0 is to be tried), or write scale: linear',
  reverseLogNeedsBelowOne:
    'range of {name} ends at {high}, which scale reverse-log does not reach: end below 1, or write scale: linear',
  reverseLogInteger:
    'range of {name} has whole numbers with scale reverse-log, which is for values below 1: write log or linear',
  noRange: '{name} has no range to change: it has {form}; give values of those',

  // Values.
  valuesForm: 'values of {name} is {value}: write a list of at least one value',
  valueForm: '{value} among the values of {name} is not a single value: write numbers, text, true or false',
  nullAmongNumbers: 'null stands among the numbers of {name}: take it out of values and write off: null beside them',
  duplicateValue: '{value} stands twice among the values of {name}: remove one',
  unknownValue: '{value} is none of the values of {name}: write one of {values}',
  unknownValueNear: '{value} is none of the values of {name}, {values}: did you mean {nearest}?',

  // Choices.
  choicesForm:
    'choices of {name} is {value}: write a mapping from labels to the hyperparameters of each branch; a list without such goes under values',
  badLabel:
    'the label {label} of {name} is not usable: take one without / and =, and write what the program receives as { value: …, with: … }',
  branchForm: 'branch {label} of {name} is {value}: write a mapping of its hyperparameters, or nothing',
  branchValue: 'value of branch {label} of {name} is {value}: write a single value',

  // Configurations.
  missing: '{name} has no value: give it one',
  unknown: 'there is no hyperparameter {name}: write one of {names}',
  unknownNear: 'there is no hyperparameter {name}: did you mean {nearest}?',
  ambiguous: '{name} may mean {matches}: write one of these in full',
  givenTwice: '{name} is given twice, as {first} and as {second}: remove one',
  inactive: '{name} has a value, but exists only under {conditions}: remove it',
  outsideRange: '{value} for {name} lies outside its range [{low}, {high}]: choose a value inside, or widen the range',
  outsideSpace: 'the configuration does not lie in the space: check it for missing, inactive and outlying values',
  pointLength: 'the point has {given} coordinates for {needed} dimensions: give one for each',
});
