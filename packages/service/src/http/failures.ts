/** Says on the server's terminal what goes wrong inside it, which whoever asked can do nothing about. */
import { defineTexts, type Message } from '@attune/core/texts';
import type { Context } from '../operations/operation.ts';

export const failureTexts = defineTexts('http-failures', {
  request: '{method} {path} went wrong inside the server: {problem}',
  feed: 'what happens cannot be read for the pages that are open, and is tried again: {problem}',
});

export interface Failures {
  /** `path` without what it holds of the request: it may be a secret. */
  readonly request: (method: string, path: string, error: unknown) => void;
  readonly feed: (error: unknown) => void;
}

/** The same again is told after so long, milliseconds: the feed looks four times a second. */
const silence = 60_000;
/** Different failures that are remembered. */
const mostKnown = 100;

export function openFailures({ progress, clock }: Pick<Context, 'progress' | 'clock'>): Failures {
  const told = new Map<string, number>();

  function tell(message: Message): void {
    const now = clock.now();
    if (now - (told.get(message.text) ?? -Infinity) < silence) return;
    if (told.size >= mostKnown) told.clear();
    told.set(message.text, now);
    progress({ kind: 'message', level: 'warning', message });
  }

  return {
    request: (method, path, error) => tell(failureTexts.request({ method, path, problem: problemOf(error) })),
    feed: (error) => tell(failureTexts.feed({ problem: problemOf(error) })),
  };
}

function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
