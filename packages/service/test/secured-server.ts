/** A project with its store and servers upon it, in this process, for tests of who may do what. */
import { connect } from 'node:net';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { systemClock } from '../src/engine/index.ts';
import { buildServer, type ServerOptions } from '../src/http/server.ts';
import { movableStore, openSqliteStore, type EventRow, type Store } from '../src/store/index.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

export interface SecuredProject {
  readonly project: QuickProject;
  readonly store: Store;
  serverWith(options?: Partial<ServerOptions>): Promise<FastifyInstance>;
  /** The text of a new token. */
  tokenOf(scope: string, name?: string, ...more: readonly string[]): Promise<string>;
  eventsOf(kind: string): Promise<readonly EventRow[]>;
  close(): Promise<void>;
}

export async function securedProject(): Promise<SecuredProject> {
  const round = 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\nbaseline_seeds: 1\n';
  const project = quickProject({ '01-first.yaml': round });
  const { directory } = project;
  const store = movableStore(await openSqliteStore(`${directory}/.attune/store.db`), `${directory}/.attune`);
  const servers: FastifyInstance[] = [];
  return {
    project,
    store,
    async serverWith(options = {}) {
      const server = await buildServer({
        ...options,
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
      servers.push(server);
      return server;
    },
    async tokenOf(scope, name = scope, ...more) {
      const made = await project.document('token', 'new', '--name', name, '--scope', scope, ...more);
      return (made as { token: string }).token;
    },
    eventsOf: async (kind) => (await store.events(0, 10_000)).filter((event) => event.kind === kind),
    async close() {
      for (const server of servers) await server.close();
      await store.close();
      project.remove();
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** What somebody with these headers asks to be changed. */
export function noteBy(headers: Readonly<Record<string, string>>): InjectOptions {
  return { method: 'POST', url: '/api/v1/notes', headers, payload: { text: 'odd' } };
}

/** What a server answers to bytes. */
export function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}
