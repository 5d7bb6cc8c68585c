/** Processes that Attune starts and that send what they measure (`metrics: from: http`), with real processes and servers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../src/testing/until.ts';
import { quickProject, type QuickProject } from './quick-project.ts';
import { serverProcesses, type ServerProcess, type ServerProcesses } from './server-processes.ts';

const projectText = `attune: 1
name: sending
objective: { metric: valid/loss, direction: minimize }
train: { command: 'node train.mjs \${args}', max_steps: 20 }
metrics: { from: http, rename: { val: valid/loss } }
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
baseline: { lr: 0.01 }
resources: { slots: 2 }
`;
const roundText = 'attune: 1\ngoal: maximize\nsearch: halton\nbudget: { trials: 3 }\nbaseline_seeds: 1\n';

/** Sends each step again and again until the server has it, as a program should. */
const training = `
import { appendFileSync, existsSync } from 'node:fs';
const { ATTUNE_URL, ATTUNE_TRIAL, ATTUNE_ATTEMPT, ATTUNE_TOKEN, ATTUNE_UNTIL_STEP } = process.env;
const [trial, attempt] = [Number(ATTUNE_TRIAL), Number(ATTUNE_ATTEMPT)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const send = (path, body, method = 'POST') => fetch(ATTUNE_URL + '/api/v1' + path, {
  method,
  headers: { authorization: 'Bearer ' + ATTUNE_TOKEN, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
  ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
});
async function surely(path, body) {
  for (;;) {
    const answer = await send(path, body).catch(() => null);
    if (answer !== null && answer.status < 500) return answer;
    await pause(50);
  }
}
const report = (batch, step, of = { trial, attempt }) => surely('/measurements', {
  batches: [{ ...of, batch, series: [{ metric: 'val', steps: [step], values: [1 / step + trial / 100] }] }],
});
appendFileSync('tokens', ATTUNE_TOKEN + '\\n');
if (existsSync('probing') && trial === 2) {
  const told = [];
  const note = async (name, answer) => told.push([name, (await answer).status]);
  await note('its own', report(0, 1));
  await note('another attempt', report(0, 1, { trial: 1, attempt: 1 }));
  await note('reading', send('/rounds', {}, 'GET'));
  await note('who it is', send('/me', {}, 'GET'));
  await note('a note', send('/notes', { text: 'x' }));
  await note('asking', send('/ask', {}));
  await note('signing in', send('/session', { token: ATTUNE_TOKEN }));
  await note('completed', send('/trials/2/tell', { attempt, outcome: 'completed' }));
  await note('infeasible of another', send('/trials/1/tell', { attempt: 1, outcome: 'infeasible' }));
  await note('infeasible', send('/trials/2/tell', { attempt, outcome: 'infeasible', message: 'too wide' }));
  appendFileSync('told', JSON.stringify(told));
  process.exit(0);
}
for (let step = 1; step <= Number(ATTUNE_UNTIL_STEP); step++) {
  const answer = await report(step - 1, step);
  if (answer.status !== 200) { console.error(answer.status, await answer.text()); process.exit(1); }
  await pause(Number(existsSync('slow') ? 60 : 0));
}
`;

let project: QuickProject;
let servers: ServerProcesses;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': roundText });
  project.write('attune.yaml', projectText);
  project.write('train.mjs', training);
  servers = serverProcesses();
});

afterEach(async () => {
  await servers.killAll();
  project.remove();
});

const ended = (server: ServerProcess) =>
  until(async () => {
    const { rounds } = await server.call('GET /rounds', {});
    return rounds[0]?.status === 'completed' ? rounds[0] : undefined;
  });

const steps = Array.from({ length: 20 }, (_, i) => i + 1);

