import type { ScriptFlag } from './script-help-flag.ts';

/** The spelling under which a script knows `name`: itself, an alias, or the same with `-` for `_`; else `undefined`. */
export function flagNamed(flags: readonly Pick<ScriptFlag, 'name' | 'aliases'>[], name: string): string | undefined {
  const spellings = flags.flatMap((flag) => [flag.name, ...flag.aliases.map((alias) => alias.replace(/^--/, ''))]);
  return spellings.find((one) => one === name) ?? spellings.find((one) => plain(one) === plain(name));
}

function plain(name: string): string {
  return name.replaceAll('-', '_').toLowerCase();
}
