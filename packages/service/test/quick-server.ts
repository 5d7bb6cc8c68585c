/** The server upon a quick project, in this process: its requests are injected, and it listens nowhere. */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '../src/engine/index.ts';
import { buildServer } from '../src/http/server.ts';
import { movableStore, openSqliteStore } from '../src/store/index.ts';
import type { QuickProject } from './quick-project.ts';

export interface QuickServer {
  readonly server: FastifyInstance;
  /** Closes the server and the store behind it; the project stays. */
  close(): Promise<void>;
}

/** `pages`: the folder of a built dashboard. The store is kept open, as `attune serve` keeps it. */
export async function quickServer({ directory }: QuickProject, pages?: string): Promise<QuickServer> {
  const stored = join(directory, '.attune');
  const store = movableStore(await openSqliteStore(join(stored, 'store.db')), stored);
  const server = await buildServer({
    ...(pages === undefined ? {} : { pages }),
    context: {
      directory,
      clock: systemClock,
      environment: process.env,
      actor: 'http:test',
      progress: () => undefined,
      signal: new AbortController().signal,
      store,
    },
  });
  return {
    server,
    async close() {
      await server.close();
      await store.close();
    },
  };
}
