/** Answers that last, such as the live stream, end with the token that they were given to. */
import type { FastifyReply } from 'fastify';
import type { Clock } from '../../engine/index.ts';

/** Milliseconds between two looks; a revoked token has nothing open any more after that. */
const lookEvery = 5_000;

export interface OpenAnswers {
  add(token: number, reply: FastifyReply): void;
  close(): void;
}

export function watchOpen(clock: Clock, isInUse: (token: number) => Promise<boolean>): OpenAnswers {
  const answers = new Map<number, Set<FastifyReply['raw']>>();
  const ended = new AbortController();
  let watching = false;

  async function watch(): Promise<void> {
    watching = true;
    while (answers.size > 0 && !ended.signal.aborted) {
      await clock.sleep(lookEvery, ended.signal);
      for (const [token, open] of answers) {
        // A store that cannot be read says nothing against anybody.
        if (await isInUse(token).catch(() => true)) continue;
        for (const answer of open) answer.destroy();
      }
    }
    watching = false;
  }

  return {
    add(token, { raw }) {
      const open = answers.get(token) ?? new Set();
      answers.set(token, open.add(raw));
      raw.once('close', () => {
        open.delete(raw);
        if (open.size === 0) answers.delete(token);
      });
      if (!watching) void watch();
    },
    close: () => ended.abort(),
  };
}
