/** Whether a configuration, by full identities, is a setting of a space. */
import type { Issue } from '../errors/index.ts';
import type { Configuration, Space } from './hyperparameter.ts';
import { activeIn, flatten, type Condition } from './identity.ts';
import { spaceTexts } from './space-texts.ts';
import { unknownName } from './unknown-name.ts';
import { valueProblem, type Reach } from './value-problem.ts';

export interface CheckOptions {
  /** Whether numbers may lie outside what is searched; `inside` by default. */
  readonly reach?: Reach;
}

/**
 * Everything that is wrong: missing and inactive hyperparameters, unknown identities, impossible or outlying values.
 * Each path is the identity alone. With reach `inside`, a configuration without issues is one that `encode` accepts.
 */
export function checkConfiguration(
  space: Space,
  configuration: Configuration,
  { reach = 'inside' }: CheckOptions = {},
): readonly Issue[] {
  const all = new Map(flatten(space).map((entry) => [entry.hyperparameter.id, entry]));
  const active = activeIn(space, configuration);
  const activeIds = new Set(active.map(({ id }) => id));
  const missing = active
    .filter(({ id }) => !Object.hasOwn(configuration, id))
    .map(({ id }) => ({ path: [id], message: spaceTexts.missing({ name: id }) }));
  const given = Object.entries(configuration).flatMap(([name, value]) => {
    const entry = all.get(name);
    const message =
      entry === undefined
        ? unknownName(space, name)
        : activeIds.has(name)
          ? valueProblem(entry.hyperparameter, value, reach)
          : spaceTexts.inactive({ name, conditions: conditionsText(entry.conditions) });
    return message === undefined ? [] : [{ path: [name], message }];
  });
  return [...missing, ...given];
}

function conditionsText(conditions: readonly Condition[]): string {
  const last = conditions.at(-1);
  return last === undefined ? '' : `${last.id}=${last.label}`;
}
