/** Analyses in a thread of its own, so that whoever asks for something else never waits; begun again where it broke off. */
import { Worker } from 'node:worker_threads';
import { AttuneError, type ErrorCode } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import type { AnalysisOrder, AnalysisParts, AnalysisWorker } from './analyst.ts';

export const analystWorkerTexts = defineTexts('analyst-worker', {
  broken: 'the analysis of round {round} broke off: {problem}; `attune report {round}` makes it apart from the server',
  ended: 'its thread ended',
});

/** What the thread is started with. */
export interface ThreadPlace {
  /** The store's file, or its address in PostgreSQL. */
  readonly address: string;
  /** `.attune` beside the project file. */
  readonly folder: string;
}

/** What the thread answers. */
export type ThreadAnswer =
  | { readonly kind: 'made'; readonly parts: AnalysisParts }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: Message }
  | { readonly kind: 'broken'; readonly problem: string };

interface Job {
  readonly order: AnalysisOrder;
  readonly idle: boolean;
  readonly resolve: (parts: AnalysisParts) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread without work for so long ends: what a large round took of memory is then free again. */
const idleMilliseconds = 30_000;

/** `threadFile`: the thread's program, for tests. */
export function analystWorker(
  place: ThreadPlace,
  threadFile = new URL('analyst-thread.ts', import.meta.url),
): AnalysisWorker {
  const waiting: Job[] = [];
  let resting: NodeJS.Timeout | undefined;
  let thread: Worker | null = null;
  let atWork: Job | null = null;
  let closed = false;

  function started(): Worker {
    const begun = new Worker(threadFile, { workerData: place });
    begun.unref();
    begun.on('message', (answer: ThreadAnswer) => settle(answer));
    begun.on('error', (error) => {
      ended(begun, error instanceof Error ? error.message : String(error));
    });
    begun.on('exit', () => {
      ended(begun, analystWorkerTexts.ended().text);
    });
    return begun;
  }

  function ended(gone: Worker, problem: string): void {
    if (thread !== gone) return;
    thread = null;
    settle({ kind: 'broken', problem });
  }

  function settle(answer: ThreadAnswer): void {
    const job = atWork;
    atWork = null;
    if (job !== null) finish(job, answer);
    next();
  }

  function enqueue(job: Job): void {
    const firstIdle = job.idle ? -1 : waiting.findIndex(({ idle }) => idle);
    waiting.splice(firstIdle === -1 ? waiting.length : firstIdle, 0, job);
  }

  function next(): void {
    if (atWork !== null || closed) return;
    clearTimeout(resting);
    atWork = waiting.shift() ?? null;
    if (atWork === null) {
      resting = setTimeout(rest, idleMilliseconds).unref();
      return;
    }
    thread ??= started();
    thread.postMessage(atWork.order);
  }

  function rest(): void {
    const idle = thread;
    thread = null;
    void idle?.terminate();
  }

  return {
    analyse: (order, idle) =>
      new Promise((resolve, reject) => {
        const job = { order, idle, resolve, reject };
        if (closed) finish(job, { kind: 'broken', problem: analystWorkerTexts.ended().text });
        else enqueue(job);
        next();
      }),
    hasten(order) {
      const place = waiting.findIndex((job) => job.idle && job.order === order);
      for (const job of place === -1 ? [] : waiting.splice(place, 1)) enqueue({ ...job, idle: false });
    },
    async close() {
      closed = true;
      clearTimeout(resting);
      await thread?.terminate();
      for (const job of waiting.splice(0)) finish(job, { kind: 'broken', problem: analystWorkerTexts.ended().text });
    },
  };
}

function finish({ order: { round }, resolve, reject }: Job, answer: ThreadAnswer): void {
  switch (answer.kind) {
    case 'made':
      resolve(answer.parts);
      break;
    case 'refused':
      reject(new AttuneError(answer.code, answer.detail));
      break;
    case 'broken':
      reject(new AttuneError('unavailable', analystWorkerTexts.broken({ round, problem: answer.problem })));
      break;
  }
}
