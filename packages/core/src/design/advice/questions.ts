/** What a round asks: one question, of things that cost the same, whose answer decides something. */
import { holds, offBeside, type Meaning } from '../../space/index.ts';
import { defineTexts, shown } from '../../texts/index.ts';
import { having, varies, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const questionTexts = defineTexts('advice-question', {
  several: 'the round asks about {count} hyperparameters at once: {names}',
  severalStudies:
    'every combination of their values is a study of its own: {studies} studies share the budget, {trials} trials each, and tell best of one at fixed values of the others',
  severalJoint: 'they share the trials of one study, and each is compared over all values of the others',
  severalRemedy: 'ask one question in a round: keep one of them scientific, and fix the others or leave them nuisance',
  architecture: '{name} is nuisance, though it changes what a trained model costs',
  architectureWhy:
    'the best trial may win by being larger: it takes more time and memory to train and to serve, and trials of unlike size share the budget unevenly in time',
  architectureRemedy: 'fix {name}, or make it scientific in a round of its own and weigh the gain against the cost',
  optimizer: 'the choice of {name} is nuisance',
  optimizerWhy:
    'each optimiser needs its own tuning, so that the trials of every value compared are split among {count} optimisers; a decision on the optimiser serves all later rounds',
  optimizerRemedy: 'fix {name}, or compare optimisers in a round of their own',
  baselineLeft: 'the baseline’s value of {name}, {value}, is not among those compared',
  baselineBeside: 'the baseline’s value of {name}, {value}, lies outside the range that is compared',
  baselineLeftWhy:
    'the round cannot say whether to leave the baseline for one of them: that one is not tuned beside them',
  baselineLeftRemedy: 'add {value} to the scientific values of {name}',
  baselineBesideRemedy: 'widen the range of {name} so that it holds {value}',
});

export function severalQuestions(subject: Subject): readonly Advice[] {
  const scientific = having(subject, 'scientific');
  // What exists only in a branch that is compared belongs to the same question, and has a rule of its own.
  const apart = scientific.filter(
    ({ conditions }) => !conditions.some(({ id }) => scientific.some((one) => one.id === id)),
  );
  if (apart.length < 2) return [];
  const searches = subject.round.studies.filter(({ purpose }) => purpose === 'search');
  const least = Math.min(...searches.map(({ trials }) => trials));
  return [
    {
      code: 'several-questions',
      severity: 'advice',
      hyperparameters: apart.map(({ id }) => id),
      problem: questionTexts.several({ count: apart.length, names: apart.map(({ id }) => id).join(', ') }),
      reason:
        searches.length > 1
          ? questionTexts.severalStudies({ studies: searches.length, trials: least })
          : questionTexts.severalJoint(),
      remedy: questionTexts.severalRemedy(),
      details: [],
    },
  ];
}

const costly: ReadonlySet<Meaning | undefined> = new Set(['width', 'depth', 'architecture']);

/** While something is asked: a round that is to maximize searches what it is given. */
export function architectureNuisance(subject: Subject): readonly Advice[] {
  if (having(subject, 'scientific').length === 0) return [];
  return having(subject, 'nuisance')
    .filter(({ hyperparameter }) => costly.has(hyperparameter.meaning))
    .map(({ id }) => ({
      code: 'nuisance-architecture',
      severity: 'advice',
      hyperparameters: [id],
      problem: questionTexts.architecture({ name: id }),
      reason: questionTexts.architectureWhy(),
      remedy: questionTexts.architectureRemedy({ name: id }),
      details: [],
    }));
}

export function optimizerNuisance(subject: Subject): readonly Advice[] {
  if (having(subject, 'scientific').length === 0) return [];
  return having(subject, 'nuisance').flatMap(({ id, hyperparameter }): readonly Advice[] => {
    if (hyperparameter.meaning !== 'optimizer' || !varies(hyperparameter)) return [];
    const count =
      hyperparameter.kind === 'choice'
        ? hyperparameter.branches.length
        : 'values' in hyperparameter
          ? hyperparameter.values.length
          : 0;
    return [
      {
        code: 'nuisance-optimizer',
        severity: 'advice',
        hyperparameters: [id],
        problem: questionTexts.optimizer({ name: id }),
        reason: questionTexts.optimizerWhy({ count }),
        remedy: questionTexts.optimizerRemedy({ name: id }),
        details: [],
      },
    ];
  });
}

/** What is asked about without the value that the project has now, whether values are compared or a range. */
export function baselineLeftOut(subject: Subject): readonly Advice[] {
  return having(subject, 'scientific').flatMap(({ id, hyperparameter }): readonly Advice[] => {
    const value = subject.project.baseline[id];
    if (value === undefined || holds(hyperparameter, value)) return [];
    if (offBeside(hyperparameter) && hyperparameter.off === value) return [];
    const told = { name: id, value: shown(value) };
    const ranged = hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
    return [
      {
        code: 'baseline-not-compared',
        severity: 'advice',
        hyperparameters: [id],
        problem: ranged ? questionTexts.baselineBeside(told) : questionTexts.baselineLeft(told),
        reason: questionTexts.baselineLeftWhy(),
        remedy: ranged ? questionTexts.baselineBesideRemedy(told) : questionTexts.baselineLeftRemedy(told),
        details: [],
      },
    ];
  });
}
