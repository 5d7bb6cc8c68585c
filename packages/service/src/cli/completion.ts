/** Shell completion, made from the table of commands: a script that the shell reads once, for each of three shells. */
import type { Command } from './command.ts';
import { completedOf } from './completed.ts';
import { bashCompletion } from './completion-bash.ts';
import { fishCompletion } from './completion-fish.ts';
import { zshCompletion } from './completion-zsh.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** The script for one shell, to be written where its completions lie. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  const completed = completedOf(commands);
  switch (shell) {
    case 'bash':
      return bashCompletion(completed);
    case 'zsh':
      return zshCompletion(completed);
    case 'fish':
      return fishCompletion(completed);
  }
}
