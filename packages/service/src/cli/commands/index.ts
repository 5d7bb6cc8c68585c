/**
 * Every command, in the order of `attune --help`. A new command is a file here and a row. What a command needs is loaded
 * only when it is run: most of them answer in less time than it takes to load all.
 */
import type { Command } from '../command.ts';

/** A command that is not loaded yet. */
export interface CommandRow {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

export const commandRows: readonly CommandRow[] = [
  { name: 'init', load: async () => (await import('./init.ts')).initCommand },
  { name: 'check', load: async () => (await import('./check.ts')).checkCommand },
  { name: 'round new', load: async () => (await import('./round-new.ts')).roundNewCommand },
  { name: 'round plan', load: async () => (await import('./round-plan.ts')).roundPlanCommand },
  { name: 'run', load: async () => (await import('./run.ts')).runCommand },
  { name: 'status', load: async () => (await import('./status.ts')).statusCommand },
  { name: 'trials', load: async () => (await import('./trials.ts')).trialsCommand },
  { name: 'show', load: async () => (await import('./show.ts')).showCommand },
  { name: 'stop', load: async () => (await import('./stop.ts')).stopCommand },
  { name: 'report', load: async () => (await import('./report.ts')).reportCommand },
  { name: 'next', load: async () => (await import('./next.ts')).nextCommand },
  { name: 'log', load: async () => (await import('./log.ts')).logCommand },
  { name: 'note', load: async () => (await import('./note.ts')).noteCommand },
  { name: 'best', load: async () => (await import('./best.ts')).bestCommand },
  { name: 'compare', load: async () => (await import('./compare.ts')).compareCommand },
  { name: 'launch', load: async () => (await import('./launch.ts')).launchCommand },
  { name: 'unseal', load: async () => (await import('./unseal.ts')).unsealCommand },
  { name: 'export', load: async () => (await import('./export.ts')).exportCommand },
  { name: 'audit', load: async () => (await import('./audit.ts')).auditCommand },
  { name: 'serve', load: async () => (await import('./serve.ts')).serveCommand },
  { name: 'token new', load: async () => (await import('./token-new.ts')).tokenNewCommand },
  { name: 'token list', load: async () => (await import('./token-list.ts')).tokenListCommand },
  { name: 'token revoke', load: async () => (await import('./token-revoke.ts')).tokenRevokeCommand },
  { name: 'completion', load: async () => (await import('./completion.ts')).completionCommand },
  { name: '__complete', load: async () => (await import('./complete.ts')).completeCommand },
];

/** All commands. */
export async function allCommands(): Promise<readonly Command[]> {
  return Promise.all(commandRows.map((row) => row.load()));
}
