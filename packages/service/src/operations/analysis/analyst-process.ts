/** The process behind `analyst-worker.ts`: reads a round, asks the questions, draws up the figures, and answers in JSON. */
import { AttuneError } from '@attune/core/errors';
import { movableStore, openStore, type Store } from '../../store/index.ts';
import { analysisParts } from './parts.ts';
import type { AnalysisAnswer, AnalysisMessage } from './analyst-worker.ts';
import { diagnosisKeeper } from './diagnosis-keeper.ts';

const diagnosed = diagnosisKeeper();
let store: Promise<Store> | null = null;

// Whoever began it ends it; a Ctrl-C in the terminal is for them.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (message: AnalysisMessage) => {
  void answered(message).then((answer) => {
    process.send?.(answer);
    // Else a large round would be held until the next one is half read.
    setImmediate(() => globalThis.gc?.());
  });
});

async function answered({ place, order }: AnalysisMessage): Promise<AnalysisAnswer> {
  try {
    store ??= openStore(place.address).then((opened) => movableStore(opened, place.folder));
    return { kind: 'made', parts: await analysisParts(await store, order, Date.now(), diagnosed) };
  } catch (error) {
    // A connection that was lost is made anew for the next order.
    store = null;
    if (error instanceof AttuneError) return { kind: 'refused', code: error.code, detail: error.detail };
    return { kind: 'broken', problem: error instanceof Error ? error.message : String(error) };
  }
}
