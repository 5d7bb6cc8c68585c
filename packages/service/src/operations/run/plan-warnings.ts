/** Tells what is doubtful about a design before its trials cost anything; the round runs all the same. */
import { adviceOn } from '@attune/core/design';
import { defineTexts } from '@attune/core/texts';
import type { Store } from '../../store/index.ts';
import type { DesignedRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import type { Workspace } from '../workspace.ts';

export const runWarningTexts = defineTexts('run-warning', {
  warning: '{problem}; instead: {remedy}',
  more: '`attune round plan {round}` says why',
});

/** Only warnings, which doubt the conclusion, and only of a round that has not begun: later they come too late. */
export async function tellWarnings(
  context: Context,
  store: Store | null,
  workspace: Workspace,
  { name, file }: DesignedRound,
): Promise<void> {
  const stored = store === null ? [] : await store.read('round', { id: [name.number] });
  if (stored.length > 0) return;
  // What earlier rounds measured changes advice but no warning, and takes time to read.
  const advice = adviceOn(workspace.project, file, { number: name.number });
  const warnings = advice.filter(({ severity }) => severity === 'warning');
  for (const { problem, remedy } of warnings) {
    const message = runWarningTexts.warning({ problem: problem.text, remedy: remedy.text });
    context.progress({ kind: 'message', level: 'warning', message });
  }
  if (warnings.length > 0) {
    context.progress({ kind: 'message', level: 'info', message: runWarningTexts.more({ round: name.number }) });
  }
}
