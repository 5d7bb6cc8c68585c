/**
 * The HTTP server: an adapter over operations, as the command line is. It checks who asks, turns a request into an
 * operation's input, sends the result, and decides nothing.
 */
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import packageFile from '../../package.json' with { type: 'json' };
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { errorDocument } from '../operations/error-document.ts';
import type { Context } from '../operations/operation.ts';
import { answerOf } from './answer.ts';
import { openEventFeed } from './event-feed.ts';
import { serveEvents } from './event-stream.ts';
import { openFailures } from './failures.ts';
import { openApi } from './openapi.ts';
import { servePages } from './pages.ts';
import type { RequestParts } from './request-input.ts';
import { routeParts, routerPath } from './route-path.ts';
import { routes } from './routes.ts';
import { audited } from './security/audit-line.ts';
import { guard, type Access } from './security/gate.ts';
import { answerMalformed, headerLimit, unreadableAddress } from './security/malformed.ts';
import type { Rates } from './security/rates.ts';
import { Refusal, refusalDocument } from './security/refusal.ts';
import { serveSession } from './security/session.ts';
import { sendLargeJson } from './sending.ts';
import { statusOf } from './status-of.ts';

export const serverTexts = defineTexts('http-server', {
  unknown: 'there is no {method} {path}: /api/openapi.json lists what there is',
  body: 'the body cannot be read: {problem}',
  large: 'the body is larger than {limit} bytes: send it in parts',
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
  /** Default: only this machine reaches it, and needs no token. With `tokens`, the context must have a store. */
  readonly access?: Access;
  /** How often a token may ask. */
  readonly rates?: Rates;
}

const bodyLimit = 8 * 1024 * 1024;
/** Milliseconds for a request to arrive, and its headers: whoever takes longer holds a connection for nothing. */
const requestTimeout = 60_000;
const headersTimeout = 10_000;
/** More than any team has open; each costs memory. */
const mostConnections = 1_000;

/** A server that is ready to listen; the caller opens and closes it, and the context's store outlives it. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const limit = options.bodyLimit ?? bodyLimit;
  const server = fastify({
    bodyLimit: limit,
    requestTimeout,
    http: { headersTimeout, maxHeaderSize: headerLimit },
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: answerMalformed,
    frameworkErrors: (error, _request, reply) => {
      void refuse(unreadableAddress(error.message), reply, limit);
    },
  });
  server.server.maxConnections = mostConnections;
  const failures = openFailures(options.context);
  server.setErrorHandler((error, request, reply) => {
    // What ended because whoever asked has gone did not go wrong.
    const { destroyed } = reply.raw;
    const sent = refuse(error, reply, limit);
    if (sent.statusCode === statusOf.internal && !destroyed) {
      failures.request(request.method, request.routeOptions.url ?? '', error);
    }
    return sent;
  });
  server.setNotFoundHandler((request) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    throw new AttuneError('not-found', serverTexts.unknown({ method: request.method, path: pathname }));
  });
  const { store, clock } = options.context;
  const stream = `${apiRoot}/events/stream`;
  const { access = 'local', rates } = options;
  const gate = await guard(server, { access, store, clock, stream, ...(rates === undefined ? {} : { rates }) });
  sendLargeJson(server);
  serveSession(server, `${apiRoot}/session`, gate);
  // Who waits for an answer, as for a trial, is answered before the server ends.
  const closing = new AbortController();
  server.addHook('preClose', (done) => {
    closing.abort('the server ends');
    done();
  });
  for (const [name, operation] of Object.entries(routes)) {
    const parts = routeParts(name, operation);
    const answer = answerOf(parts);
    server.route({
      method: parts.method,
      url: `${apiRoot}${routerPath(parts.path)}`,
      config: { permission: operation.permission, fromAttempts: operation.fromAttempts === true },
      handler: async (request, reply) => {
        const ended = new AbortController();
        reply.raw.once('close', () => ended.abort('closed'));
        const signal = AbortSignal.any([ended.signal, closing.signal]);
        const visitor = gate.visitorOf(request);
        const actor = `http:${visitor.name}`;
        const context: Context = { ...options.context, actor, visitor, signal };
        const sent = request as unknown as RequestParts;
        const change = audited(context, name, sent.params);
        const text = await answer(change.context, sent);
        await change.settle();
        return reply.type('application/json').send(text);
      },
    });
  }
  const described = JSON.stringify(openApi(packageFile.version));
  server.get('/api/openapi.json', { config: { permission: 'read' } }, (_request, reply) =>
    reply.type('application/json').send(described),
  );
  if (store !== undefined) {
    const driving = options.driving === undefined ? {} : { driving: options.driving };
    serveEvents(server, stream, {
      store,
      clock,
      feed: openEventFeed({ store, clock, ...driving, failed: failures.feed }),
      failed: failures.feed,
    });
  }
  if (options.pages !== undefined) await servePages(server, options.pages);
  await server.ready();
  return server;
}

function refuse(error: unknown, reply: FastifyReply, limit: number): FastifyReply {
  const told = readable(error, limit);
  const document = told instanceof Refusal ? refusalDocument(told) : errorDocument(told);
  if (told instanceof Refusal && told.retryAfter !== null) void reply.header('retry-after', told.retryAfter);
  if (document.code === 'unauthorised') void reply.header('www-authenticate', 'Bearer');
  return reply.code(statusOf[document.code]).type('application/json').send(document);
}

/** The router's own refusals, such as a body that is too large or no JSON, in the one shape of errors. */
function readable(error: unknown, limit: number): unknown {
  if (error instanceof AttuneError || !(error instanceof Error) || !('statusCode' in error)) return error;
  if (error.statusCode === 413) return new Refusal('too-large', serverTexts.large({ limit }));
  return Number(error.statusCode) < 500
    ? new AttuneError('invalid', serverTexts.body({ problem: error.message }), { cause: error })
    : error;
}
