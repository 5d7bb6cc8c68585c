/**
 * How many hyperparameters a number of trials can tune, and which of an optimiser's first (method C5). The playbook's rule is
 * Adam's: below 10 trials the learning rate only, from 10 also β1, above 25 also ε, with substantially more also β2. The
 * thresholds are taken for other hyperparameters too, and each optimiser has an order of its own.
 */
import { optimizer, type Named, type OptimizerName, type Setting } from '../space/index.ts';

/**
 * Trials from which another hyperparameter joins. "Substantially more" than 25 is read as twice as many; beyond the rule each
 * further one doubles the budget, as one more dimension thins out a fixed number of points.
 */
export const joinsAt = [1, 10, 26, 50] as const;

/** Fewest trials that tune anything: fewer leave more than a quarter of one even range between neighbouring points. */
export const fewestToTune = 5;

/** How many hyperparameters this many trials of one study can tune. */
export function affordable(trials: number): number {
  const last = joinsAt[joinsAt.length - 1] ?? 1;
  if (trials < last) return joinsAt.filter((from) => trials >= from).length;
  return joinsAt.length + Math.floor(Math.log2(trials / last));
}

/** The least number of trials that can tune so many hyperparameters. */
export function trialsFor(hyperparameters: number): number {
  if (hyperparameters < 1) return 1;
  const last = joinsAt[joinsAt.length - 1] ?? 1;
  const from = joinsAt[hyperparameters - 1] ?? last * 2 ** (hyperparameters - joinsAt.length);
  return Math.max(fewestToTune, from);
}

/**
 * Each optimiser's hyperparameters in the order in which they are worth varying, by their names in the optimiser table: the
 * n-th joins at `joinsAt[n]`. Adam's order is the playbook's. The others are practice: what sets the size of a step first,
 * then what averages it, then what bounds it; weight decay, where the optimiser has its own, right after the rate, since
 * the two together set how far the weights can grow.
 */
export const tuningOrder: Readonly<Record<OptimizerName, readonly string[]>> = {
  sgd: ['learning_rate'],
  momentum: ['learning_rate', 'momentum'],
  nesterov: ['learning_rate', 'momentum'],
  rmsprop: ['learning_rate', 'momentum', 'epsilon', 'rho'],
  adam: ['learning_rate', 'beta1', 'epsilon', 'beta2'],
  adamw: ['learning_rate', 'weight_decay', 'beta1', 'epsilon', 'beta2'],
  nadam: ['learning_rate', 'beta1', 'epsilon', 'beta2'],
  adagrad: ['learning_rate', 'epsilon', 'initial_accumulator_value'],
  adadelta: ['learning_rate', 'rho', 'epsilon'],
  lamb: ['learning_rate', 'weight_decay', 'beta1', 'epsilon', 'beta2'],
  lion: ['learning_rate', 'weight_decay', 'beta1', 'beta2'],
};

/** The optimiser's own setting that a hyperparameter of its branch is, by its meaning, else by its name. */
export function ownSetting(of: OptimizerName, { meaning, name }: Pick<Named, 'meaning' | 'name'>): Setting | undefined {
  return optimizer(of).general.find((one) => (one.meaning === undefined ? one.name === name : one.meaning === meaning));
}

/**
 * Trials from which an optimiser's hyperparameter is worth varying; undefined for what is none of its own. The settings
 * named in `without` are left out of the order, as they need no tuning.
 */
export function worthFrom(
  of: OptimizerName,
  hyperparameter: Pick<Named, 'meaning' | 'name'>,
  without: readonly string[] = [],
): number | undefined {
  const setting = ownSetting(of, hyperparameter);
  const order = tuningOrder[of].filter((name) => name === setting?.name || !without.includes(name));
  const place = setting === undefined ? -1 : order.indexOf(setting.name);
  return place < 0 ? undefined : (joinsAt[place] ?? trialsFor(place + 1));
}
