/** Promises of docs/security.md: how much, how often and how long. */
import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, noteBy, raw, securedProject, type SecuredProject } from '../../../test/secured-server.ts';
import { mostStreams, usualRates } from './rates.ts';

let secured: SecuredProject;

beforeEach(async () => {
  secured = await securedProject();
});

afterEach(() => secured.close());

describe('limits', () => {
  it('a body that is too large is refused before it is read', async () => {
    const server = await secured.serverWith({ bodyLimit: 1_000 });
    const answer = await server.inject({ ...noteBy({}), payload: { text: 'x'.repeat(2_000) } });
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { schema: 'error/1', code: 'too-large' }]);
  });

  it('a body that is nested too deep is refused', async () => {
    const server = await secured.serverWith();
    for (const depth of [40, 100_000]) {
      const payload = `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await server.inject({ method: 'POST', url: '/api/v1/notes', headers, payload });
      expect([answer.statusCode, answer.json()]).toMatchObject([413, { code: 'too-large' }]);
    }
  });

  it('a token that asks too often must wait; its owner’s browser and others do not', async () => {
    const rates = { window: 60_000, most: { read: 3, report: 3, admin: 3 } };
    const server = await secured.serverWith({ access: 'tokens', rates });
    const ada = await secured.tokenOf('admin', 'ada');
    const statuses = [];
    for (let i = 0; i < 5; i++) {
      const answer = await server.inject({ url: '/api/v1/me', headers: bearer(ada) });
      statuses.push(answer.statusCode);
      if (answer.statusCode === 429) expect(answer.json()).toMatchObject({ schema: 'error/1', code: 'too-many' });
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const browser = { host: 'notes.example', cookie: `attune_web=${ada}` };
    expect((await server.inject({ url: '/api/v1/me', headers: browser })).statusCode).toBe(200);
    const other = bearer(await secured.tokenOf('read', 'bob'));
    expect((await server.inject({ url: '/api/v1/me', headers: other })).statusCode).toBe(200);
  });

  it('are far from what a team needs', () => {
    // Ten people with three pages each that ask for everything twice a second.
    expect(usualRates.most.read / usualRates.window).toBeGreaterThan((10 * 3 * 2) / 1_000);
  });

  it('a visitor has so many live streams and no more, and loses them with the token', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const headers = bearer(await secured.tokenOf('read', 'ada'));
    const gone: Promise<unknown>[] = [];
    const statuses: (number | undefined)[] = [];
    for (let i = 0; i <= mostStreams; i++) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const answered = Promise.withResolvers<number | undefined>();
      const open = send({ host: '127.0.0.1', port, path: '/api/v1/events/stream', headers }, (answer) => {
        answered.resolve(answer.statusCode);
        answer.on('close', () => resolve(undefined)).resume();
        answer.on('error', () => undefined);
      });
      open.on('error', () => undefined).end();
      statuses.push(await answered.promise);
      gone.push(promise);
    }
    expect(statuses).toEqual([...Array<number>(mostStreams).fill(200), 429]);
    await secured.project.document('token', 'revoke', 'ada');
    await Promise.all(gone);
  });

  it('headers that are too large, and what is no request, are answered in the one shape of errors', async () => {
    const server = await secured.serverWith();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const large = await raw(port, `GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*nosniff[\s\S]*"schema":"error\/1","code":"too-large"/);
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"schema":"error\/1","code":"invalid"/);
    expect((await server.inject({ url: '/api/v1/trials/%zz' })).json()).toMatchObject({ code: 'invalid' });
  });

  it('a request must arrive in time', async () => {
    const { server } = await secured.serverWith();
    expect([server.headersTimeout, server.requestTimeout, server.maxConnections]).toEqual([10_000, 60_000, 1_000]);
  });
});
