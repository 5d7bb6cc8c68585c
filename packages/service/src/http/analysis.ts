/** The analyst of a server: its process reads the project's store beside the server. */
import { analystWorker } from '../operations/analysis/analyst-worker.ts';
import type { Analyst } from '../operations/analysis/analyst.ts';
import type { Context } from '../operations/operation.ts';
import { startAnalyst } from '../operations/analysis/start-analyst.ts';
import type { Workspace } from '../operations/workspace.ts';
import type { Store } from '../store/index.ts';

/** Whoever opens it closes it, before the store. */
export function openAnalyst(workspace: Workspace, store: Store, { clock }: Pick<Context, 'clock'>): Analyst {
  const worker = analystWorker({ address: workspace.storeAddress, folder: workspace.storeDirectory });
  return startAnalyst({ store, worker, now: () => clock.now() });
}
