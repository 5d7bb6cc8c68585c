/** Programs that run their own training loop, over a real socket: ask, measure, tell; with servers and programs killed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiError, InfeasibleError, trainTrials } from '../../client/src/index.ts';
import { until } from '../src/testing/until.ts';
import { given, measured, ownLoopProject, refusal, send, stateOf, threeTrials, type Given } from './own-loop-calls.ts';
import { quickProject, type QuickProject } from './quick-project.ts';
import { serverProcesses, type ServerProcesses } from './server-processes.ts';

let project: QuickProject;
let servers: ServerProcesses;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': threeTrials });
  project.write('attune.yaml', ownLoopProject);
  servers = serverProcesses();
});

afterEach(async () => {
  await servers.killAll();
  project.remove();
});

const serve = (port = 0, ...words: readonly string[]) => servers.start(project.directory, { port, words });

describe('programs that run their own loop', () => {
  it('train a whole round, each trial once, and are told when it has ended', async () => {
    const server = await serve();
    const trials: number[] = [];
    const worker = async (): Promise<void> => {
      for (;;) {
        const { given: one, none } = await server.call('POST /ask', { round: '1', waitSeconds: 30 });
        if (none?.ended === true) return;
        if (one === null) continue;
        trials.push(one.trial);
        expect(one).toMatchObject({ attempt: 1, maxSteps: 20, untilStep: 20, resume: null });
        expect(Object.keys(one.parameters)).toEqual(['lr']);
        await send(server, measured(one, 0, [10]), measured(one, 1, [20]));
        await server.call('POST /trials/{trial}/tell', {
          trial: one.trial,
          attempt: one.attempt,
          outcome: 'completed',
        });
      }
    };
    await Promise.all([worker(), worker()]);
    expect(trials.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    const { rounds } = await server.call('GET /rounds', {});
    expect(rounds).toMatchObject([{ status: 'completed', trials: { completed: 4 } }]);
    const { trial } = await server.call('GET /trials/{trial}', { trial: 1 });
    expect(trial.objective).toBeCloseTo(1 / 21);
  });

  it('lose nothing and double nothing where the server is killed at any moment', async () => {
    let server = await serve();
    const one = await given(server);
    const sent = 60;
    let killed = 0;
    for (let batch = 0; batch < sent; batch++) {
      const points = measured(one, batch, [2 * batch, 2 * batch + 1]);
      for (;;) {
        try {
          const answer = send(server, points);
          // In the middle of a request: whether it was stored nobody knows.
          if (batch % 20 === 10 && killed <= Math.floor(batch / 20)) {
            killed++;
            server.child.kill('SIGKILL');
          }
          const { taken } = await answer;
          expect(taken).toMatchObject([{ next: batch + 1, refused: null }]);
          break;
        } catch (error) {
          if (error instanceof ApiError) throw error;
          server = await serve();
        }
      }
    }
    expect(killed).toBe(3);
    const again = await send(server, measured(one, 5, [10, 11]));
    expect(again.taken).toMatchObject([{ next: sent, refused: null }]);
    const tell = { trial: one.trial, attempt: one.attempt, outcome: 'completed' as const };
    await server.call('POST /trials/{trial}/tell', tell);
    await server.kill();
    server = await serve();
    await server.call('POST /trials/{trial}/tell', tell);
    await until(async () => ((await stateOf(server, one.trial)) === 'completed' ? true : undefined));
    const curves = await project.withStore((store) => store.curves({ trials: [one.trial] }));
    expect(curves).toMatchObject([{ attempt: 1, steps: Array.from({ length: 2 * sent }, (_, i) => i) }]);
  });

  it('written with the loop of the client go on through a server that is killed and started again', async () => {
    const first = await serve();
    const port = Number(new URL(first.url).port);
    const trained: number[] = [];
    const loop = trainTrials(first, {
      round: '1',
      patienceSeconds: 60,
      async train({ trial, untilStep, report }) {
        trained.push(trial);
        if (trained.length === 2) {
          await first.kill();
          await serve(port);
        }
        if (trained.length === 3) throw new InfeasibleError('too wide');
        for (let step = 1; step <= untilStep; step++)
          report(step, { val: 1 / step, 'train/loss': step === 3 ? NaN : 1 });
      },
    });
    expect(await loop).toBe(4);
    expect(trained).toEqual([1, 2, 3, 4]);
    await project.withStore(async (store) => {
      const trials = await store.read('trial');
      expect(trials.map(({ state: { status } }) => status)).toEqual([
        'completed',
        'completed',
        'infeasible',
        'completed',
      ]);
      const [, loss] = (await store.curves({ trials: [2] })).toSorted((a, b) => b.metric.localeCompare(a.metric));
      expect(loss).toMatchObject({
        metric: 'train/loss',
        attempt: 1,
        steps: Array.from({ length: 20 }, (_, i) => i + 1),
      });
      expect(loss?.values[2]).toBeNaN();
    });
  });

  it('need no more than the documentation shows, in Python', async (context) => {
    const python = spawnSync('python3', ['--version']);
    if (python.error !== undefined) {
      process.stdout.write('the Python of docs/api.md: skipped, there is no python3\n');
      return context.skip();
    }
    const server = await serve();
    const page = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');
    const [, program = ''] = /```python\n([\s\S]*?)```/.exec(page) ?? [];
    const script = join(project.directory, 'loop.py');
    project.write('loop.py', program.replace('http://127.0.0.1:4400', server.url));
    const loop = spawn('python3', [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    servers.add(loop);
    const printed: string[] = [];
    createInterface({ input: loop.stdout }).on('line', (line) => printed.push(line));
    const [code] = (await once(loop, 'close')) as [number];
    expect(code).toBe(0);
    expect(printed).toEqual([1, 2, 3, 4].map((trial) => `trial ${trial} is done`));
    const { rounds } = await server.call('GET /rounds', {});
    expect(rounds).toMatchObject([{ status: 'completed', trials: { completed: 4 } }]);
  });

  it('may ask either of two servers, of which the one that drives is killed', async () => {
    const first = await serve();
    const one = await given(first);
    const second = await serve();
    const two = await given(second);
    expect(two.trial).not.toBe(one.trial);
    await first.kill();
    const three = await given(second);
    expect(new Set([one.trial, two.trial, three.trial]).size).toBe(3);
    for (const trial of [one, two, three]) {
      await send(second, measured(trial, 0, [10, 20]));
      await second.call('POST /trials/{trial}/tell', {
        trial: trial.trial,
        attempt: trial.attempt,
        outcome: 'completed',
      });
    }
    await until(async () => {
      const { rounds } = await second.call('GET /rounds', {});
      return rounds[0]?.trials['completed'] === 3 ? true : undefined;
    });
    const attempts = await project.withStore((store) => store.read('attempt'));
    expect(attempts.map(({ number }) => number)).toEqual([1, 1, 1]);
  });

  it('that fall silent lose their trial to another, and come too late', async () => {
    const server = await serve();
    // Longer than anything may stall between it and what is sent.
    const dead = await given(server, { patienceSeconds: 10 });
    await send(server, measured(dead, 0, [1]));
    const living = await given(server);
    expect(living.trial).not.toBe(dead.trial);
    const second = await until(async () => {
      await server.call('POST /trials/{trial}/heartbeat', { trial: living.trial, attempt: living.attempt });
      const { given: next } = await server.call('POST /ask', { round: '1', waitSeconds: 0.3 });
      return next?.trial === dead.trial ? next : undefined;
    });
    expect(second).toMatchObject({ trial: dead.trial, attempt: 2 });
    const { trial, attempt } = dead;
    expect(await refusal(server.call('POST /trials/{trial}/tell', { trial, attempt, outcome: 'completed' }))).toMatch(
      /^409 attempt 1 of trial \d+ has ended without you/,
    );
    expect(await refusal(server.call('POST /trials/{trial}/heartbeat', { trial, attempt }))).toMatch(/^409/);
    const { taken } = await send(server, measured(dead, 1, [2]), measured(second, 0, [1]));
    expect(taken).toMatchObject([
      { next: 1, refused: { code: 'conflict' }, stop: true },
      { next: 1, refused: null, stop: false },
    ]);
    expect(await stateOf(server, living.trial)).toBe('running');
  });

  it('say what is infeasible and what broke, and are asked to stop', async () => {
    const server = await serve();
    const [impossible, broken, stopped] = [await given(server), await given(server), await given(server)];
    const tell = ({ trial, attempt }: Given, outcome: 'infeasible' | 'failed' | 'completed', message: string) =>
      server.call('POST /trials/{trial}/tell', { trial, attempt, outcome, message });
    await tell(impossible, 'infeasible', 'more heads than units');
    await tell(broken, 'failed', 'Traceback\nValueError: no such data');
    expect(await refusal(tell(broken, 'completed', ''))).toMatch(/has ended as you told it: failed; that stands/);
    const stopping = server.call('POST /trials/stop', { trials: [stopped.trial] });
    const { trial, attempt } = stopped;
    await until(async () => {
      const { stop } = await server.call('POST /trials/{trial}/heartbeat', { trial, attempt });
      return stop ? true : undefined;
    });
    await tell(stopped, 'completed', '');
    await stopping;
    await until(async () => ((await stateOf(server, trial)) === 'stopped' ? true : undefined));
    await until(async () => ((await stateOf(server, broken.trial)) === 'running' ? undefined : true));
    await until(async () => ((await stateOf(server, impossible.trial)) === 'running' ? undefined : true));
    expect((await server.call('GET /trials/{trial}', { trial: impossible.trial })).trial).toMatchObject({
      status: 'infeasible',
      reason: 'invalid',
      note: expect.stringContaining('more heads than units') as string,
    });
    const events = await project.withStore((store) => store.events(0, 1000));
    expect(
      events
        .filter(({ kind }) => kind.startsWith('trial.'))
        .map(({ data }) => JSON.stringify(data))
        .join('\n'),
    ).toMatch(/ValueError: no such data/);
  });
});
