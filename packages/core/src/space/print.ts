/** From a space back to the plain value of `hyperparameters:`; `parseSpace` reads it as the same space. */
import type { Branch, Hyperparameter, Space } from './hyperparameter.ts';
import { areNumbers } from './numbers.ts';

/** One definition, or one branch, as plain data. */
export type Printed = Readonly<Record<string, unknown>>;

/** The space as it would stand in a project file: defaults left out, meanings written down. */
export function printSpace(space: Space): Readonly<Record<string, Printed>> {
  return printList(space.hyperparameters);
}

function printList(list: readonly Hyperparameter[]): Readonly<Record<string, Printed>> {
  return Object.fromEntries(list.map((hyperparameter) => [hyperparameter.name, printOne(hyperparameter)]));
}

function printOne(hyperparameter: Hyperparameter): Printed {
  const { name, arg, meaning, off } = hyperparameter;
  return {
    ...printForm(hyperparameter),
    ...(off === undefined ? {} : { off }),
    ...(meaning === undefined ? {} : { meaning }),
    ...(arg === name ? {} : { arg }),
  };
}

function printForm(hyperparameter: Hyperparameter): Printed {
  switch (hyperparameter.kind) {
    case 'float':
    case 'integer': {
      const { kind, low, high, scale } = hyperparameter;
      return {
        range: [low, high],
        ...(kind === 'integer' ? { type: kind } : {}),
        ...(scale === 'linear' ? {} : { scale }),
      };
    }
    case 'discrete': {
      const { values, off } = hyperparameter;
      return { values, ...(areNumbers(values, off) ? {} : { ordered: true }) };
    }
    case 'categorical': {
      const { values, off } = hyperparameter;
      return { values, ...(areNumbers(values, off) ? { ordered: false } : {}) };
    }
    case 'boolean':
      return { values: hyperparameter.values };
    case 'choice':
      return {
        choices: Object.fromEntries(hyperparameter.branches.map((branch) => [branch.label, printBranch(branch)])),
      };
  }
}

function printBranch({ label, value, children }: Branch): Printed | null {
  const printed = children.length === 0 ? null : printList(children);
  if (value === label) return printed;
  return { value, ...(printed === null ? {} : { with: printed }) };
}
