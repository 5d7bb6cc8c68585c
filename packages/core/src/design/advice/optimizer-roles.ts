/** An optimiser's hyperparameters in the wrong role: asked about, or held constant while what they depend on changes. */
import type { Meaning } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { affordable } from '../affordable.ts';
import { worthOf } from '../fixing.ts';
import { interacts } from '../interaction.ts';
import { sharesOf, type Share } from '../shares.ts';
import { having, type Placed, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const optimizerRoleTexts = defineTexts('advice-optimizer', {
  asked: '{name} is scientific',
  askedWhy:
    'the best value of an optimiser’s hyperparameter moves with nearly everything else, so that an answer about it holds for this round’s other values only and is rarely of use',
  askedRemedy:
    'take {name} out of scientific: it is then nuisance, tuned anew for whatever is compared; its range is best learned by a round with goal: maximize',
  rateFixed: '{name} is fixed at {value} while {scientific} is compared',
  rateFixedWhy:
    'each value compared needs a learning rate of its own: at one rate the value that suits it wins, not the better one',
  rateFixedRemedy: 'let {name} vary: remove it from fixed, and fix something else where the budget is short',
  rateConstantRemedy: 'let {name} vary: give it a range in attune.yaml',
  fixed: '{name} is fixed at {value} while {scientific} is compared, which is likely to interact with it',
  fixedWhy:
    'where the best value differs between what is compared, one value favours some of them; {trials} trials a study are enough to tune it too',
  fixedRemedy: 'remove {name} from fixed, or keep it as a caveat',
});

const asked: ReadonlySet<Meaning | undefined> = new Set(['learning-rate', 'momentum', 'beta1', 'beta2', 'epsilon']);

/** Weight decay fixed while the model's size is compared has a rule of its own. */
const others: ReadonlySet<Meaning | undefined> = new Set(['momentum', 'beta1', 'beta2', 'epsilon']);

export function optimizerScientific(subject: Subject): readonly Advice[] {
  return having(subject, 'scientific')
    .filter(({ hyperparameter }) => asked.has(hyperparameter.meaning))
    .map(({ id, hyperparameter }) => ({
      code: 'scientific-optimizer-hyperparameter',
      // To understand a rate is sometimes meant; to compare two rates hardly ever.
      severity: subject.round.goal === 'compare' && hyperparameter.meaning === 'learning-rate' ? 'warning' : 'advice',
      hyperparameters: [id],
      problem: optimizerRoleTexts.asked({ name: id }),
      reason: optimizerRoleTexts.askedWhy(),
      remedy: optimizerRoleTexts.askedRemedy({ name: id }),
      details: [],
    }));
}

export function optimizerFixed(subject: Subject): readonly Advice[] {
  const scientific = having(subject, 'scientific');
  if (scientific.length === 0) return [];
  const names = scientific.map(({ id }) => id).join(', ');
  return having(subject, 'fixed').flatMap((placed): readonly Advice[] => {
    const { id, hyperparameter, constant } = placed;
    const value = String(subject.round.caveats.find((caveat) => caveat.hyperparameter === id)?.value);
    if (hyperparameter.meaning === 'learning-rate') {
      return [
        {
          code: 'fixed-learning-rate',
          severity: 'warning',
          hyperparameters: [id],
          problem: optimizerRoleTexts.rateFixed({ name: id, value, scientific: names }),
          reason: optimizerRoleTexts.rateFixedWhy(),
          remedy: constant
            ? optimizerRoleTexts.rateConstantRemedy({ name: id })
            : optimizerRoleTexts.rateFixedRemedy({ name: id }),
          details: [],
        },
      ];
    }
    const trials = constant ? null : roomFor(subject, placed);
    if (trials === null) return [];
    return [
      {
        code: 'fixed-optimizer-hyperparameter',
        severity: 'advice',
        hyperparameters: [id],
        problem: optimizerRoleTexts.fixed({ name: id, value, scientific: names }),
        reason: optimizerRoleTexts.fixedWhy({ trials }),
        remedy: optimizerRoleTexts.fixedRemedy({ name: id }),
        details: [],
      },
    ];
  });
}

/** Trials of the part in which it lives, where they would tune it too; null where they are too few or it need not be. */
function roomFor(subject: Subject, placed: Placed): number | null {
  const { hyperparameter, id } = placed;
  const meanings = having(subject, 'scientific').map((one) => one.hyperparameter.meaning);
  if (!others.has(hyperparameter.meaning) || !interacts(hyperparameter.meaning, meanings)) return null;
  if (subject.known.insensitive.some((one) => one.hyperparameter === id)) return null;
  const searches = subject.round.studies.filter(({ purpose }) => purpose === 'search');
  const own = searches.flatMap((study) =>
    sharesOf(study, subject.round.roles).filter((part) => holds(part, study.scientific, placed)),
  );
  const fits = own.filter(
    ({ trials, nuisance }) => nuisance.length < affordable(trials) && trials >= (worthOf(placed, subject) ?? 0),
  );
  return fits.length === 0 || fits.length < own.length
    ? null
    : Math.floor(Math.min(...fits.map(({ trials }) => trials)));
}

function holds({ labels }: Share, scientific: Readonly<Record<string, unknown>>, { conditions }: Placed): boolean {
  return conditions.every(({ id, label }) => (labels[id] ?? scientific[id]) === label);
}
