/** What a user is told of a round before it goes on: the baseline that it keeps, and the trials that it is given. */
import type { Store } from '../../store/index.ts';
import { keptBaseline } from '../design/freeze-baseline.ts';
import type { DesignedRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { extensionTexts, pending, writeBudget, type ExtendedRound } from './extension.ts';
import type { Workspace } from '../workspace.ts';

export function tellKeptBaseline(context: Context, workspace: Workspace, designed: DesignedRound): void {
  const message = keptBaseline(workspace, designed);
  if (message !== null) context.progress({ kind: 'message', level: 'info', message });
}

/** Writes the larger budget into the round file, and says what it comes to; unless another process has been quicker. */
export async function tellExtension(
  context: Context,
  workspace: Workspace,
  store: Store,
  extended: ExtendedRound,
): Promise<void> {
  const { before, after } = extended.extension;
  if (after === before) return;
  const [row] = await store.read('round', { id: [extended.name.number] });
  if (row !== undefined && !pending(row, extended)) {
    tellMerged(context, extended);
    return;
  }
  writeBudget(workspace, extended);
  const message = extensionTexts.extended({ round: extended.name.number, file: extended.name.file, before, after });
  context.progress({ kind: 'message', level: 'info', message });
}

/** A request for so many in all is met; one for so many more may have meant others. */
export function tellMerged(context: Context, { name, extension: { before, after } }: ExtendedRound): void {
  if (after === before) return;
  const message = extensionTexts.merged({ round: name.number, after });
  context.progress({ kind: 'message', level: 'warning', message });
}
