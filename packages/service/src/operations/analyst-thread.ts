/** The thread behind `analyst-worker.ts`: reads a round, asks the questions, draws up the figures, and answers in JSON. */
import { parentPort, workerData } from 'node:worker_threads';
import { AttuneError } from '@attune/core/errors';
import { movableStore, openStore, type Store } from '../store/index.ts';
import type { AnalysisOrder } from './analyst.ts';
import type { ThreadAnswer, ThreadPlace } from './analyst-worker.ts';
import { diagnosisKeeper } from './diagnosis-keeper.ts';
import { analysisParts } from './analysis-parts.ts';

const { address, folder } = workerData as ThreadPlace;
const diagnosed = diagnosisKeeper();
let store: Promise<Store> | null = null;

parentPort?.on('message', (order: AnalysisOrder) => {
  void answered(order).then((answer) => parentPort?.postMessage(answer));
});

async function answered(order: AnalysisOrder): Promise<ThreadAnswer> {
  try {
    store ??= openStore(address).then((opened) => movableStore(opened, folder));
    return { kind: 'made', parts: await analysisParts(await store, order, Date.now(), diagnosed) };
  } catch (error) {
    // A connection that was lost is made anew for the next order.
    store = null;
    if (error instanceof AttuneError) return { kind: 'refused', code: error.code, detail: error.detail };
    return { kind: 'broken', problem: error instanceof Error ? error.message : String(error) };
  }
}
