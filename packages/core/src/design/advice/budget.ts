/** Whether the trials suffice for what they have to tune, and are shared equally (method C1, C4, C5). */
import { defineTexts } from '../../texts/index.ts';
import { affordable, fewestToTune, trialsFor } from '../affordable.ts';
import { shortageOf } from '../fixing.ts';
import { sharesOf, trialsHaving, type Share } from '../shares.ts';
import { having, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const budgetAdviceTexts = defineTexts('advice-budget', {
  short:
    '{trials} {trials|trial|trials} for {count} nuisance {count|hyperparameter|hyperparameters} in {study}: enough to tune {affordable}',
  early: '{trials} {trials|trial|trials} in {study}: too few for some of an optimiser’s hyperparameters',
  shortWhy:
    'points spread too thinly find no value’s best: what is compared then differs by luck of the search as much as by itself',
  shortRemedy:
    'fix {names}, first what is least likely to interact (each is a caveat of the conclusion), or allow {enough} trials',
  fixing: '{name}: {reason}',
  few: '{trials} {trials|trial|trials} to tune {names} in {study}',
  fewWhy:
    'fewer than {fewest} points leave more than a quarter of a range between neighbours: that is a guess, not tuning',
  fewRemedy: 'allow {enough} trials, or compare fewer values',
  unequal: '{trials} trials do not divide among {studies} studies: some get one more than others',
  unequalWhy: 'who has more trials has the luckier best one',
  unequalRemedy: 'allow {less} or {more} trials',
  range: '{trials} trials over the range of {name}',
  rangeWhy:
    'a range is read by comparing parts of it, ten trials or more in each: fewer than {fewest} trials cannot tell its parts from luck of the search',
  rangeRemedy: 'allow {fewest} trials, or give two or three values of {name} to compare in place of its range',
});

/** Two parts of ten trials: fewer are not parted when a range is compared. */
export const fewestOverRange = 20;

export function budgetShort(subject: Subject): readonly Advice[] {
  const { fixings, worst, enough } = shortageOf(subject);
  if (worst === null || isTooFew(worst)) return [];
  const count = worst.nuisance.length;
  const told = { trials: Math.floor(worst.trials), study: partName(worst) };
  return [
    {
      code: 'budget-short',
      severity: 'advice',
      hyperparameters: fixings.map(({ hyperparameter }) => hyperparameter),
      problem:
        count > affordable(worst.trials)
          ? budgetAdviceTexts.short({ ...told, count, affordable: affordable(worst.trials) })
          : budgetAdviceTexts.early(told),
      reason: budgetAdviceTexts.shortWhy(),
      remedy: budgetAdviceTexts.shortRemedy({
        names: fixings.map(({ hyperparameter }) => hyperparameter).join(', '),
        enough,
      }),
      details: fixings.map(({ hyperparameter, reason }) =>
        budgetAdviceTexts.fixing({ name: hyperparameter, reason: reason.text }),
      ),
    },
  ];
}

/** Too few to tune anything: the question cannot be answered. Says the least that would do. */
export function budgetTooFew(subject: Subject): readonly Advice[] {
  const { round, file } = subject;
  if (file.search.kind === 'list' || file.search.kind === 'grid') return [];
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  const parts = searches.flatMap((study) => sharesOf(study, round.roles));
  const few = parts.filter(isTooFew);
  const [worst] = few.toSorted((a, b) => a.trials - b.trials);
  if (worst === undefined) return [];
  const needed = parts.map(
    ({ nuisance, ofStudy }) => (trialsFor(Math.min(1, nuisance.length)) * searches.length) / ofStudy,
  );
  return [
    {
      code: 'budget-too-small',
      severity: 'warning',
      hyperparameters: worst.nuisance.map(({ id }) => id),
      problem: budgetAdviceTexts.few({
        trials: Math.floor(worst.trials),
        names: worst.nuisance.map(({ id }) => id).join(', '),
        study: partName(worst),
      }),
      reason: budgetAdviceTexts.fewWhy({ fewest: fewestToTune }),
      remedy: budgetAdviceTexts.fewRemedy({ enough: Math.ceil(Math.max(...needed)) }),
      details: [],
    },
  ];
}

export function sharesUnequal({ round, file }: Subject): readonly Advice[] {
  const searches = round.studies.filter(({ purpose }) => purpose === 'search');
  const sizes = new Set(searches.map(({ trials }) => trials));
  if (sizes.size < 2 || file.search.kind === 'grid' || file.search.kind === 'list') return [];
  const studies = searches.length;
  const less = Math.floor(file.trials / studies) * studies;
  return [
    {
      code: 'unequal-budget',
      severity: 'note',
      hyperparameters: [],
      problem: budgetAdviceTexts.unequal({ trials: file.trials, studies }),
      reason: budgetAdviceTexts.unequalWhy(),
      remedy: budgetAdviceTexts.unequalRemedy({ less, more: less + studies }),
      details: [],
    },
  ];
}

export function rangeTooThin(subject: Subject): readonly Advice[] {
  const { round, file } = subject;
  if (file.search.kind === 'list' || file.search.kind === 'grid') return [];
  return having(subject, 'scientific').flatMap(({ id, hyperparameter }): readonly Advice[] => {
    if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') return [];
    const own = round.studies.filter(({ purpose, scientific }) => purpose === 'search' && scientific[id] === undefined);
    const trials = Math.floor(own.reduce((sum, study) => sum + trialsHaving(study, id), 0));
    const all = own.reduce((sum, study) => sum + study.trials, 0);
    const enough = Math.ceil((fewestOverRange * all) / Math.max(1, trials));
    if (own.length === 0 || trials >= fewestOverRange) return [];
    return [
      {
        code: 'range-too-thin',
        severity: 'warning',
        hyperparameters: [id],
        problem: budgetAdviceTexts.range({ trials, name: id }),
        reason: budgetAdviceTexts.rangeWhy({ fewest: fewestOverRange }),
        remedy: budgetAdviceTexts.rangeRemedy({ fewest: enough, name: id }),
        details: [],
      },
    ];
  });
}

function isTooFew({ trials, nuisance }: Share): boolean {
  return nuisance.length > 0 && trials < fewestToTune;
}

/** `optimizer=adam`, or the branch of a joint study. */
function partName({ study, labels }: Share): string {
  const branches = Object.entries(labels).map(([id, label]) => `${id}=${label}`);
  const apart = branches.filter((branch) => !study.split(', ').includes(branch));
  return [study, ...apart].join(', ');
}
