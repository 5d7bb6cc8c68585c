/** Pages of rounds that a server drove: `report.html` is written once a round has ended or paused, as `attune run` does. */
import { join } from 'node:path';
import type { Context } from '../operation.ts';
import { finishPage } from '../report/finish-page.ts';
import { reportWriter } from '../report/writer.ts';
import type { Workspace } from '../workspace.ts';

export interface RoundPages {
  /** Begins at once, beside what is driven next; pages that are asked for meanwhile are written after it. */
  write(workspace: Workspace, round: number): void;
  /** Resolves when all that were asked for are written, or it was told why not. Never rejects. */
  finished(): Promise<void>;
}

export function roundPages(context: Context): RoundPages {
  let last = Promise.resolve();
  return {
    write(workspace, round) {
      const order = { store: workspace.storeAddress, round, path: join(workspace.directory, 'report.html') };
      last = last.then(async () => {
        await finishPage(context, reportWriter(order, context.clock));
      });
    },
    finished: () => last,
  };
}
