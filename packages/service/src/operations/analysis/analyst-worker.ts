/**
 * Analyses in a process of its own, begun again where it broke off: whoever asks for something else never waits, training
 * goes first, and what a large round took of memory is free again afterwards, which a thread's would not be.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AttuneError, type ErrorCode } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import type { AnalysisOrder, AnalysisParts, AnalysisWorker } from './analyst.ts';

export const analystWorkerTexts = defineTexts('analyst-worker', {
  broken: 'the analysis of round {round} broke off: {problem}; `attune report {round}` makes it apart from the server',
  ended: 'its process ended',
});

/** Where the process finds what it reads. */
export interface AnalysisPlace {
  /** The store's file, or its address in PostgreSQL. */
  readonly address: string;
  /** `.attune` beside the project file. */
  readonly folder: string;
}

/** What the process is sent: never as an argument, since an address may hold a password. */
export interface AnalysisMessage {
  readonly place: AnalysisPlace;
  readonly order: AnalysisOrder;
}

/** What it answers. */
export type AnalysisAnswer =
  | { readonly kind: 'made'; readonly parts: AnalysisParts }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: Message }
  | { readonly kind: 'broken'; readonly problem: string };

interface Job {
  readonly order: AnalysisOrder;
  readonly idle: boolean;
  readonly resolve: (parts: AnalysisParts) => void;
  readonly reject: (error: unknown) => void;
}

/** Readers who may wait for one process. What is idle is bounded by the rounds that there are. */
const mostWaiting = 16;

/** A process without work for so long ends. */
const idleMilliseconds = 30_000;

/** `program`: what the process runs, for tests. */
export function analystWorker(
  place: AnalysisPlace,
  program = new URL('analyst-process.ts', import.meta.url),
): AnalysisWorker {
  const waiting: Job[] = [];
  let resting: NodeJS.Timeout | undefined;
  let child: ChildProcess | null = null;
  let atWork: Job | null = null;
  let closed = false;

  function started(): ChildProcess {
    const begun = fork(fileURLToPath(program), [], {
      // So that it can free what an analysis leaves before it begins the next.
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    begun.unref();
    begun.channel?.unref();
    if (begun.pid !== undefined) behindTraining(begun.pid);
    begun.on('message', (answer: AnalysisAnswer) => settle(answer));
    begun.on('error', (error) => ended(begun, error.message));
    begun.on('exit', () => ended(begun, analystWorkerTexts.ended().text));
    return begun;
  }

  function ended(gone: ChildProcess, problem: string): void {
    if (child !== gone) return;
    child = null;
    settle({ kind: 'broken', problem });
  }

  function settle(answer: AnalysisAnswer): void {
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
    child ??= started();
    const message: AnalysisMessage = { place, order: atWork.order };
    child.send(message);
  }

  function rest(): void {
    const idle = child;
    child = null;
    idle?.kill('SIGKILL');
  }

  return {
    analyse: (order, idle) =>
      new Promise((resolve, reject) => {
        const job = { order, idle, resolve, reject };
        if (closed) finish(job, { kind: 'broken', problem: analystWorkerTexts.ended().text });
        else enqueue(job);
        next();
      }),
    full: () => waiting.filter(({ idle }) => !idle).length >= mostWaiting,
    hasten(order) {
      const place = waiting.findIndex((job) => job.idle && job.order === order);
      for (const job of place === -1 ? [] : waiting.splice(place, 1)) enqueue({ ...job, idle: false });
    },
    async close() {
      closed = true;
      clearTimeout(resting);
      if (child !== null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      for (const job of waiting.splice(0)) finish(job, { kind: 'broken', problem: analystWorkerTexts.ended().text });
    },
  };
}

/** It gives way to whatever else wants the processors; where that may not be asked for, it does not. */
function behindTraining(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system has no priorities.
  }
}

function finish({ order: { round }, resolve, reject }: Job, answer: AnalysisAnswer): void {
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
