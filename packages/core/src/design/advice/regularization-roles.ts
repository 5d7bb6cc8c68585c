/** Regularisers in the wrong role: not tuned to the model's size, or their presence mixed up with their strength. */
import { offBeside, type Hyperparameter, type Meaning } from '../../space/index.ts';
import { defineTexts, shown } from '../../texts/index.ts';
import { familyOf } from '../interaction.ts';
import { having, type Placed, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const regularizationRoleTexts = defineTexts('advice-regularization', {
  decayFixed: '{name} is fixed at {value} while {scientific} is compared',
  decayFixedWhy:
    'the best weight decay goes with the size of the model: at one strength the size that it suits wins, not the better one',
  decayFixedRemedy: 'let {name} vary: remove it from fixed, or give it a range in attune.yaml',
  both: 'the strength {strength} is asked about together with the presence {presence}',
  bothWhy:
    'the question whether a regulariser helps is about its presence; each strength compared apart leaves few trials to any, and none with the best strength',
  bothRemedy: 'take {strength} out of scientific: it is then tuned where the regulariser is on',
  offOrRange: '{name} is scientific with its strength: off, and every value of its range',
  offOrRangeWhy:
    'a quarter of the trials has it off, and the others are spread over its range, so that neither is tuned as well as two studies would be',
  offOrRangeRemedy:
    'to ask only whether it helps, make {name} a choice in attune.yaml, off or on, with its strength under on, and compare that choice',
  offInside: '{name} is scientific over its range, in which off ({off}) is one point',
  offInsideWhy:
    'no trial of the search has it off: the round tells which strength is best, but not whether it helps at all, but for the untuned baseline',
  offInsideRemedy:
    'to ask whether it helps, let the range begin above {off} in attune.yaml, so that off stands beside it and a quarter of the trials has it off; or make {name} a choice, off or on',
  presence: 'whether {name} is on is nuisance',
  presenceWhy:
    'a regulariser adds code and a hyperparameter: whether it stays is a decision to be made on evidence, and leaving it open splits the trials between on and off',
  presenceRemedy: 'make {name} scientific in a round of its own, or fix it; off: {off} or a range without off',
});

const sizes: ReadonlySet<Meaning | undefined> = new Set(['width', 'depth', 'architecture']);

export function weightDecayFixed(subject: Subject): readonly Advice[] {
  const compared = having(subject, 'scientific').filter(({ hyperparameter }) => sizes.has(hyperparameter.meaning));
  if (compared.length === 0) return [];
  return having(subject, 'fixed')
    .filter(({ hyperparameter }) => hyperparameter.meaning === 'weight-decay')
    .map(({ id }) => ({
      code: 'fixed-weight-decay',
      severity: 'warning',
      hyperparameters: [id],
      problem: regularizationRoleTexts.decayFixed({
        name: id,
        value: String(subject.round.caveats.find(({ hyperparameter }) => hyperparameter === id)?.value),
        scientific: compared.map((one) => one.id).join(', '),
      }),
      reason: regularizationRoleTexts.decayFixedWhy(),
      remedy: regularizationRoleTexts.decayFixedRemedy({ name: id }),
      details: [],
    }));
}

export function strengthWithPresence(subject: Subject): readonly Advice[] {
  const scientific = having(subject, 'scientific');
  const nested = scientific.flatMap(({ id, hyperparameter, conditions }): readonly Advice[] => {
    const presence = conditions.find((condition) => scientific.some((one) => one.id === condition.id));
    if (presence === undefined || !regularizes(hyperparameter)) return [];
    return [
      {
        code: 'strength-with-presence',
        severity: 'advice',
        hyperparameters: [id, presence.id],
        problem: regularizationRoleTexts.both({ strength: id, presence: presence.id }),
        reason: regularizationRoleTexts.bothWhy(),
        remedy: regularizationRoleTexts.bothRemedy({ strength: id }),
        details: [],
      },
    ];
  });
  const open = scientific.filter(
    ({ hyperparameter }) => regularizes(hyperparameter) && isRangeBesideOff(hyperparameter),
  );
  const inside = scientific.filter(
    ({ hyperparameter }) => regularizes(hyperparameter) && isRangeAroundOff(hyperparameter),
  );
  return [
    ...nested,
    ...inside.map(({ id, hyperparameter }): Advice => {
      const told = { name: id, off: shown(hyperparameter.off ?? null) };
      return {
        code: 'off-inside-range',
        severity: 'advice',
        hyperparameters: [id],
        problem: regularizationRoleTexts.offInside(told),
        reason: regularizationRoleTexts.offInsideWhy(),
        remedy: regularizationRoleTexts.offInsideRemedy(told),
        details: [],
      };
    }),
    ...open.map(({ id }): Advice => ({
      code: 'strength-with-presence',
      severity: 'note',
      hyperparameters: [id],
      problem: regularizationRoleTexts.offOrRange({ name: id }),
      reason: regularizationRoleTexts.offOrRangeWhy(),
      remedy: regularizationRoleTexts.offOrRangeRemedy({ name: id }),
      details: [],
    })),
  ];
}

/** While something is asked; a round that is to maximize may leave it open. */
export function presenceNuisance(subject: Subject): readonly Advice[] {
  if (having(subject, 'scientific').length === 0) return [];
  return having(subject, 'nuisance')
    .filter(({ hyperparameter }) => regularizes(hyperparameter) && mayBeOff(hyperparameter))
    .map(({ id, hyperparameter }: Placed) => ({
      code: 'nuisance-presence',
      severity: 'advice',
      hyperparameters: [id],
      problem: regularizationRoleTexts.presence({ name: id }),
      reason: regularizationRoleTexts.presenceWhy(),
      remedy: regularizationRoleTexts.presenceRemedy({ name: id, off: String(hyperparameter.off) }),
      details: [],
    }));
}

function regularizes({ meaning }: Hyperparameter): boolean {
  return familyOf(meaning) === 'regularization';
}

function mayBeOff(hyperparameter: Hyperparameter): boolean {
  if (hyperparameter.kind === 'choice') return hyperparameter.off !== undefined && hyperparameter.branches.length > 1;
  if (hyperparameter.kind === 'boolean') return hyperparameter.values.length > 1;
  return offBeside(hyperparameter);
}

function isRangeBesideOff(hyperparameter: Hyperparameter): boolean {
  return (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') && offBeside(hyperparameter);
}

function isRangeAroundOff(hyperparameter: Hyperparameter): boolean {
  if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') return false;
  return hyperparameter.off !== undefined && !offBeside(hyperparameter);
}
