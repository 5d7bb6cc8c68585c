/** What is told when a round was started. */
import { defineTexts } from '@attune/core/texts';

export const startedTexts = defineTexts('dashboard-started', {
  started: 'Round {round} begins: the Live page shows what runs',
  waits: 'Round {round} is taken down: {reason}',
});

export function startedWords({ round, waits }: { readonly round: number; readonly waits: string | null }): string {
  return (waits === null ? startedTexts.started({ round }) : startedTexts.waits({ round, reason: waits })).text;
}
