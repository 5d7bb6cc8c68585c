/**
 * The gate that every request passes before anything else looks at it: does it come from where it may, from whom, and may
 * they. What it lets through has a visitor.
 */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defineTexts } from '@attune/core/texts';
import type { Clock } from '../../engine/index.ts';
import type { Permission, Visitor } from '../../operations/operation.ts';
import { logLine } from '../../operations/requests.ts';
import { allows } from '../../operations/tokens/tokens.ts';
import type { ChangeEvent, Store } from '../../store/index.ts';
import { openAttemptBook } from './attempt-book.ts';
import { tokenIn } from './cookie.ts';
import { deepest, tooDeep } from './depth.ts';
import { countFailedTokens } from './failed-tokens.ts';
import { secure } from './headers.ts';
import { hostIn, isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import { watchOpen } from './open-answers.ts';
import { mostStreams, usualRates, type Rates } from './rates.ts';
import { Refusal } from './refusal.ts';
import { fromElsewhere } from './same-origin.ts';
import { openTokenBook, type TokenBook } from './token-book.ts';

export const gateTexts = defineTexts('http-gate', {
  host: 'this server is reached as localhost, not as {host}: to serve others, give it an address with --host, or --tokens behind a proxy',
  proxied:
    'the request came through a proxy, which hides who asks (it has the header {header}): start the server with attune serve --tokens',
  elsewhere: 'the request comes from a page of another site: open the notebook at its own address',
  type: 'a change is sent as JSON: give the header content-type: application/json',
  none: 'a token is needed: make one with attune token new, and send it as the header Authorization: Bearer …',
  unknown: 'the token is not known here: it may have expired or been revoked, or belong to another project',
  scope: 'this needs the scope {needed}, and the token {name} has {scope}: ask for another token',
  deep: 'the body is nested too deep: lists and objects may lie in each other {deepest} deep',
  often: 'too many requests: at most {most} in {seconds} s; wait {wait} s',
  guesses: 'too many tokens that are not known here: wait {wait} s',
  attempt: 'the token in ATTUNE_TOKEN reports attempt {number} of trial {trial}, and opens nothing else',
  streams: '{name} has {count} live streams open, which is the most: close some pages',
});

/** `local`: only this machine reaches the server, and its user needs no token. `tokens`: whoever asks shows one. */
export type Access = 'local' | 'tokens';

/** Of a route; `anyone` is for what makes a visitor of somebody. */
type Needed = Permission | 'anyone';

export interface GateOptions {
  readonly access: Access;
  /** Where tokens are; only `local` can do without. */
  readonly store: Store | undefined;
  readonly clock: Clock;
  readonly rates?: Rates;
  /** Where the live stream is. */
  readonly stream: string;
}

export interface Gate {
  /** Who sent a request that has passed. */
  visitorOf(request: FastifyRequest): Visitor;
  /** The visitor that a token makes, and the milliseconds for which it does (null: for ever); refuses as the gate does. */
  admit(token: string, request: FastifyRequest): Promise<{ readonly visitor: Visitor; readonly left: number | null }>;
}

const local: Visitor = { name: 'local', scope: 'admin', token: false };

/** To be called before routes are added: one below `/api` that does not say what it needs is a mistake. */
export async function guard(server: FastifyInstance, options: GateOptions): Promise<Gate> {
  const { access, store, clock, stream, rates = usualRates } = options;
  const book = store === undefined ? null : openTokenBook(store, clock);
  const attempts = store === undefined ? null : openAttemptBook(store, clock);
  const failed = countFailedTokens(clock, (event) => logged(store, clock, event));
  const open = watchOpen(clock, (id) => book?.isInUse(id) ?? Promise.resolve(false));
  const visitors = new WeakMap<FastifyRequest, Visitor>();

  await server.register(rateLimit, { global: false });
  const limiters = limitersOf(server, rates, (request) => clientOf(visitors.get(request), request));

  server.addHook('onRoute', ({ url, method, config }) => {
    if (url.startsWith('/api/') && neededBy(config) === undefined) {
      throw new TypeError(`${String(method)} ${url} does not say what it needs`);
    }
  });

  server.addHook('onRequest', async (request, reply) => {
    const needed = neededOf(request);
    secure(reply, needed === null ? 'page' : 'data');
    if (access === 'local') {
      checkHost(request);
      checkDirect(request);
    }
    if (needed === null) return;
    if (!opened(request) && fromElsewhere(request.headers)) throw new Refusal('forbidden', gateTexts.elsewhere());
    checkType(request);
    if (needed === 'anyone') return;
    const visitor = await identified(request, reply);
    checkAttempt(visitor, request);
    if (!allows(visitor.scope, needed)) {
      throw new Refusal('forbidden', gateTexts.scope({ needed, name: visitor.name, scope: visitor.scope }));
    }
    visitors.set(request, visitor);
    if (visitor.token) await checkRate(request, needed);
    if (request.routeOptions.url === stream) holdStream(visitor, request, reply);
  });

  server.addHook('preValidation', (request, _reply, done) => {
    done(tooDeep(request.body) ? new Refusal('too-large', gateTexts.deep({ deepest })) : undefined);
  });

  server.addHook('onClose', async () => {
    open.close();
    await failed.close();
    await book?.close();
  });

  async function identified(request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
    const token = bearerIn(request) ?? tokenIn(request.headers);
    if (token === null) {
      if (access === 'local') return local;
      throw new Refusal('unauthorised', gateTexts.none());
    }
    // A cookie may be older than this server: who needs no token is not asked about it.
    if (access === 'local' && bearerIn(request) === null) return local;
    const attempt = (await attempts?.find(token, failed.mustWait(request.ip))) ?? null;
    // Not a name that a person's token could have.
    if (attempt !== null) return { name: `trial ${attempt.trial}`, scope: 'report', token: true, attempt };
    const { id, visitor } = await known(book, token, request);
    open.add(id, reply);
    return visitor;
  }

  async function known(from: TokenBook | null, token: string, { ip }: FastifyRequest) {
    const row = (await from?.find(token, failed.mustWait(ip))) ?? null;
    if (row !== null) {
      const left = row.expiresAt === null ? null : row.expiresAt - clock.now();
      return { id: row.id, left, visitor: { name: row.name, scope: row.scope, token: true } };
    }
    const wait = failed.count(ip);
    if (wait === null) throw new Refusal('unauthorised', gateTexts.unknown());
    throw new Refusal('too-many', gateTexts.guesses({ wait }), wait);
  }

  async function checkRate(request: FastifyRequest, needed: Permission): Promise<void> {
    const limit = await limiters[needed](request);
    if (limit.isAllowed || !limit.isExceeded) return;
    const [most, seconds, wait] = [limit.max, rates.window / 1000, limit.ttlInSeconds];
    throw new Refusal('too-many', gateTexts.often({ most, seconds, wait }), wait);
  }

  const streams = new Map<string, number>();

  function holdStream(visitor: Visitor, request: FastifyRequest, reply: FastifyReply): void {
    const client = clientOf(visitor, request);
    const count = streams.get(client) ?? 0;
    if (count >= mostStreams) throw new Refusal('too-many', gateTexts.streams({ name: visitor.name, count }), 10);
    streams.set(client, count + 1);
    reply.raw.once('close', () => {
      const left = (streams.get(client) ?? 1) - 1;
      if (left > 0) streams.set(client, left);
      else streams.delete(client);
    });
  }

  return {
    visitorOf: (request) => visitors.get(request) ?? unseen(),
    admit: (token, request) => known(book, token, request),
  };
}

/** What a request needs; null for a page. A path that is written in another way than its route's still is that route's. */
function neededOf(request: FastifyRequest): Needed | null {
  const needed = neededBy(request.routeOptions.config);
  if (needed !== undefined) return needed;
  return /^\/+api(?:[/?]|$)/i.test(request.url) ? 'read' : null;
}

function neededBy(config: unknown): Needed | undefined {
  return said(config, 'permission') as Needed | undefined;
}

/** What a route says of itself; one that does not exist says nothing. */
function said(config: unknown, key: 'permission' | 'fromAttempts'): unknown {
  return typeof config === 'object' && config !== null ? Reflect.get(config, key) : undefined;
}

/** A page elsewhere may lead to this server by name; then it must not be asked in that name. */
function checkHost({ headers, ip }: FastifyRequest): void {
  const host = hostIn(headers.host);
  if (host === null || !isLoopbackHost(host) || !isLoopbackAddress(ip)) {
    throw new Refusal('forbidden', gateTexts.host({ host: host ?? '(none)' }));
  }
}

/** A training process reports its attempt, and nothing else. */
function checkAttempt({ attempt }: Visitor, { routeOptions }: FastifyRequest): void {
  if (attempt === undefined || said(routeOptions.config, 'fromAttempts') === true) return;
  throw new Refusal('forbidden', gateTexts.attempt(attempt));
}

/** Through a proxy on this machine everybody seems to be this machine. */
function checkDirect({ headers }: FastifyRequest): void {
  const header = Object.keys(headers).find((name) => /^(?:forwarded|via|x-real-ip|x-forwarded-.*)$/.test(name));
  if (header !== undefined) throw new Refusal('forbidden', gateTexts.proxied({ header }));
}

/** Forms and other pages' scripts cannot send JSON without asking first, and nobody answers that they may. */
function checkType({ method, headers }: FastifyRequest): void {
  const changes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (changes && !/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) {
    throw new Refusal('forbidden', gateTexts.type());
  }
}

/** Whether somebody followed a link to what only reads: nothing of the answer is seen by the page it stood on. */
function opened({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
}

function bearerIn({ headers }: FastifyRequest): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  // Another scheme is no token that is known here, and not the absence of one.
  return /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}

/** A person's script must not keep their browser out. */
function clientOf(visitor: Visitor | undefined, request: FastifyRequest): string {
  if (visitor?.token !== true) return request.ip;
  return `${visitor.name} ${bearerIn(request) === null ? 'browser' : 'program'}`;
}

function limitersOf(server: FastifyInstance, { window, most }: Rates, key: (request: FastifyRequest) => string) {
  const limiter = (kind: Permission) =>
    server.createRateLimit({
      max: most[kind],
      timeWindow: window,
      keyGenerator: (request) => `${key(request)} ${kind}`,
    });
  return { read: limiter('read'), report: limiter('report'), admin: limiter('admin') };
}

async function logged(store: Store | undefined, clock: Clock, event: ChangeEvent): Promise<void> {
  if (store === undefined) return;
  await logLine(store, { clock, actor: 'http' }, event).catch(() => undefined);
}

function unseen(): never {
  throw new TypeError('a request got past the gate');
}
