/** Ready-made conditional spaces: naming optimisers yields their hyperparameters, each with range, scale and source. */
import type { ChoiceHyperparameter, Configuration, Hyperparameter, Identity } from './hyperparameter.ts';
import { identityOf, type Condition } from './identity.ts';
import { optimizerTable, type Optimizer, type Setting } from './optimizer-table.ts';

export type OptimizerName = keyof typeof optimizerTable;

/** `few` hyperparameters first; `general` once the budget permits (method A2). */
export type OptimizerForm = 'few' | 'general';

/** How the training program names things, where it differs. */
export interface OptimizerOptions {
  /** Name of the choice; `optimizer` by default. */
  readonly name?: string;
  /** Names under which the program receives the children: `{ learning_rate: 'lr' }`. */
  readonly args?: Readonly<Record<string, string>>;
}

export const optimizerNames: readonly OptimizerName[] = Object.keys(optimizerTable).filter(isOptimizerName);

export function isOptimizerName(name: string): name is OptimizerName {
  return Object.hasOwn(optimizerTable, name);
}

/** Title, paper and settings of one optimiser. */
export function optimizer(name: OptimizerName): Optimizer {
  return optimizerTable[name];
}

/** The choice among some optimisers, in the order given, each with its own learning rate and what else it has. */
export function optimizerSpace(
  names: readonly OptimizerName[],
  form: OptimizerForm,
  options: OptimizerOptions = {},
): ChoiceHyperparameter {
  const id = options.name ?? 'optimizer';
  const branches = names.map((label) => ({
    label,
    value: label,
    children: settings(label, form).map((setting) => hyperparameterOf(setting, { id, label }, options.args ?? {})),
  }));
  return { kind: 'choice', id, name: id, arg: id, meaning: 'optimizer', branches };
}

/** The source of each range of `optimizerSpace` with the same arguments, by identity. */
export function optimizerSources(
  names: readonly OptimizerName[],
  form: OptimizerForm,
  { name: id = 'optimizer' }: OptimizerOptions = {},
): Readonly<Record<Identity, string>> {
  const entries = names.flatMap((label) =>
    settings(label, form).map(({ name, source }) => [identityOf(name, [{ id, label }]), source] as const),
  );
  return Object.fromEntries(entries);
}

/** Where to begin with one optimiser: a configuration of `optimizerSpace` with the same form and options. */
export function optimizerStart(
  label: OptimizerName,
  form: OptimizerForm,
  { name: id = 'optimizer' }: OptimizerOptions = {},
): Configuration {
  const children = settings(label, form).map(({ name, start }) => [identityOf(name, [{ id, label }]), start] as const);
  return { [id]: label, ...Object.fromEntries(children) };
}

function settings(name: OptimizerName, form: OptimizerForm): readonly Setting[] {
  return optimizerTable[name][form];
}

function hyperparameterOf(
  { name, meaning, search }: Setting,
  condition: Condition,
  args: Readonly<Record<string, string>>,
): Hyperparameter {
  const named = {
    id: identityOf(name, [condition]),
    name,
    arg: args[name] ?? name,
    ...(meaning === undefined ? {} : { meaning }),
  };
  return 'fixed' in search
    ? { kind: 'discrete', ...named, values: [search.fixed] }
    : { kind: 'float', ...named, ...search };
}
