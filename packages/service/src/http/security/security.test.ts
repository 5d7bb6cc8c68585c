/** Each promise of docs/security.md by the server's answers. */
import { request as send } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { systemClock } from '../../engine/index.ts';
import { movableStore, openSqliteStore, type Store } from '../../store/index.ts';
import { until } from '../../testing/until.ts';
import { routes } from '../routes.ts';
import { buildServer, type ServerOptions } from '../server.ts';
import { mostStreams, usualRates } from './rates.ts';

let project: QuickProject;
let store: Store;
let servers: FastifyInstance[];

beforeEach(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\nbaseline_seeds: 1\n' });
  store = movableStore(await openSqliteStore(`${project.directory}/.attune/store.db`), `${project.directory}/.attune`);
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.close();
  await store.close();
  project.remove();
});

async function serverWith(options: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const server = await buildServer({
    ...options,
    context: {
      directory: project.directory,
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
}

async function tokenOf(scope: string, name = scope, ...more: readonly string[]): Promise<string> {
  const made = (await project.document('token', 'new', '--name', name, '--scope', scope, ...more)) as { token: string };
  return made.token;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function noteBy(headers: Readonly<Record<string, string>>): InjectOptions {
  return { method: 'POST', url: '/api/v1/notes', headers, payload: { text: 'odd' } };
}

async function eventsOf(kind: string) {
  return (await store.events(0, 10_000)).filter((event) => event.kind === kind);
}

describe('on this machine alone', () => {
  it('the user may do everything, without a token, and is called local', async () => {
    const server = await serverWith();
    const answer = await server.inject({ url: '/api/v1/me' });
    expect(answer.json()).toEqual({ schema: 'me/1', name: 'local', scope: 'admin', readOnly: false, token: false });
  });

  it.each(['localhost', 'localhost:4400', '127.0.0.1:4400', '127.8.9.1', '[::1]:4400', 'digits.localhost:80'])(
    'it is reached as %s',
    async (host) => {
      const server = await serverWith();
      expect((await server.inject({ url: '/api/v1/me', headers: { host } })).statusCode).toBe(200);
    },
  );

  it.each([
    'evil.example:4400',
    'localhost.evil.example',
    '192.168.0.7:4400',
    '127.0.0.1.nip.io',
    'a@localhost',
    '[::2]',
  ])('it does not answer to the name %j, which may lead here from anywhere', async (host) => {
    const server = await serverWith();
    for (const url of ['/api/v1/me', '/api/v1/nothing', '/']) {
      const answer = await server.inject({ url, headers: { host } });
      expect([answer.statusCode, answer.json()]).toMatchObject([403, { schema: 'error/1', code: 'forbidden' }]);
    }
  });

  it('it does not answer where no name is given', async () => {
    const server = await serverWith();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    expect(await raw(port, 'GET /api/v1/me HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('it lets nobody in from another machine, whatever name they give', async () => {
    const server = await serverWith();
    const answer = await server.inject({ url: '/api/v1/me', remoteAddress: '192.168.0.7' });
    expect(answer.statusCode).toBe(403);
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'it lets nobody in through a proxy that says so with %s, unless they show a token to a server that asks for it',
    async (header) => {
      const server = await serverWith();
      for (const url of ['/api/v1/me', '/']) {
        const answer = await server.inject({ url, headers: { [header]: 'for=10.0.0.7' } });
        expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
        expect(answer.body).toContain('attune serve --tokens');
      }
      const asking = await serverWith({ access: 'tokens' });
      const headers = { ...bearer(await tokenOf('read')), [header]: 'for=10.0.0.7' };
      expect((await asking.inject({ url: '/api/v1/me', headers })).statusCode).toBe(200);
    },
  );

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:8888' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another site, by a browser that says so', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('a page of %s can neither change nor read anything', async (_, headers) => {
    const server = await serverWith();
    const host = { host: 'localhost:4400' };
    expect((await server.inject(noteBy({ ...host, ...headers }))).statusCode).toBe(403);
    expect((await server.inject({ url: '/api/v1/me', headers: { ...host, ...headers } })).statusCode).toBe(403);
    expect(await store.read('note')).toEqual([]);
  });

  it('its own pages can', async () => {
    const server = await serverWith();
    const headers = { host: 'localhost:4400', origin: 'http://localhost:4400', 'sec-fetch-site': 'same-origin' };
    expect((await server.inject(noteBy(headers))).statusCode).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'what a form can send is refused: %j',
    async (type) => {
      const server = await serverWith();
      const answer = await server.inject({
        ...noteBy({ 'content-type': type }),
        payload: '{"text":"odd"}',
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
      expect(await store.read('note')).toEqual([]);
    },
  );

  it('no other site is ever told that it may ask', async () => {
    const server = await serverWith();
    for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const answer = await server.inject({ method, url: '/api/v1/notes', headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('a token', () => {
  it('opens what its scope holds, and no more', async () => {
    const server = await serverWith({ access: 'tokens' });
    const allowed: Record<string, readonly string[]> = {};
    for (const scope of ['read', 'report', 'admin']) {
      const headers = bearer(await tokenOf(scope));
      const asked = {
        read: await server.inject({ url: '/api/v1/rounds', headers }),
        report: await server.inject(noteBy(headers)),
        admin: await server.inject({ method: 'POST', url: '/api/v1/trials/stop', headers, payload: { trials: [1] } }),
      };
      for (const answer of Object.values(asked)) {
        if (answer.statusCode === 403) expect(answer.json()).toMatchObject({ code: 'forbidden', schema: 'error/1' });
      }
      allowed[scope] = Object.entries(asked)
        .filter(([, { statusCode }]) => statusCode !== 403)
        .map(([name]) => name);
    }
    expect(allowed).toEqual({ read: ['read'], report: ['read', 'report'], admin: ['read', 'report', 'admin'] });
  });

  it('is asked for everywhere below /api, however the path is written, and not for a page', async () => {
    const server = await serverWith({ access: 'tokens' });
    for (const url of [
      '/api/v1/rounds',
      '/api/v1/me',
      '/api/openapi.json',
      '/api/v1/nothing',
      '/api',
      '/%61pi/v1/me',
    ]) {
      const answer = await server.inject({ url });
      expect([url, answer.statusCode, answer.headers['www-authenticate']]).toEqual([url, 401, 'Bearer']);
      expect(answer.json()).toMatchObject({ schema: 'error/1', code: 'unauthorised' });
    }
    expect((await server.inject({ url: '/api/v1/events/stream' })).statusCode).toBe(401);
  });

  it('is refused alike whether it is wrong, empty, of another scheme, revoked or expired', async () => {
    const server = await serverWith({ access: 'tokens' });
    const revoked = await tokenOf('admin', 'ada');
    await project.document('token', 'revoke', 'ada');
    const expired = await tokenOf('admin', 'bob', '--expires', '0.01s');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const wrong = `${revoked.slice(0, -1)}${revoked.endsWith('A') ? 'B' : 'A'}`;
    const answers = await Promise.all(
      [
        `Bearer ${wrong}`,
        'Bearer ',
        'Basic YWRhOmFkYQ==',
        `Bearer ${revoked}`,
        `Bearer ${expired}`,
        'x'.repeat(5_000),
      ].map((authorization) => server.inject({ url: '/api/v1/me', headers: { authorization } })),
    );
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(401);
  });

  it('opens at once when it is made, and nothing any more within a second after it was revoked', async () => {
    const server = await serverWith({ access: 'tokens' });
    const headers = bearer(await tokenOf('read', 'ada'));
    expect((await server.inject({ url: '/api/v1/me', headers })).json()).toMatchObject({ name: 'ada', scope: 'read' });
    await project.document('token', 'revoke', 'ada');
    await until(async () =>
      (await server.inject({ url: '/api/v1/me', headers })).statusCode === 401 ? true : undefined,
    );
  });

  it('is nowhere: not in the store, the events, the list or an answer', async () => {
    const server = await serverWith({ access: 'tokens' });
    const token = await tokenOf('admin', 'ada');
    await server.inject(noteBy(bearer(token)));
    await server.inject({ url: '/api/v1/me', headers: bearer(`${token}x`) });
    const secret = token.slice('attune_'.length);
    const kept = JSON.stringify([await store.read('token'), await store.events(0, 1_000)]);
    const listed = await project.attune('token', 'list', '--json');
    const answers = await server.inject({ url: '/api/v1/events', headers: bearer(token) });
    for (const text of [kept, listed.out, answers.body]) expect(text).not.toContain(secret);
    expect(listed.out).toContain('"name": "ada"');
    expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('is the actor in the event log, with its route, of each change and of no reading', async () => {
    const server = await serverWith({ access: 'tokens' });
    const headers = bearer(await tokenOf('report', 'ada'));
    await server.inject(noteBy(headers));
    await server.inject({ url: '/api/v1/rounds', headers });
    expect(await eventsOf('note.written')).toMatchObject([{ actor: 'http:ada' }]);
    expect(await eventsOf('http.changed')).toMatchObject([
      { actor: 'http:ada', subject: 'project', data: { route: 'POST /notes' } },
    ]);
  });

  it('that was used says when', async () => {
    const server = await serverWith({ access: 'tokens' });
    await server.inject({ url: '/api/v1/me', headers: bearer(await tokenOf('read', 'ada')) });
    expect(await until(async () => (await store.read('token'))[0]?.lastUsedAt ?? undefined)).toBeGreaterThan(1e12);
  });

  it('that is wrong too often must wait, while right ones still work; the log tells it once', async () => {
    const server = await serverWith({ access: 'tokens' });
    const right = bearer(await tokenOf('read'));
    const answers = [];
    for (let i = 0; i < 12; i++) {
      answers.push(await server.inject({ url: '/api/v1/me', headers: bearer(`attune_guess${i}`) }));
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(Number(answers[11]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.inject({ url: '/api/v1/me', headers: right })).statusCode).toBe(200);
    await server.close();
    servers = [];
    const told = await eventsOf('access.refused');
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told.reduce((sum, { data }) => sum + (data as { count: number }).count, 0)).toBe(12);
    expect(JSON.stringify(told)).not.toContain('guess');
    expect(told[0]?.data).toMatchObject({ addresses: [{ address: '127.0.0.1' }] });
  });
});

describe('a browser', () => {
  async function signIn(server: FastifyInstance, token: string, headers: Readonly<Record<string, string>> = {}) {
    return server.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'notes.example:4400', ...headers },
      payload: { token },
    });
  }

  it('gives the token once, and keeps it where no script and no other site gets at it', async () => {
    const server = await serverWith({ access: 'tokens' });
    const answer = await signIn(server, await tokenOf('report', 'ada'));
    expect(answer.json()).toEqual({ schema: 'me/1', name: 'ada', scope: 'report', readOnly: false, token: true });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^attune_4400=attune_[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const headers = { host: 'notes.example:4400', cookie: `other=1; ${cookie.split(';')[0] ?? ''}` };
    expect((await server.inject({ url: '/api/v1/me', headers })).json()).toMatchObject({ name: 'ada' });
    const elsewhere = { ...headers, origin: 'https://evil.example' };
    expect((await server.inject(noteBy(elsewhere))).statusCode).toBe(403);
    expect((await server.inject(noteBy({ ...headers, origin: 'http://notes.example:4400' }))).statusCode).toBe(200);
  });

  it('is signed out by the server, and by a token that ends', async () => {
    const server = await serverWith({ access: 'tokens' });
    const out = await server.inject({ method: 'DELETE', url: '/api/v1/session', headers: { host: 'a:1' } });
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([
      204,
      'attune_1=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
    ]);
    const short = await signIn(server, await tokenOf('read', 'bob', '--expires', '1h'));
    expect(Number(/Max-Age=(\d+)/.exec(String(short.headers['set-cookie']))?.[1])).toBeLessThanOrEqual(3_600);
  });

  it('sends it encrypted only, where a proxy adds TLS', async () => {
    const server = await serverWith({ access: 'tokens' });
    const answer = await signIn(server, await tokenOf('read'), { 'x-forwarded-proto': 'https' });
    expect(answer.headers['set-cookie']).toMatch(/; Secure$/);
  });

  it('is not signed in by another site, or by a wrong token', async () => {
    const server = await serverWith({ access: 'tokens' });
    const token = await tokenOf('read');
    const forged = await signIn(server, token, { origin: 'https://evil.example' });
    const wrong = await signIn(server, 'attune_wrong');
    expect([forged, wrong].map(({ statusCode, headers }) => [statusCode, headers['set-cookie']])).toEqual([
      [403, undefined],
      [401, undefined],
    ]);
  });
});

describe('what a token may set going', () => {
  it('is nothing without the scope admin: readers only read, reporters only write what was measured or noted', () => {
    const rows = Object.entries(routes).map(([name, { permission }]) => ({ name, permission }));
    const reading = rows.filter(({ permission }) => permission === 'read').map(({ name }) => name);
    expect(reading.filter((name) => !name.startsWith('GET '))).toEqual([]);
    const reporting = rows.filter(({ permission }) => permission === 'report').map(({ name }) => name);
    const known = [
      'POST /notes',
      'POST /measurements',
      'POST /ask',
      'POST /trials/{trial}/tell',
      'POST /trials/{trial}/heartbeat',
    ];
    expect(reporting.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('limits', () => {
  it('a body that is too large is refused before it is read', async () => {
    const server = await serverWith({ bodyLimit: 1_000 });
    const answer = await server.inject({ ...noteBy({}), payload: { text: 'x'.repeat(2_000) } });
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { schema: 'error/1', code: 'too-large' }]);
  });

  it('a body that is nested too deep is refused', async () => {
    const server = await serverWith();
    for (const depth of [40, 100_000]) {
      const payload = `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await server.inject({ method: 'POST', url: '/api/v1/notes', headers, payload });
      expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'too-large' }]);
    }
  });

  it('a token that asks too often must wait; its owner’s browser and others do not', async () => {
    const rates = { window: 60_000, most: { read: 3, report: 3, admin: 3 } };
    const server = await serverWith({ access: 'tokens', rates });
    const ada = await tokenOf('admin', 'ada');
    const statuses = [];
    for (let i = 0; i < 5; i++) {
      const answer = await server.inject({ url: '/api/v1/me', headers: bearer(ada) });
      statuses.push(answer.statusCode);
      if (answer.statusCode === 429) expect(answer.json()).toMatchObject({ schema: 'error/1', code: 'too-many' });
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const browser = { host: 'notes.example', cookie: `attune_web=${ada}` };
    expect((await server.inject({ url: '/api/v1/me', headers: browser })).statusCode).toBe(200);
    const other = bearer(await tokenOf('read', 'bob'));
    expect((await server.inject({ url: '/api/v1/me', headers: other })).statusCode).toBe(200);
  });

  it('are far from what a team needs', () => {
    // Ten people with three pages each that ask for everything twice a second.
    expect(usualRates.most.read / usualRates.window).toBeGreaterThan((10 * 3 * 2) / 1_000);
  });

  it('a visitor has so many live streams and no more, and loses them with the token', async () => {
    const server = await serverWith({ access: 'tokens' });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const headers = bearer(await tokenOf('read', 'ada'));
    const gone: Promise<unknown>[] = [];
    const statuses: (number | undefined)[] = [];
    for (let i = 0; i <= mostStreams; i++) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const answered = Promise.withResolvers<number | undefined>();
      const open = send({ port, path: '/api/v1/events/stream', headers }, (answer) => {
        answered.resolve(answer.statusCode);
        answer.on('close', () => resolve(undefined)).resume();
        answer.on('error', () => undefined);
      });
      open.on('error', () => undefined).end();
      statuses.push(await answered.promise);
      gone.push(promise);
    }
    expect(statuses).toEqual([...Array<number>(mostStreams).fill(200), 429]);
    await project.document('token', 'revoke', 'ada');
    await Promise.all(gone);
  }, 20_000);

  it('headers that are too large, and what is no request, are answered in the one shape of errors', async () => {
    const server = await serverWith();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const large = await raw(port, `GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*nosniff[\s\S]*"schema":"error\/1","code":"too-large"/);
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"schema":"error\/1","code":"invalid"/);
    expect((await server.inject({ url: '/api/v1/trials/%zz' })).json()).toMatchObject({ code: 'invalid' });
  });

  it('a request must arrive in time', async () => {
    const { server } = await serverWith();
    expect([server.headersTimeout, server.requestTimeout, server.maxConnections]).toEqual([10_000, 60_000, 1_000]);
  });
});

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}
