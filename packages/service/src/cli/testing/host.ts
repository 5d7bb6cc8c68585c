/** A world for tests of the command line: what is printed is kept, time stands still unless it is moved. */
import picocolors from 'picocolors';
import type { Asker } from '../asker.ts';
import type { Host } from '../host.ts';
import { terminalOf, type Output } from '../terminal.ts';

export interface TestHost {
  readonly host: Host;
  /** What was written to standard output so far. */
  readonly out: () => string;
  readonly error: () => string;
  readonly clock: TestClock;
  /** Sends a signal. */
  stop(signal: 'SIGINT' | 'SIGTERM'): void;
}

export interface TestHostOptions {
  readonly directory?: string;
  /** Columns of a screen; without it, output is a pipe. */
  readonly screen?: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly asker?: Asker;
}

export function testHost(options: TestHostOptions = {}): TestHost {
  const out = recordedOutput(options.screen);
  const error = recordedOutput(options.screen);
  const clock = testClock();
  const stopping = new AbortController();
  const { asker } = options;
  return {
    host: {
      terminal: terminalOf(out, error, asker && (() => Promise.resolve(asker))),
      directory: options.directory ?? '/nowhere',
      environment: options.environment ?? {},
      clock,
      actor: 'cli:test',
      signal: stopping.signal,
    },
    out: out.text,
    error: error.text,
    clock,
    stop: (signal) => stopping.abort(signal),
  };
}

export interface RecordedOutput extends Output {
  readonly text: () => string;
}

/** An output that keeps its text; a screen of `columns`, or a pipe. Without colours. */
export function recordedOutput(columns?: number): RecordedOutput {
  let text = '';
  return {
    width: columns ?? Number.POSITIVE_INFINITY,
    isTTY: columns !== undefined,
    colours: picocolors.createColors(false),
    write: (more) => {
      text += more;
    },
    text: () => text,
  };
}

export interface TestClock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Moves time on; what sleeps until then wakes, in order. */
  advance(milliseconds: number): Promise<void>;
}

/** Time that only `advance` moves. */
export function testClock(): TestClock {
  let now = 0;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        sleepers.push({ until: now + milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const next = sleepers.filter(({ until }) => until <= end).toSorted((a, b) => a.until - b.until)[0];
        if (next === undefined) break;
        sleepers = sleepers.filter((one) => one !== next);
        now = next.until;
        next.wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = end;
    },
  };
}
