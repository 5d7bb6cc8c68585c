import type { ScriptFlag } from './flag.ts';

/**
 * The spelling under which a script knows `name`, without hyphens in front: itself, an alias, the negation of a pair, or
 * one of these with `-` for `_`; else `undefined`.
 */
export function flagNamed(
  flags: readonly Pick<ScriptFlag, 'name' | 'aliases' | 'negation'>[],
  name: string,
): string | undefined {
  const spellings = flags.flatMap((flag) => [flag.name, ...others(flag).map((other) => other.replace(/^--/, ''))]);
  return spellings.find((one) => one === name) ?? spellings.find((one) => plain(one) === plain(name));
}

/** Whether `name` means the flag that switches a pair off. */
export function isNegation({ negation }: Pick<ScriptFlag, 'negation'>, name: string): boolean {
  return negation !== undefined && plain(negation.replace(/^--/, '')) === plain(name);
}

function others({ aliases, negation }: Pick<ScriptFlag, 'aliases' | 'negation'>): readonly string[] {
  return negation === undefined ? aliases : [...aliases, negation];
}

function plain(name: string): string {
  return name.replaceAll('-', '_').toLowerCase();
}
