/** Promises of docs/security.md: how a browser shows its token. */
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteBy, securedProject, type SecuredProject } from '../../../test/secured-server.ts';

let secured: SecuredProject;

beforeEach(async () => {
  secured = await securedProject();
});

afterEach(() => secured.close());

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
    const server = await secured.serverWith({ access: 'tokens' });
    const answer = await signIn(server, await secured.tokenOf('report', 'ada'));
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
    const server = await secured.serverWith({ access: 'tokens' });
    const out = await server.inject({ method: 'DELETE', url: '/api/v1/session', headers: { host: 'a:1' } });
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([
      204,
      'attune_1=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
    ]);
    const short = await signIn(server, await secured.tokenOf('read', 'bob', '--expires', '1h'));
    expect(Number(/Max-Age=(\d+)/.exec(String(short.headers['set-cookie']))?.[1])).toBeLessThanOrEqual(3_600);
  });

  it('sends it encrypted only, where a proxy adds TLS', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const answer = await signIn(server, await secured.tokenOf('read'), { 'x-forwarded-proto': 'https' });
    expect(answer.headers['set-cookie']).toMatch(/; Secure$/);
  });

  it('is not signed in by another site, or by a wrong token', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const token = await secured.tokenOf('read');
    const forged = await signIn(server, token, { origin: 'https://evil.example' });
    const wrong = await signIn(server, 'attune_wrong');
    expect([forged, wrong].map(({ statusCode, headers }) => [statusCode, headers['set-cookie']])).toEqual([
      [403, undefined],
      [401, undefined],
    ]);
  });
});
