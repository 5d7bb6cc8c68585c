/** A configuration from whatever a history recorded as hyperparameters. */
import { AttuneError } from '@attune/core/errors';
import { find, resolveConfiguration, type Configuration, type Space, type Value } from '@attune/core/space';
import { defineTexts } from '@attune/core/texts';

const texts = defineTexts('imported-configuration', {
  unlike: '{where} does not fit the space: {problems}',
});

/**
 * Numbers, texts, true, false and null stay; lists become their text; mappings are told by dotted names. `/` in a name
 * would read as a branch and becomes a dot.
 */
export function configurationOf(entries: readonly (readonly [name: string, value: unknown])[]): Configuration {
  return Object.fromEntries(entries.flatMap(([name, value]) => valuesIn(name.replaceAll('/', '.'), value)));
}

/** The setting of a space's hyperparameters among what was recorded; what the space does not know is left out. */
export function configurationIn(space: Space, recorded: Configuration, where: string): Configuration {
  const known = Object.entries(recorded).filter(([name]) => find(space, name).length > 0);
  const { configuration, issues } = resolveConfiguration(space, Object.fromEntries(known));
  if (issues.length === 0) return configuration;
  const problems = issues.map(({ message }) => message.text).join('; ');
  throw new AttuneError('invalid', texts.unlike({ where, problems }));
}

function valuesIn(name: string, value: unknown): readonly (readonly [string, Value])[] {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null) {
    return [[name, value]];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([inner, own]) => valuesIn(`${name}.${inner.replaceAll('/', '.')}`, own));
}
