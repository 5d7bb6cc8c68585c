/** Command-line words → which command with what was given. Strict: an unknown word is refused with the nearest one. */
import { AttuneError } from '@attune/core/errors';
import {
  Argument as CommanderArgument,
  Command as CommanderCommand,
  InvalidArgumentError,
  Option as CommanderOption,
  type CommanderError,
} from 'commander';
import type { Argument, Command, Given, Option } from './command.ts';
import { camelCase, propertyOf } from './command.ts';
import { cliTexts } from './texts.ts';

/** The options of every command. */
export interface Globals {
  readonly json: boolean;
  readonly color: boolean;
  readonly project?: string;
}

export type Parsed =
  | { readonly kind: 'guide' }
  | { readonly kind: 'version' }
  /** `topic` is a command's name or a group's (`round`); empty for the whole program. */
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given };

/** Reads `--json`, `--no-color` and `--project` wherever they stand, also from words that cannot be parsed otherwise. */
export function globalsOf(argv: readonly string[]): Globals {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === '--project' || word.startsWith('--project='));
  const project = words[at]?.includes('=') === true ? words[at].slice('--project='.length) : words[at + 1];
  return {
    json: words.includes('--json'),
    color: !words.includes('--no-color'),
    ...(at < 0 || project === undefined ? {} : { project }),
  };
}

/** Throws `invalid` for words that no command takes. */
export function parse(argv: readonly string[], commands: readonly Command[]): Parsed {
  let parsed: Parsed | undefined;
  const program = commander(new CommanderCommand('attune'), '');
  program.option('--json').option('--no-color').option('--project <path>').option('-V, --version');
  program.on('option:version', () => {
    throw new Answer({ kind: 'version' });
  });
  for (const command of commands) {
    const words = command.name.split(' ');
    const parent = words.slice(0, -1).reduce((group, word) => groupOf(group, word), program);
    const leaf = commander(new CommanderCommand(words.at(-1)), command.name);
    for (const argument of command.arguments) leaf.addArgument(commanderArgument(argument));
    for (const option of command.options) leaf.addOption(commanderOption(option));
    leaf.action(() => {
      parsed = { kind: 'run', command, given: givenOf(command, leaf) };
    });
    parent.addCommand(leaf, { hidden: command.hidden === true });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof Answer) return error.parsed;
    throw error;
  }
  return parsed ?? { kind: 'guide' };
}

/** Leaves the parser with an answer that is not a command. */
class Answer extends Error {
  readonly parsed: Parsed;

  constructor(parsed: Parsed) {
    super(parsed.kind);
    this.parsed = parsed;
  }
}

/** Silent, and with its outcomes thrown: `Answer` for help, `AttuneError` for misuse. */
function commander(command: CommanderCommand, topic: string): CommanderCommand {
  const called = topic === '' ? 'attune' : `attune ${topic}`;
  return command
    .configureOutput({ writeOut: ignore, writeErr: ignore, outputError: ignore })
    .helpOption('-h, --help')
    .showSuggestionAfterError(true)
    .exitOverride((error: CommanderError) => {
      if (error.code === 'commander.helpDisplayed') throw new Answer({ kind: 'help', topic });
      const asked = error.exitCode === 0;
      if (error.code === 'commander.help') {
        throw new Answer(topic === '' && !asked ? { kind: 'guide' } : { kind: 'help', topic });
      }
      const problem = error.message.replace(/^error: (?:command-argument )?/, '').replaceAll('\n', ' ');
      throw new AttuneError('invalid', cliTexts.misuse({ problem: problem.replace(/[.]$/, ''), command: called }));
    });
}

function ignore(): void {
  // Output is made by `help.ts` and `errors.ts`, from the same table.
}

function groupOf(parent: CommanderCommand, word: string): CommanderCommand {
  const known = parent.commands.find((command) => command.name() === word);
  if (known !== undefined) return known;
  const group = commander(new CommanderCommand(word), word);
  parent.addCommand(group);
  return group;
}

function commanderArgument(argument: Argument): CommanderArgument {
  const word = argument.variadic === true ? `${argument.property}...` : argument.property;
  const made = new CommanderArgument(argument.required ? `<${word}>` : `[${word}]`);
  if (argument.choices !== undefined) made.choices([...argument.choices]);
  if (argument.type === 'text') return made;
  return made.argParser((text: string, before: unknown) =>
    argument.variadic === true ? [...(Array.isArray(before) ? (before as unknown[]) : []), whole(text)] : whole(text),
  );
}

function commanderOption(option: Option): CommanderOption {
  const flags = option.short === undefined ? option.flag : `${option.short}, ${option.flag}`;
  if (option.type === 'switch') {
    const made = new CommanderOption(flags);
    // `--no-x` is a switch of its own here, not an `--x` that is off.
    made.negate = false;
    return made;
  }
  const made = new CommanderOption(`${flags} <${option.value ?? 'value'}>`);
  switch (option.type) {
    case 'text':
      return option.choices === undefined ? made : made.choices([...option.choices]);
    case 'integer':
      return made.argParser(whole);
    case 'number':
      return made.argParser(number);
    case 'list':
      return made.argParser((text: string) => listOf(text, option.choices));
    case 'integers':
      return made.argParser((text: string) => listOf(text, undefined).map(whole));
    case 'repeated':
      return made.argParser((text: string, before: unknown) => [
        ...(Array.isArray(before) ? (before as unknown[]) : []),
        text,
      ]);
  }
}

function whole(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError(cliTexts.notWhole().text);
  return value;
}

function number(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError(cliTexts.notNumber().text);
  return value;
}

function listOf(text: string, choices: readonly string[] | undefined): readonly string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const stranger = items.find((item) => choices !== undefined && !choices.includes(item));
  if (stranger !== undefined && choices !== undefined) {
    throw new InvalidArgumentError(cliTexts.notAmong({ choices: choices.join(', ') }).text);
  }
  return items;
}

function givenOf(command: Command, leaf: CommanderCommand): Given {
  const options = leaf.opts<Record<string, unknown>>();
  const entries = [
    ...command.arguments.map((argument, index) => [argument.property, leaf.processedArgs[index] as unknown] as const),
    ...command.options.map((option) => [propertyOf(option), options[camelCase(option.flag)]] as const),
  ];
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}
