/** The thread behind `report-writer.ts`: reads the store, analyses, draws, writes. Holds drawings that have not changed. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../../store/index.ts';
import type { DrawingCache } from '../../report/index.ts';
import { roundReport } from '../views/round-report.ts';

/** What the thread is started with. */
export interface ReportOrder {
  /** The store's file, or its address in PostgreSQL. */
  readonly store: string;
  readonly round: number;
  /** Where the page is written. */
  readonly path: string;
}

const { store: address, round: number, path } = workerData as ReportOrder;
const cache: DrawingCache = new Map();

parentPort?.on('message', () => {
  void write().then(
    () => parentPort?.postMessage(null),
    (error: unknown) => parentPort?.postMessage(error instanceof Error ? error.message : String(error)),
  );
});

async function write(): Promise<void> {
  const store = await openStore(address);
  try {
    const [round] = await store.read('round', { id: [number] });
    if (round === undefined) return;
    const report = await roundReport(store, round, { now: Date.now(), cache });
    await report.writeHtml(path);
  } finally {
    await store.close();
  }
}
