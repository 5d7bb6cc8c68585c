/**
 * The HTTP server: an adapter over operations, as the command line is. It checks who asks, turns a request into an
 * operation's input, sends the result, and decides nothing.
 */
import fastify, { type FastifyInstance } from 'fastify';
import packageFile from '../../package.json' with { type: 'json' };
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { errorDocument } from '../operations/error-document.ts';
import type { Context } from '../operations/operation.ts';
import { answerOf } from './answer.ts';
import { openEventFeed } from './event-feed.ts';
import { serveEvents } from './event-stream.ts';
import { openApi } from './openapi.ts';
import { servePages } from './pages.ts';
import type { RequestParts } from './request-input.ts';
import { routeParts, routerPath } from './route-path.ts';
import { routes } from './routes.ts';
import { sendLargeJson } from './sending.ts';
import { statusOf } from './status-of.ts';

export const serverTexts = defineTexts('http-server', {
  unknown: 'there is no {method} {path}: /api/openapi.json lists what there is',
  body: 'the body cannot be read: {problem}',
});

/** Where every endpoint begins. */
export const apiRoot = '/api/v1';

/** The world of one request. */
export interface ServerOptions {
  /** Of the project that is served; each request gets it with its own actor and signal. */
  readonly context: Context;
  /** The dashboard's built pages; without them only the API is served. */
  readonly pages?: string;
  /** Whether this process drives a round now. */
  readonly driving?: () => boolean;
  /** Largest body of a request, in bytes. */
  readonly bodyLimit?: number;
}

const bodyLimit = 8 * 1024 * 1024;

/** A server that is ready to listen; the caller opens and closes it, and the context's store outlives it. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: options.bodyLimit ?? bodyLimit, routerOptions: { ignoreTrailingSlash: true } });
  server.setErrorHandler((error, _request, reply) => {
    const told = readable(error);
    const document = errorDocument(told);
    return reply.code(statusOf[document.code]).type('application/json').send(document);
  });
  server.setNotFoundHandler((request) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    throw new AttuneError('not-found', serverTexts.unknown({ method: request.method, path: pathname }));
  });
  sendLargeJson(server);
  for (const [name, operation] of Object.entries(routes)) {
    const parts = routeParts(name, operation);
    const answer = answerOf(parts);
    server.route({
      method: parts.method,
      url: `${apiRoot}${routerPath(parts.path)}`,
      handler: async (request, reply) => {
        const ended = new AbortController();
        reply.raw.once('close', () => ended.abort('closed'));
        const context: Context = { ...options.context, actor: 'http:local', signal: ended.signal };
        const text = await answer(context, request as unknown as RequestParts);
        return reply.type('application/json').send(text);
      },
    });
  }
  const described = JSON.stringify(openApi(packageFile.version));
  server.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(described));
  const { store, clock } = options.context;
  if (store !== undefined) {
    const driving = options.driving === undefined ? {} : { driving: options.driving };
    serveEvents(server, `${apiRoot}/events/stream`, {
      store,
      clock,
      feed: openEventFeed({ store, clock, ...driving }),
    });
  }
  if (options.pages !== undefined) await servePages(server, options.pages);
  await server.ready();
  return server;
}

/** The router's own refusals, such as a body that is too large or no JSON, in the one shape of errors. */
function readable(error: unknown): unknown {
  if (error instanceof AttuneError || !(error instanceof Error) || !('statusCode' in error)) return error;
  return Number(error.statusCode) < 500
    ? new AttuneError('invalid', serverTexts.body({ problem: error.message }), { cause: error })
    : error;
}
