/**
 * A command as data: the operation behind it, how its flags become the operation's input, and how its result is printed.
 * Parsing, help and shell completion are all made from the table of commands.
 */
import type { Message } from '@attune/core/texts';
import type { Static, TSchema } from 'typebox';
import type { Context, Operation } from '../operations/operation.ts';
import type { Outcome, StopOutcome } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** What the shell can complete a value with. */
export type Candidates = 'trial' | 'round' | 'file' | 'directory';

/** A word after the command. */
export interface Argument {
  /** As in the operation's input; shown as `<name>`, or `[name]` where it may be left out. */
  readonly property: string;
  readonly type: 'text' | 'integer';
  readonly required: boolean;
  /** Takes all remaining words, as a list. */
  readonly variadic?: boolean;
  readonly describe: Message;
  readonly choices?: readonly string[];
  readonly complete?: Candidates;
}

export interface Option {
  readonly flag: `--${string}`;
  /** As in the operation's input; default: the flag in camel case, `maxSteps` for `--max-steps`. */
  readonly property?: string;
  readonly short?: `-${string}`;
  /** A `switch` takes no value; a `list` and `integers` are separated by commas; `repeated` may be given several times. */
  readonly type: 'switch' | 'text' | 'number' | 'integer' | 'list' | 'integers' | 'repeated';
  /** What stands for the value in help: `line`, `n`. */
  readonly value?: string;
  readonly describe: Message;
  readonly choices?: readonly string[];
  readonly complete?: Candidates;
}

export interface Example {
  readonly command: string;
  readonly describe: Message;
}

/** What every command tells about itself. */
export interface CommandFace {
  /** Words on the command line: `init`, `round new`. */
  readonly name: string;
  /** One line. */
  readonly summary: Message;
  /** A paragraph each, for help. */
  readonly explanation: readonly Message[];
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  /** Where more is written: `docs/cli.md#init`. */
  readonly more: string;
  readonly hidden?: boolean;
}

/** Arguments and options as typed, by property; absent where not given. */
export type Given = Readonly<Record<string, unknown>>;

/** A command over an operation. */
export interface OperationCommand<I extends TSchema = TSchema, R extends TSchema = TSchema> extends CommandFace {
  readonly kind: 'operation';
  readonly operation: Operation<I, R>;
  /** Makes the operation's input of what was given, asking where it may; default: what was given, as it is. */
  input?(given: Given, context: Context, terminal: Terminal): Promise<unknown>;
  /** With the switch `--watch` the result is asked for and printed anew until there is nothing more to wait for. */
  readonly watch?: (result: Static<R>) => 'again' | 'done';
  /** Prints the result for a person; `stopped` says that Ctrl-C or SIGTERM came while the operation was at work. */
  print(result: Static<R>, terminal: Terminal, stopped?: StopOutcome): void;
  /** Default: `ok`. */
  outcome?(result: Static<R>): Outcome;
}

/** A command about the command line itself, such as shell completion. */
export interface LocalCommand extends CommandFace {
  readonly kind: 'local';
  run(given: Given, surroundings: Surroundings): Promise<Outcome>;
}

/** What a command about the command line itself can see. */
export interface Surroundings {
  readonly commands: readonly Command[];
  readonly context: Context;
  /** Prints the document under `--json`, else the text; `line` for a program that reads on while the command runs. */
  readonly print: (document: unknown, text: string, form?: 'line') => void;
}

export type Command = OperationCommand | LocalCommand;

/** Checks the types of a command over an operation, then forgets them, so that commands fit into one table. */
export function defineCommand<I extends TSchema, R extends TSchema>(
  command: Omit<OperationCommand<I, R>, 'kind'>,
): OperationCommand {
  return { ...command, kind: 'operation' } as unknown as OperationCommand;
}

/** The property of the operation's input that an option fills. */
export function propertyOf(option: Option): string {
  return option.property ?? camelCase(option.flag);
}

/** `--max-steps` → `maxSteps`. */
export function camelCase(flag: Option['flag']): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
