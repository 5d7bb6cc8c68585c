/**
 * What figures and headlines call hyperparameters: short, and different for each. `optimizer=momentum/learning_rate` is `learning_rate`
 * where no other has that name, else `momentum/learning_rate`; a longer name loses the part that it shares with others.
 */
import type { Hyperparameter } from './hyperparameter.ts';

/** Labels in order, no two alike; of at most `longest` characters where that leaves them different. */
export function hyperparameterLabels(
  hyperparameters: readonly Pick<Hyperparameter, 'id' | 'name'>[],
  longest = Infinity,
): readonly string[] {
  const names = hyperparameters.map(({ name }) => name);
  const ids = hyperparameters.map(({ id }) => id);
  const branched = hyperparameters.map((each, i) => (unique(names, i) ? each.name : inBranch(each)));
  const labels = branched.map((label, i) => (unique(branched, i) ? label : (ids[i] ?? label)));
  return labels.map((label, i) => {
    if (label.length <= longest) return label;
    const others = labels.filter((_, k) => k !== i);
    return (
      [ending, middleCut, beginning].map((cut) => cut(label, longest, others)).find((cut) => cut !== null) ?? label
    );
  });
}

function unique(all: readonly string[], i: number): boolean {
  return all.every((each, k) => k === i || each !== all[i]);
}

/** The branch's label before the name; the choice's own name goes. */
function inBranch({ id, name }: Pick<Hyperparameter, 'id' | 'name'>): string {
  const path = id.slice(0, -name.length - 1);
  const label = path.slice(path.lastIndexOf('=') + 1);
  return id === name ? name : `${label}/${name}`;
}

type Cut = (label: string, longest: number, others: readonly string[]) => string | null;

/** The end of a name says more than its beginning; null where another ends alike. */
const ending: Cut = (label, longest, others) => {
  const end = label.slice(1 - longest);
  return others.some((other) => other.endsWith(end)) ? null : `…${end}`;
};

const middleCut: Cut = (label, longest, others) => {
  const [start, end] = [label.slice(0, Math.floor((longest - 1) / 2)), label.slice(-Math.ceil((longest - 1) / 2))];
  return others.some((other) => other.startsWith(start) && other.endsWith(end)) ? null : `${start}…${end}`;
};

const beginning: Cut = (label, longest, others) => {
  const start = label.slice(0, longest - 1);
  return others.some((other) => other.startsWith(start)) ? null : `${start}…`;
};
