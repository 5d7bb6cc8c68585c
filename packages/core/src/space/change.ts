/** A space with one hyperparameter changed: another range, fewer or other values, or none at all to vary. */
import { AttuneError } from '../errors/index.ts';
import type { Message } from '../texts/index.ts';
import { display } from './display.ts';
import { ascending } from './numbers.ts';
import type { Dimension, Hyperparameter, Identity, Named, Space, Value } from './hyperparameter.ts';
import { find } from './identity.ts';
import { rangeProblems } from './range-problems.ts';
import { spaceTexts } from './space-texts.ts';
import { unknownName } from './unknown-name.ts';
import { valueProblem } from './value-problem.ts';

/**
 * The space with another range for a float or integer, its scale and `off` kept.
 * Throws `invalid` for what has no range and for a range that scale, type or natural limits rule out, and `not-found`.
 */
export function withRange(space: Space, id: Identity, [low, high]: readonly [number, number]): Space {
  return change(space, id, (hyperparameter) => {
    if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') {
      const form = hyperparameter.kind === 'choice' ? 'choices' : 'values';
      throw new AttuneError('invalid', spaceTexts.noRange({ name: id, form }));
    }
    const changed = { ...hyperparameter, low, high };
    const infinite = [low, high].filter((end) => !Number.isFinite(end));
    refuse(
      id,
      infinite.map((value) => spaceTexts.notFinite({ name: id, value: display(value) })),
    );
    refuse(
      id,
      rangeProblems(changed).map(({ message }) => message),
    );
    return changed;
  });
}

/**
 * The space with only these values: labels for a choice (whose other branches go), values among its own for categorical
 * and boolean ones, and any possible numbers for numeric ones (a range becomes a list). Order stays that of the file.
 * Throws `invalid`, with an issue for each value, and `not-found`.
 */
export function withValues(space: Space, id: Identity, values: readonly Value[]): Space {
  return change(space, id, (hyperparameter) => {
    const problems = values.flatMap((value) => valueProblem(hyperparameter, value, 'anywhere') ?? []);
    const repeated = values.filter((value, index) => values.indexOf(value) < index);
    problems.push(...repeated.map((value) => spaceTexts.duplicateValue({ name: id, value: display(value) })));
    if (values.length === 0) problems.push(spaceTexts.valuesForm({ name: id, value: '[]' }));
    refuse(id, problems);
    return restricted(hyperparameter, values);
  });
}

/** The space with one value: everything below other branches of a choice goes. Throws as `withValues` does. */
export function fix(space: Space, id: Identity, value: Value): Space {
  return withValues(space, id, [value]);
}

function restricted(hyperparameter: Hyperparameter, values: readonly Value[]): Hyperparameter {
  const named = namedPart(hyperparameter, values);
  switch (hyperparameter.kind) {
    case 'choice':
      return {
        kind: 'choice',
        ...named,
        branches: hyperparameter.branches.filter(({ label }) => values.includes(label)),
      };
    case 'boolean':
    case 'categorical':
    case 'discrete':
    case 'float':
    case 'integer':
      return listOf(hyperparameter, named, values);
  }
}

/** A list of the same kind; a range becomes discrete, and so does a boolean whose `off` is no boolean. */
function listOf(old: Dimension, named: Named, values: readonly Value[]): Hyperparameter {
  const own: readonly Value[] = old.kind === 'float' || old.kind === 'integer' ? [] : old.values;
  const kept = [...own.filter((value) => values.includes(value)), ...values.filter((value) => !own.includes(value))];
  if (old.kind === 'categorical') return { kind: 'categorical', ...named, values: kept };
  if (old.kind === 'boolean' && kept.every((value) => typeof value === 'boolean')) {
    return { kind: 'boolean', ...named, values: kept };
  }
  return { kind: 'discrete', ...named, values: ascending(kept) };
}

/** The shared part; without `off` where the new values leave it out, lest it become a branch of its own again. */
function namedPart({ id, name, arg, meaning, off }: Hyperparameter, values: readonly Value[]): Named {
  return {
    id,
    name,
    arg,
    ...(meaning === undefined ? {} : { meaning }),
    ...(off === undefined || !values.includes(off) ? {} : { off }),
  };
}

function change(space: Space, id: Identity, alter: (hyperparameter: Hyperparameter) => Hyperparameter): Space {
  if (!find(space, id).some((hyperparameter) => hyperparameter.id === id)) {
    throw new AttuneError('not-found', unknownName(space, id));
  }
  return { hyperparameters: changeList(space.hyperparameters, id, alter) };
}

function changeList(
  list: readonly Hyperparameter[],
  id: Identity,
  alter: (hyperparameter: Hyperparameter) => Hyperparameter,
): readonly Hyperparameter[] {
  return list.map((hyperparameter) => {
    if (hyperparameter.id === id) return alter(hyperparameter);
    if (hyperparameter.kind !== 'choice') return hyperparameter;
    const branches = hyperparameter.branches.map((branch) => ({
      ...branch,
      children: changeList(branch.children, id, alter),
    }));
    return { ...hyperparameter, branches };
  });
}

/** Throws where there is any problem: the first as the error's message, all as its issues. */
function refuse(id: Identity, problems: readonly Message[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw new AttuneError('invalid', first, { issues: problems.map((message) => ({ path: [id], message })) });
}
