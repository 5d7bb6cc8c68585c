/** Serves the dashboard: its files as they are, and its first page for every address that is a view of it. */
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** `directory`: what the dashboard was built into. */
export async function servePages(server: FastifyInstance, directory: string): Promise<void> {
  await server.register(staticFiles, {
    root: directory,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Assets carry their content's hash in their names.
      const kept = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      void reply.header('cache-control', kept);
    },
  });
  server.get('/*', async (request, reply) => {
    // An asset of an older build is gone: a page in its place would be taken for code.
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) {
      reply.callNotFound();
      return reply;
    }
    return reply.sendFile('index.html');
  });
}
