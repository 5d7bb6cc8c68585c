/** A configuration from whatever a history recorded as hyperparameters. */
import { AttuneError } from '@attune/core/errors';
import { find, nearest, resolveConfiguration, type Configuration, type Space, type Value } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';

const texts = defineTexts('imported-configuration', {
  unlike: '{where} does not fit the space: {problems}',
  absent: '{where} has no {name}, which the space holds: it has {fields}',
  absentNear: '{where} has no {name}, which the space holds: did you mean {nearest}?',
});

/**
 * Numbers, texts, true, false and null stay; lists become their text; mappings are told by dotted names. `/` in a name
 * would read as a branch and becomes a dot.
 */
export function configurationOf(entries: readonly (readonly [name: string, value: unknown])[]): Configuration {
  return Object.fromEntries(entries.flatMap(([name, value]) => valuesIn(name.replaceAll('/', '.'), value)));
}

/**
 * The setting of a space's hyperparameters among what was recorded; what the space does not know is left out. `fields`: the
 * names from which a mistaken one is told. Throws `invalid`.
 */
export function configurationIn(
  space: Space,
  recorded: Configuration,
  where: string,
  fields: readonly string[] = Object.keys(recorded),
): Configuration {
  refuseAbsent(space, recorded, where, fields);
  const known = Object.entries(recorded).filter(([name]) => find(space, name).length > 0);
  const { configuration, issues } = resolveConfiguration(space, Object.fromEntries(known));
  if (issues.length === 0) return configuration;
  const problems = issues.map(({ message }) => message.text).join('; ');
  throw new AttuneError('invalid', texts.unlike({ where, problems }));
}

/** Of the root alone: which branch was taken is told by the values. */
function refuseAbsent(space: Space, recorded: Configuration, where: string, fields: readonly string[]): void {
  const absent = space.hyperparameters.find(({ id, name, arg }) =>
    [id, name, arg].every((one) => recorded[one] === undefined),
  );
  if (absent === undefined) return;
  const { name } = absent;
  const near = nearest(name, fields);
  const message =
    near === undefined
      ? texts.absent({ where, name, fields: fields.join(', ') })
      : texts.absentNear({ where, name, nearest: near });
  throw new AttuneError('invalid', message);
}

function valuesIn(name: string, value: unknown): readonly (readonly [string, Value])[] {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return [[name, value]];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([inner, own]) => valuesIn(`${name}.${inner.replaceAll('/', '.')}`, own));
}
