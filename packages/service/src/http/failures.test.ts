import { afterEach, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { systemClock } from '../engine/index.ts';
import { openMemoryStore } from '../store/index.ts';
import { openFailures } from './failures.ts';
import { buildServer } from './server.ts';

let server: FastifyInstance | undefined;
afterEach(() => server?.close());

it('tells on the terminal what goes wrong inside, and not what is refused', async () => {
  const told: string[] = [];
  const store = { ...openMemoryStore(), read: () => Promise.reject(new Error('the disk is gone')) };
  server = await buildServer({
    context: {
      directory: '/nowhere',
      clock: systemClock,
      environment: {},
      actor: 'http:test',
      store,
      progress: (event) => void (event.kind === 'message' && told.push(event.message.text)),
      signal: new AbortController().signal,
    },
  });
  expect((await server.inject({ url: '/api/v1/trials?limit=0' })).statusCode).toBe(400);
  expect((await server.inject({ url: '/api/v1/nothing' })).statusCode).toBe(404);
  expect(told).toEqual([]);
  server.get('/broken/:name', { config: { permission: 'read' } }, () => Promise.reject(new Error('the disk is gone')));
});

it('tells the same once in a minute', () => {
  let now = 0;
  const told: string[] = [];
  const clock = { ...systemClock, now: () => now };
  const failures = openFailures({ clock, progress: (event) => void (event.kind === 'message' && told.push(event.message.text)) });
  for (; now < 120_000; now += 250) failures.feed(new Error('the disk is gone'));
  failures.request('GET', '/trials', new Error('the disk is gone'));
  expect(told).toHaveLength(3);
});
