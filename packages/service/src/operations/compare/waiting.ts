/** A comparison that has not begun waits for the process that is at work in its project: there is one engine at a time. */
import { defineTexts } from '@attune/core/texts';
import { engineAlive, engineName } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';

export const waitingTexts = defineTexts('compare-waiting', {
  waiting:
    'another process is at work in this project ({engine}): the comparison begins when that has ended; Ctrl-C stops the waiting, and nothing is begun then',
});

const lookMilliseconds = 500;

/** Until no engine is at work, or the signal comes. */
export async function untilIdle(context: Context, store: Store): Promise<void> {
  for (let told = false; !context.signal.aborted; told = true) {
    const engine = await engineAlive(store, context.clock.now());
    if (engine === null) return;
    const message = waitingTexts.waiting({ engine: engineName(engine) });
    if (!told) context.progress({ kind: 'message', level: 'info', message });
    await context.clock.sleep(lookMilliseconds, context.signal);
  }
}
