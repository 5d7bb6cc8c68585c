/** Makes what the first reader of a project will ask for, before anybody does: the latest round's table and analysis. */
import type { Context } from '../operation.ts';
import { readStore } from './reading.ts';
import { roundTable } from '../views/round-table.ts';
import { roundView } from '../views/round-view.ts';
import { roundsList } from '../views/rounds-list.ts';

/** Never throws: whoever asks meets the problem and is told of it. */
export async function warmLatest(context: Context): Promise<void> {
  try {
    const latest = await readStore(context, async (store) => (await store.read('round')).at(-1)?.number);
    if (latest === undefined) return;
    const analysis = roundView.run(context, { round: latest });
    await Promise.allSettled([analysis, roundTable.run(context, { round: latest }), roundsList.run(context, {})]);
  } catch {
    // As above.
  }
}
