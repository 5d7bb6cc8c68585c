import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { quickProject, type QuickProject } from '../../test/quick-project.ts';
import { quickServer, type QuickServer } from '../../test/quick-server.ts';
import { until } from '../testing/until.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let project: QuickProject;
let running: QuickServer;
let server: FastifyInstance;

beforeEach(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 3 }\n' });
  await project.document('run', '1');
  running = await quickServer(project);
  ({ server } = running);
});

afterEach(async () => {
  await running.close();
  project.remove();
});

describe('the server', () => {
  it('answers a GET by its operation, with the query as input', async () => {
    const answer = await server.inject({ url: '/api/v1/trials?sort=objective&limit=2&status=completed' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ schema: 'trials/1', trials: [{ status: 'completed' }, {}] });
  });

  it('takes names from the path', async () => {
    const answer = await server.inject({ url: '/api/v1/trials/1' });
    expect(answer.json()).toMatchObject({ schema: 'show/1', trial: { trial: 1 } });
  });

  it('refuses what the schema refuses, naming the field, in the one shape of errors', async () => {
    const answer = await server.inject({ url: '/api/v1/trials?limit=0' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ schema: 'error/1', code: 'invalid', issues: [{ path: ['limit'] }] });
  });

  it('says in the same shape what does not exist and what cannot be read', async () => {
    expect((await server.inject({ url: '/api/v1/trials/99' })).statusCode).toBe(404);
    expect((await server.inject({ url: '/api/v1/nothing' })).json()).toMatchObject({ code: 'not-found' });
    const broken = await server.inject({
      method: 'POST',
      url: '/api/v1/notes',
      headers: { 'content-type': 'application/json' },
      payload: '{"text": ',
    });
    expect(broken.statusCode).toBe(400);
    expect(broken.json()).toMatchObject({ schema: 'error/1', code: 'invalid' });
  });

  it('takes a body', async () => {
    const answer = await server.inject({ method: 'POST', url: '/api/v1/notes', payload: { text: 'odd', trial: 1 } });
    expect(answer.json()).toMatchObject({ schema: 'note/1', subject: 'trial 1' });
  });

  it('answers whoever waits for a trial before it ends', async () => {
    project.write(
      'attune.yaml',
      project.read('attune.yaml').replace(/^train: .*$/m, 'train: { command: ask, max_steps: 20 }'),
    );
    project.write('rounds/02-own.yaml', 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 3 }\n');
    const payload = { round: '2', waitSeconds: 60 };
    const answer = server.inject({ method: 'POST', url: '/api/v1/ask', payload }).then((response) => response);
    // Nobody drives the round that it asks for.
    await until(() => project.withStore(async (store) => (await store.read('request')).length === 1 || undefined));
    await server.close();
    expect((await answer).json()).toMatchObject({ schema: 'ask/1', round: 2, given: null, none: { ended: false } });
    // A server that let it wait would answer after that minute.
  }, 60_000);
});
