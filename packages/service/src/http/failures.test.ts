import { afterEach, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '../engine/index.ts';
import { openMemoryStore } from '../store/index.ts';
import { quickProject, type QuickProject } from '../../test/quick-project.ts';
import { openFailures } from './failures.ts';
import { buildServer } from './server.ts';

let server: FastifyInstance | undefined;
let project: QuickProject | undefined;
afterEach(async () => {
  await server?.close();
  project?.remove();
  project = undefined;
});

it('tells on the terminal what goes wrong inside, and not what is refused', async () => {
  const told: string[] = [];
  project = quickProject({});
  const store = { ...openMemoryStore(), read: () => Promise.reject(new Error('the disk is gone')) };
  server = await buildServer({
    context: {
      directory: project.directory,
      clock: systemClock,
      environment: {},
      actor: 'http:test',
      store,
      progress: (event) => event.kind === 'message' && told.push(event.message.text),
      signal: new AbortController().signal,
    },
  });
  expect((await server.inject({ url: '/api/v1/trials?limit=0' })).statusCode).toBe(400);
  expect((await server.inject({ url: '/api/v1/nothing' })).statusCode).toBe(404);
  expect(told).toEqual([]);
  // Over a real connection: what has been sent and read must not look as if whoever asked had gone.
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  expect((await fetch(`${url}/api/v1/trials/7`)).status).toBe(500);
  const headers = { 'content-type': 'application/json' };
  const note = await fetch(`${url}/api/v1/notes`, { method: 'POST', headers, body: '{"text":"odd"}' });
  expect(note.status).toBe(500);
  expect(told).toEqual([
    'GET /api/v1/trials/:trial went wrong inside the server: the disk is gone',
    'POST /api/v1/notes went wrong inside the server: the disk is gone',
  ]);
});

it('tells the same once in a minute', () => {
  let now = 0;
  const told: string[] = [];
  const clock = { ...systemClock, now: () => now };
  const failures = openFailures({
    clock,
    progress: (event) => event.kind === 'message' && told.push(event.message.text),
  });
  for (; now < 120_000; now += 250) failures.feed(new Error('the disk is gone'));
  failures.request('GET', '/trials', new Error('the disk is gone'));
  expect(told).toHaveLength(3);
});