describe('processes that send what they measure', () => {
  it('are told where, report their own attempt and nothing else, and their tokens die with them', async () => {
    project.write('probing', '');
    const server = await servers.start(project.directory);
    await server.call('POST /rounds', {});
    expect((await ended(server)).trials).toEqual({ completed: 3, infeasible: 1 });
    expect(JSON.parse(project.read('told'))).toEqual([
      ['its own', 200],
      ['another attempt', 409],
      ['reading', 403],
      ['who it is', 403],
      ['a note', 403],
      ['asking', 403],
      ['signing in', 401],
      ['completed', 409],
      ['infeasible of another', 409],
      ['infeasible', 200],
    ]);
    const { trial } = await server.call('GET /trials/{trial}', { trial: 2 });
    expect(trial).toMatchObject({ status: 'infeasible', note: expect.stringContaining('too wide') as string });
    const curves = await project.withStore((store) => store.curves({ trials: [1, 3, 4] }));
    expect(curves.map((curve) => [curve.trial, curve.attempt, curve.metric, curve.steps])).toEqual(
      [1, 3, 4].map((id) => [id, 1, 'valid/loss', steps]),
    );
    const events = await project.withStore((store) => store.events(0, 1_000));
    const reported = events.filter(({ kind }) => kind === 'attempt.reported');
    expect(reported.map(({ actor, subject }) => `${actor} ${subject}`).toSorted()).toEqual(
      [1, 2, 3, 4].map((id) => `http:trial ${id} trial ${id}`),
    );

    const tokens = project.read('tokens').trim().split('\n');
    expect(new Set(tokens).size).toBe(4);
    for (const token of tokens) {
      const answer = await fetch(`${server.url}/api/v1/measurements`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batches: [{ trial: 1, attempt: 1, batch: 20, series: [] }] }),
      });
      expect(answer.status).toBe(401);
    }
    const kept = readdirSync(join(project.directory, '.attune'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    for (const token of tokens) for (const text of kept) expect(text.includes(token)).toBe(false);
  });

  it('need no more where the server asks everybody for tokens', async () => {
    await project.document('token', 'new', '--name', 'ada', '--scope', 'read');
    const { token } = (await project.document('token', 'new', '--name', 'root', '--scope', 'admin')) as {
      token: string;
    };
    const server = await servers.start(project.directory, { words: ['--tokens'] });
    const started = await fetch(`${server.url}/api/v1/rounds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(started.status).toBe(200);
    await until(() =>
      project.withStore(async (store) => (await store.read('round'))[0]?.status === 'completed' || undefined),
    );
    const curves = await project.withStore((store) => store.curves({ trials: [1, 2, 3, 4] }));
    expect(curves.map((curve) => curve.steps)).toEqual(Array(4).fill(steps));
  });

  it('are written in a few lines with the client', async () => {
    const client = pathToFileURL(join(import.meta.dirname, '../../client/src/index.ts')).href;
    project.write(
      'train.mjs',
      `import { InfeasibleError, reportAttempt } from '${client}';
       await reportAttempt(process.env, async ({ report, checkpoint }) => {
         if (process.env.ATTUNE_TRIAL === '3') throw new InfeasibleError('too many heads');
         for (let step = 1; step <= 20; step++) report(step, { val: step === 4 ? NaN : 1 / step });
         checkpoint(20, 'checkpoints/20');
       });`,
    );
    const server = await servers.start(project.directory);
    await server.call('POST /rounds', {});
    expect((await ended(server)).trials).toEqual({ completed: 3, infeasible: 1 });
    const { trial } = await server.call('GET /trials/{trial}', { trial: 3 });
    expect(trial.note).toContain('too many heads');
    const curves = await project.withStore((store) => store.curves({ trials: [1, 2, 4] }));
    expect(curves.map((curve) => curve.steps)).toEqual(Array(3).fill(steps));
    expect(await project.withStore((store) => store.read('checkpoint'))).toHaveLength(3);
  });

  it('lose and double nothing where the server is killed and comes back', async () => {
    project.write('slow', '');
    let server = await servers.start(project.directory);
    const { port } = server;
    await server.call('POST /rounds', {});
    for (let kills = 0; kills < 3; kills++) {
      const before = kills;
      await until(() =>
        project.withStore(async (store) => {
          const sums = await store.summaries({ trials: [1, 2, 3, 4] });
          return sums.reduce((sum, { count }) => sum + count, 0) > 12 * before + 3 || undefined;
        }),
      );
      await server.kill();
      server = await servers.start(project.directory, { port });
    }
    expect((await ended(server)).trials).toEqual({ completed: 4 });
    const curves = await project.withStore((store) => store.curves({ trials: [1, 2, 3, 4] }));
    const last = new Map(curves.map((curve) => [curve.trial, curve.steps]));
    expect([...last.values()]).toEqual(Array(4).fill(steps));
    expect(new Set(curves.map(({ trial, attempt }) => `${trial} ${attempt}`)).size).toBe(curves.length);
  });

  it('find the server again where it comes back at another address', async () => {
    const client = pathToFileURL(join(import.meta.dirname, '../../client/src/index.ts')).href;
    project.write(
      'train.mjs',
      `import { existsSync } from 'node:fs';
       import { reportAttempt } from '${client}';
       await reportAttempt(process.env, async ({ report }) => {
         for (let step = 1; step <= 20; step++) {
           report(step, { val: 1 / step });
           while (step === 10 && !existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 20));
         }
       });`,
    );
    const first = await servers.start(project.directory);
    await first.call('POST /rounds', {});
    await until(() =>
      project.withStore(async (store) => ((await store.summaries({ trials: [1, 2] })).length === 2 ? true : undefined)),
    );
    await first.kill();
    const second = await servers.start(project.directory);
    const told = () => project.read(join('.attune', 'trials', '0001', 'attempt-1', 'server')).trim();
    await until(() => (told() === second.url ? true : undefined));
    project.write('go', '');
    expect((await ended(second)).trials).toEqual({ completed: 4 });
    const curves = await project.withStore((store) => store.curves({ trials: [1, 2, 3, 4] }));
    expect(curves.map(({ trial, attempt, steps: of }) => [trial, attempt, of])).toEqual(
      [1, 2, 3, 4].map((trial) => [trial, 1, steps]),
    );
  });

  it('are refused where no server runs that could hear them, and nothing is left behind', async () => {
    for (const words of [['run', '1'], ['check'], ['compare', 'lr=0.1']]) {
      const { status, error } = await project.attune(...words);
      expect(status).not.toBe(0);
      expect(error).toMatch(/attune serve/);
    }
    expect(readdirSync(project.directory)).not.toContain('.attune');
    expect((await project.attune('run', '1', '--dry-run')).status).toBe(0);
  });
});
