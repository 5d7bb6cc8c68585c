/** Promises of docs/security.md: what a token opens, and where it is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, noteBy, securedProject, type SecuredProject } from '../../../test/secured-server.ts';
import { until } from '../../testing/until.ts';
import { routes } from '../routes.ts';

let secured: SecuredProject;

beforeEach(async () => {
  secured = await securedProject();
});

afterEach(() => secured.close());

describe('a token', () => {
  it('opens what its scope holds, and no more', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const allowed: Record<string, readonly string[]> = {};
    for (const scope of ['read', 'report', 'admin']) {
      const headers = bearer(await secured.tokenOf(scope));
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
    const server = await secured.serverWith({ access: 'tokens' });
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
    const server = await secured.serverWith({ access: 'tokens' });
    const revoked = await secured.tokenOf('admin', 'ada');
    await secured.project.document('token', 'revoke', 'ada');
    const expired = await secured.tokenOf('admin', 'bob', '--expires', '0.01s');
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
    const server = await secured.serverWith({ access: 'tokens' });
    const headers = bearer(await secured.tokenOf('read', 'ada'));
    expect((await server.inject({ url: '/api/v1/me', headers })).json()).toMatchObject({ name: 'ada', scope: 'read' });
    await secured.project.document('token', 'revoke', 'ada');
    await until(async () =>
      (await server.inject({ url: '/api/v1/me', headers })).statusCode === 401 ? true : undefined,
    );
  });

  it('is nowhere: not in the store, the events, the list or an answer', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const token = await secured.tokenOf('admin', 'ada');
    await server.inject(noteBy(bearer(token)));
    await server.inject({ url: '/api/v1/me', headers: bearer(`${token}x`) });
    const secret = token.slice('attune_'.length);
    const kept = JSON.stringify([await secured.store.read('token'), await secured.store.events(0, 1_000)]);
    const listed = await secured.project.attune('token', 'list', '--json');
    const answers = await server.inject({ url: '/api/v1/events', headers: bearer(token) });
    for (const text of [kept, listed.out, answers.body]) expect(text).not.toContain(secret);
    expect(listed.out).toContain('"name": "ada"');
    expect(secret).toMatch(/^[\w-]{43}$/);
  });

  it('is the actor in the event log, with its route, of each change and of no reading', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const headers = bearer(await secured.tokenOf('report', 'ada'));
    await server.inject(noteBy(headers));
    await server.inject({ url: '/api/v1/rounds', headers });
    expect(await secured.eventsOf('note.written')).toMatchObject([{ actor: 'http:ada' }]);
    expect(await secured.eventsOf('http.changed')).toMatchObject([
      { actor: 'http:ada', subject: 'project', data: { route: 'POST /notes' } },
    ]);
  });

  it('that was used says when', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    await server.inject({ url: '/api/v1/me', headers: bearer(await secured.tokenOf('read', 'ada')) });
    expect(await until(async () => (await secured.store.read('token'))[0]?.lastUsedAt ?? undefined)).toBeGreaterThan(
      1e12,
    );
  });

  it('that is wrong too often must wait, while right ones still work; the log tells it once', async () => {
    const server = await secured.serverWith({ access: 'tokens' });
    const right = bearer(await secured.tokenOf('read'));
    const answers = [];
    for (let i = 0; i < 12; i++) {
      answers.push(await server.inject({ url: '/api/v1/me', headers: bearer(`attune_guess${i}`) }));
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect(Number(answers[11]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.inject({ url: '/api/v1/me', headers: right })).statusCode).toBe(200);
    await server.close();
    const told = await secured.eventsOf('access.refused');
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told.reduce((sum, { data }) => sum + (data as { count: number }).count, 0)).toBe(12);
    expect(JSON.stringify(told)).not.toContain('guess');
    expect(told[0]?.data).toMatchObject({ addresses: [{ address: '127.0.0.1' }] });
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
