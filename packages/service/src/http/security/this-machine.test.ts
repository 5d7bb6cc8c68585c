/** Promises of docs/security.md: a server that is this machine’s alone. */
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, noteBy, raw, securedProject, type SecuredProject } from '../../../test/secured-server.ts';

let secured: SecuredProject;

beforeEach(async () => {
  secured = await securedProject();
});

afterEach(() => secured.close());

describe('on this machine alone', () => {
  it('the user may do everything, without a token, and is called local', async () => {
    const server = await secured.serverWith();
    const answer = await server.inject({ url: '/api/v1/me' });
    expect(answer.json()).toEqual({ schema: 'me/1', name: 'local', scope: 'admin', readOnly: false, token: false });
  });

  it.each(['localhost', 'localhost:4400', '127.0.0.1:4400', '127.8.9.1', '[::1]:4400', 'digits.localhost:80'])(
    'it is reached as %s',
    async (host) => {
      const server = await secured.serverWith();
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
    const server = await secured.serverWith();
    for (const url of ['/api/v1/me', '/api/v1/nothing', '/']) {
      const answer = await server.inject({ url, headers: { host } });
      expect([answer.statusCode, answer.json()]).toMatchObject([403, { schema: 'error/1', code: 'forbidden' }]);
    }
  });

  it('it does not answer where no name is given', async () => {
    const server = await secured.serverWith();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    expect(await raw(port, 'GET /api/v1/me HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('it lets nobody in from another machine, whatever name they give', async () => {
    const server = await secured.serverWith();
    const answer = await server.inject({ url: '/api/v1/me', remoteAddress: '192.168.0.7' });
    expect(answer.statusCode).toBe(403);
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'it lets nobody in through a proxy that says so with %s, unless they show a token to a server that asks for it',
    async (header) => {
      const server = await secured.serverWith();
      for (const url of ['/api/v1/me', '/']) {
        const answer = await server.inject({ url, headers: { [header]: 'for=10.0.0.7' } });
        expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
        expect(answer.body).toContain('attune serve --tokens');
      }
      const asking = await secured.serverWith({ access: 'tokens' });
      const headers = { ...bearer(await secured.tokenOf('read')), [header]: 'for=10.0.0.7' };
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
    const server = await secured.serverWith();
    const host = { host: 'localhost:4400' };
    expect((await server.inject(noteBy({ ...host, ...headers }))).statusCode).toBe(403);
    expect((await server.inject({ url: '/api/v1/me', headers: { ...host, ...headers } })).statusCode).toBe(403);
    expect(await secured.store.read('note')).toEqual([]);
  });

  it('its own pages can', async () => {
    const server = await secured.serverWith();
    const headers = { host: 'localhost:4400', origin: 'http://localhost:4400', 'sec-fetch-site': 'same-origin' };
    expect((await server.inject(noteBy(headers))).statusCode).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'what a form can send is refused: %j',
    async (type) => {
      const server = await secured.serverWith();
      const answer = await server.inject({
        ...noteBy({ 'content-type': type }),
        payload: '{"text":"odd"}',
      });
      expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
      expect(await secured.store.read('note')).toEqual([]);
    },
  );

  it('no other site is ever told that it may ask', async () => {
    const server = await secured.serverWith();
    for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const answer = await server.inject({ method, url: '/api/v1/notes', headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    }
  });
});
