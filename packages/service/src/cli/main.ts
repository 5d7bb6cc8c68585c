/** The command line: words in, text and an exit status out. It parses, calls an operation and prints; it decides nothing. */
import { AttuneError } from '@attune/core/errors';
import packageFile from '../../package.json' with { type: 'json' };
import { errorDocument } from '../operations/error-document.ts';
import { perform } from '../operations/operation-input.ts';
import type { Context } from '../operations/operation.ts';
import { Cancelled } from './asker.ts';
import { propertyOf, type Command, type Given, type OperationCommand } from './command.ts';
import { printError } from './errors.ts';
import { exitStatus, type Outcome, type StopOutcome } from './exit.ts';
import { guide } from './guide.ts';
import { help } from './help.ts';
import type { Host } from './host.ts';
import { globalsOf, parse, type Globals } from './parse.ts';
import { progressPrinter } from './progress.ts';
import { terminalOf, type Output } from './terminal.ts';
import { cliTexts } from './texts.ts';
import { watch } from './watch.ts';

/** Runs one command line and returns its exit status (`exit.ts`). Nothing is thrown. */
export async function main(argv: readonly string[], host: Host, commands: readonly Command[]): Promise<number> {
  const globals = globalsOf(argv);
  try {
    return exitStatus[await answer(argv, host, commands, globals)];
  } catch (error) {
    if (error instanceof Cancelled) return exitStatus.interrupted;
    const stopped = stopOutcome(host.signal);
    if (stopped !== undefined && !(error instanceof AttuneError)) {
      host.terminal.writeError(`${cliTexts.interrupted().text}\n`);
      return exitStatus[stopped];
    }
    const debug = (host.environment['ATTUNE_DEBUG'] ?? '') !== '';
    if (globals.json) host.terminal.write(json(errorDocument(error)));
    if (!globals.json || debug) printError(error, debug, host.terminal.error);
    return exitStatus[errorDocument(error).code];
  }
}

/** A document as `--json` prints it: indented, with NaN and infinities by name. */
export function json(document: unknown): string {
  const named = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(document, named, 2)}\n`;
}

async function answer(
  argv: readonly string[],
  host: Host,
  commands: readonly Command[],
  globals: Globals,
): Promise<Outcome> {
  const parsed = parse(argv, commands);
  const { terminal } = host;
  switch (parsed.kind) {
    case 'guide':
      terminal.write(await guide(contextOf(host, globals, nothing), terminal));
      return 'ok';
    case 'version':
      terminal.write(
        globals.json ? json({ schema: 'version/1', version: packageFile.version }) : `${packageFile.version}\n`,
      );
      return 'ok';
    case 'help':
      terminal.write(help(parsed.topic, commands, terminal));
      return 'ok';
    case 'run':
      return parsed.command.kind === 'operation'
        ? runOperation(parsed.command, parsed.given, host, globals)
        : parsed.command.run(parsed.given, {
            commands,
            context: contextOf(host, globals, (event) => {
              if (event.kind === 'message') terminal.writeError(`${event.message.text}\n`);
            }),
            print: (document, text, form) => {
              const lines = form === 'line' ? `${JSON.stringify(document)}\n` : json(document);
              terminal.write(globals.json ? lines : text);
            },
          });
  }
}

async function runOperation(command: OperationCommand, given: Given, host: Host, globals: Globals): Promise<Outcome> {
  const { terminal } = host;
  // With --json standard output belongs to the document; progress is for whoever watches.
  const progress = progressPrinter(globals.json ? terminal.error : terminal, host.clock);
  try {
    const context = contextOf(host, globals, (event) => progress.show(event));
    // Nobody is asked while standard output belongs to a document.
    const asked = globals.json ? terminalOf(terminal, terminal.error) : terminal;
    const { watch: watched, ...own } = given;
    const answers = command.watch === undefined ? given : own;
    const input = command.input === undefined ? answers : await command.input(answers, context, asked);
    const ask = () => perform(command.operation, context, input, (property) => flagOf(command, property));
    if (command.watch !== undefined && watched === true) return await watchOperation(command, ask, host, globals);
    const result = await ask();
    progress.close();
    if (globals.json) terminal.write(json(result));
    else command.print(result, terminal, stopOutcome(host.signal));
    return stopOutcome(host.signal) ?? command.outcome?.(result) ?? 'ok';
  } finally {
    progress.close();
  }
}

async function watchOperation(
  command: OperationCommand,
  ask: () => Promise<unknown>,
  { terminal, clock, signal }: Host,
  globals: Globals,
): Promise<Outcome> {
  const render = async () => {
    const result = await ask();
    let text = '';
    const page: Output = { ...screenOf(terminal), write: (more) => (text += more) };
    if (globals.json) text = json(result);
    else command.print(result, terminalOf(page, page));
    return { text, done: command.watch?.(result) !== 'again' };
  };
  await watch(render, terminal, clock, signal);
  return stopOutcome(signal) ?? 'ok';
}

function screenOf({ width, isTTY, colours }: Output): Omit<Output, 'write'> {
  return { width, isTTY, colours };
}

function contextOf(host: Host, globals: Globals, progress: Context['progress']): Context {
  const { directory, environment, clock, actor, signal } = host;
  return {
    directory,
    environment,
    clock,
    actor,
    signal,
    progress,
    ...(globals.project === undefined ? {} : { projectPath: globals.project }),
  };
}

function flagOf(command: Command, property: string): string {
  const option = command.options.find((one) => propertyOf(one) === property);
  if (option !== undefined) return option.flag;
  return command.arguments.some((one) => one.property === property) ? `<${property}>` : property;
}

function stopOutcome(signal: AbortSignal): StopOutcome | undefined {
  if (!signal.aborted) return undefined;
  return signal.reason === 'SIGTERM' ? 'terminated' : 'interrupted';
}

function nothing(): void {
  // Nothing to show.
}
