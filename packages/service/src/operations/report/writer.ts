/** Keeps `report.html` fresh while a round runs: drawing happens in a thread of its own, so that the engine never waits. */
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../engine/index.ts';
import type { ReportOrder } from './thread.ts';

export interface ReportWriter {
  /** Asks for a fresh report; while one is being drawn, further calls are one call. */
  refresh(): void;
  /** Draws the last report, ends the thread, and says why the report could not be written, if so. */
  finish(): Promise<Error | null>;
}

/** `at least` this long between two reports, so that drawing does not take the trials' processors. */
const pauseMilliseconds = 10_000;

export function reportWriter(order: ReportOrder, clock: Clock): ReportWriter {
  const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: order });
  worker.unref();
  let drawing: Promise<void> | null = null;
  let lastEnd = 0;
  let failure: Error | null = null;
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    worker.once('error', (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      resolve();
    });
  });

  function draw(): Promise<void> {
    const done = new Promise<void>((resolve) => {
      worker.once('message', (error: string | null) => {
        failure = error === null ? null : new Error(error);
        resolve();
      });
    });
    worker.postMessage('draw');
    return Promise.race([done, gone]).finally(() => {
      drawing = null;
      lastEnd = clock.now();
    });
  }

  return {
    refresh() {
      if (drawing === null && clock.now() - lastEnd > pauseMilliseconds) drawing = draw();
    },
    async finish() {
      worker.ref();
      await drawing;
      await draw();
      await worker.terminate();
      return failure;
    },
  };
}
