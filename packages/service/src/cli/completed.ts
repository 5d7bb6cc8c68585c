/** The table of commands as shell completion sees it, whatever the shell. */
import type { Argument, Candidates, Command, Option } from './command.ts';
import { cliTexts } from './texts.ts';

/** A command as completion sees it. */
export interface Completed {
  /** `round new` */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What the first argument can be; null where nothing is known of it. */
  readonly first: Values | null;
}

export interface CompletedOption {
  /** `--max-steps`, without a short form. */
  readonly flag: string;
  readonly describe: string;
  /** Undefined for a switch, which takes no value. */
  readonly values?: Values;
}

/** What a value can be completed with. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Asked of the program when needed: `attune __complete trial`. */
  | { readonly kind: 'asked'; readonly of: Candidates }
  | { readonly kind: 'files' }
  | { readonly kind: 'unknown' };

/** Words of two levels: `round` with `new` and `plan`. */
export interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/** The commands that a user can see. */
export function completedOf(commands: readonly Command[]): readonly Completed[] {
  return commands.filter((command) => command.hidden !== true).map(completed);
}

/** The first words that begin commands of two words. */
export function groupsOf(commands: readonly Completed[]): readonly Group[] {
  const groups = new Map<string, string[]>();
  for (const { name } of commands) {
    const [first = '', second] = name.split(' ');
    if (second !== undefined) groups.set(first, [...(groups.get(first) ?? []), second]);
  }
  return [...groups].map(([name, members]) => ({ name, members }));
}

/** The options that stand before any command. */
export const flagsOfProgram = ['--json', '--project', '--no-color', '--help', '--version'] as const;

function completed(command: Command): Completed {
  const first = command.arguments[0];
  return {
    name: command.name,
    summary: command.summary.text,
    options: [...command.options.map(optionOf), ...globalOptions()],
    first: first === undefined ? null : valuesOf(first),
  };
}

function optionOf(option: Option): CompletedOption {
  const { flag, describe } = option;
  if (option.type === 'switch') return { flag, describe: describe.text };
  return { flag, describe: describe.text, values: valuesOf(option) };
}

function globalOptions(): readonly CompletedOption[] {
  return [
    { flag: '--json', describe: cliTexts.optionJson().text },
    { flag: '--project', describe: cliTexts.optionProject().text, values: { kind: 'files' } },
    { flag: '--no-color', describe: cliTexts.optionColor().text },
    { flag: '--help', describe: cliTexts.optionHelp().text },
  ];
}

function valuesOf(one: Argument | Option): Values {
  if (one.choices !== undefined) return { kind: 'words', words: one.choices };
  if (one.complete === undefined) return { kind: 'unknown' };
  return one.complete === 'file' || one.complete === 'directory'
    ? { kind: 'files' }
    : { kind: 'asked', of: one.complete };
}
