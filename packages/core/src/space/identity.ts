/** Walking a space: all its hyperparameters with the branches they live in, by name, and those active in a configuration. */
import type { ChoiceHyperparameter, Branch, Configuration, Hyperparameter, Identity, Space } from './hyperparameter.ts';

/** One branch that must be taken: the choice's identity and the label. */
export interface Condition {
  readonly id: Identity;
  readonly label: string;
}

/** A hyperparameter with every branch, outermost first, under which it exists. */
export interface Conditioned {
  readonly hyperparameter: Hyperparameter;
  readonly conditions: readonly Condition[];
}

/** Identity of the hyperparameter `name` inside a branch, or at the root. */
export function identityOf(name: string, conditions: readonly Condition[]): Identity {
  const last = conditions.at(-1);
  return last === undefined ? name : `${last.id}=${last.label}/${name}`;
}

/** Every hyperparameter in the order of the file, a choice before what its branches hold. */
export function flatten(space: Space): readonly Conditioned[] {
  return flattenList(space.hyperparameters, []);
}

/**
 * The hyperparameters that a name means: the one whose identity it is; else those whose identity ends in it after a `/`
 * or `=` (`adam/lr`, or the bare `lr` of every branch). More than one where it is ambiguous, none where it is unknown.
 */
export function find(space: Space, name: string): readonly Hyperparameter[] {
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const exact = all.filter(({ id }) => id === name);
  return exact.length > 0 ? exact : all.filter(({ id }) => id.endsWith(`/${name}`) || id.endsWith(`=${name}`));
}

/** The hyperparameters that exist under the labels of `configuration`, in the order of the file. */
export function activeIn(space: Space, configuration: Configuration): readonly Hyperparameter[] {
  return activeInList(space.hyperparameters, configuration);
}

/** The branch that `configuration` takes; undefined where its label is missing or unknown. */
export function branchTaken(choice: ChoiceHyperparameter, configuration: Configuration): Branch | undefined {
  return choice.branches.find(({ label }) => label === configuration[choice.id]);
}

function flattenList(list: readonly Hyperparameter[], conditions: readonly Condition[]): readonly Conditioned[] {
  return list.flatMap((hyperparameter) => [
    { hyperparameter, conditions },
    ...(hyperparameter.kind === 'choice'
      ? hyperparameter.branches.flatMap(({ label, children }) =>
          flattenList(children, [...conditions, { id: hyperparameter.id, label }]),
        )
      : []),
  ]);
}

function activeInList(list: readonly Hyperparameter[], configuration: Configuration): readonly Hyperparameter[] {
  return list.flatMap((hyperparameter) => [
    hyperparameter,
    ...(hyperparameter.kind === 'choice'
      ? activeInList(branchTaken(hyperparameter, configuration)?.children ?? [], configuration)
      : []),
  ]);
}
