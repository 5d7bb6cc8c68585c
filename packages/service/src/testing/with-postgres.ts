import { afterAll, beforeAll, describe, it } from 'vitest';
import { noPostgres, startPostgres, type PostgresServer } from './postgres-server.ts';

/** A new server writes some hundred files, which takes a slow disk a while. */
const startLimit = 180_000;

/** Tests that need a PostgreSQL server, of which all in this call share one; skipped with the reason where there is none. */
export function withPostgres(name: string, tests: (server: () => PostgresServer) => void): void {
  const reason = noPostgres();
  if (reason !== null) {
    process.stdout.write(`${name}: skipped, ${reason}\n`);
    it.skip(`${name}: ${reason}`);
    return;
  }
  describe(name, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgres();
    }, startLimit);
    afterAll(() => server?.remove(), startLimit);
    tests(() => {
      if (server === undefined) throw new Error('the server has not been started yet');
      return server;
    });
  });
}
