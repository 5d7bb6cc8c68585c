/**
 * Rules of thumb on how much the best value of one hyperparameter moves when another changes, by what they mean (method C1).
 * They decide only the order in which hyperparameters are fixed where the budget is short; what earlier rounds measured goes
 * before them. The figures are ranks, not measurements: only their order counts.
 */
import type { Meaning } from '../space/index.ts';

/** What a hyperparameter acts on. */
export type Family = 'optimizer' | 'schedule' | 'batch-size' | 'regularization' | 'architecture' | 'other';

const families: Readonly<Record<Meaning, Family>> = {
  'learning-rate': 'optimizer',
  optimizer: 'optimizer',
  momentum: 'optimizer',
  beta1: 'optimizer',
  beta2: 'optimizer',
  epsilon: 'optimizer',
  'clip-norm': 'schedule',
  'warmup-steps': 'schedule',
  schedule: 'schedule',
  'decay-steps': 'schedule',
  'batch-size': 'batch-size',
  'weight-decay': 'regularization',
  dropout: 'regularization',
  'label-smoothing': 'regularization',
  augmentation: 'regularization',
  width: 'architecture',
  depth: 'architecture',
  architecture: 'architecture',
  activation: 'architecture',
  initialization: 'architecture',
  normalization: 'architecture',
  'max-steps': 'other',
  seed: 'other',
  other: 'other',
};

/**
 * How much a hyperparameter interacts with changes of any kind, from 0 to 10. The optimiser's are the most likely to (the
 * learning rate before all others, then momentum and Adam’s β1, ε, β2 in the order of method C5), what only sets the size or
 * shape of the model the least; an unknown one stands between.
 */
const withAnything: Readonly<Record<Meaning, number>> = {
  'learning-rate': 10,
  momentum: 7,
  'weight-decay': 6.5,
  beta1: 6,
  'batch-size': 5,
  epsilon: 4.5,
  schedule: 4,
  'warmup-steps': 4,
  'clip-norm': 4,
  beta2: 3.5,
  'decay-steps': 3.5,
  dropout: 3,
  augmentation: 3,
  other: 3,
  'label-smoothing': 2.5,
  optimizer: 2.5,
  normalization: 2.5,
  initialization: 2,
  depth: 2,
  width: 2,
  architecture: 2,
  activation: 1,
  'max-steps': 0,
  seed: 0,
};

/** What a scientific family adds to the hyperparameters of another: its own best values, and what stands in for it. */
const raised: Readonly<Record<Family, Partial<Record<Family, number>>>> = {
  optimizer: { optimizer: 2, schedule: 2, 'batch-size': 2 },
  schedule: { optimizer: 2, schedule: 2 },
  'batch-size': { optimizer: 2, schedule: 2, regularization: 2 },
  regularization: { regularization: 2 },
  architecture: { regularization: 2, architecture: 1 },
  other: {},
};

export function familyOf(meaning: Meaning | undefined): Family {
  return families[meaning ?? 'other'];
}

/** The rank of a hyperparameter's interaction with what is scientific: higher is likelier. Above 0, and at most 12. */
export function interactionRank(meaning: Meaning | undefined, scientific: readonly (Meaning | undefined)[]): number {
  const family = familyOf(meaning);
  const extra = scientific.map((other) => raised[familyOf(other)][family] ?? 0);
  return withAnything[meaning ?? 'other'] + Math.max(0, ...extra);
}

/** Whether a family’s hyperparameters are known to need other values under a change of one of these. */
export function interacts(meaning: Meaning | undefined, scientific: readonly (Meaning | undefined)[]): boolean {
  const family = familyOf(meaning);
  return scientific.some((other) => raised[familyOf(other)][family] !== undefined);
}
