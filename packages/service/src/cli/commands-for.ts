/** The commands that a command line needs: the one that it names, none for the version, or all where it asks about them. */
import type { Command } from './command.ts';
import { allCommands, commandRows } from './commands/index.ts';

export async function commandsFor(argv: readonly string[]): Promise<readonly Command[]> {
  const word = firstWord(argv);
  if (word === undefined && !argv.includes('--help') && !argv.includes('-h')) return [];
  const named = commandRows.find(({ name }) => name === word);
  // Completion is made from the table of all commands.
  return named === undefined || named.name === 'completion' ? allCommands() : [await named.load()];
}

/** The first word that is no option, nor the value of `--project`. */
function firstWord(argv: readonly string[]): string | undefined {
  return argv.find((word, index) => !word.startsWith('-') && argv[index - 1] !== '--project');
}
