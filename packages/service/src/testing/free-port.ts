/** For tests: a port of this machine that stays free until a server takes it, and while that is restarted. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems give to connections and to servers that name none. */
const [lowest, highest] = [10_000, 30_000];

export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
