/** A server upon a real project: rounds that are started over the API, killed servers, other engines beside it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttuneClient, LiveEvent } from '../../client/src/index.ts';
import { until } from '../src/testing/until.ts';
import { idle, listeningServer, type ListeningServer } from './listening-server.ts';
import { quickProject, type QuickProject } from './quick-project.ts';
import { serverProcesses, type ServerProcesses } from './server-processes.ts';

let project: QuickProject;
let running: ListeningServer[];
let servers: ServerProcesses;

const roundText = 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\nbaseline_seeds: 1\n';

beforeEach(() => {
  project = quickProject({ '01-first.yaml': roundText, '02-second.yaml': roundText });
  running = [];
  servers = serverProcesses();
});

afterEach(async () => {
  await Promise.all(running.map((one) => one.end()));
  await servers.killAll();
  project.remove();
});

/** Another project instead of the usual one. */
function swapped(other: QuickProject): QuickProject {
  project.remove();
  return other;
}

async function server(): Promise<ListeningServer> {
  const listening = await listeningServer(project.directory);
  running.push(listening);
  return listening;
}

/** Another process that runs round 1. */
function otherRun(): ChildProcess {
  const attune = join(import.meta.dirname, '..', 'bin', 'attune.js');
  const other = spawn(process.execPath, [attune, 'run', '1'], { cwd: project.directory, stdio: 'ignore' });
  servers.add(other);
  return other;
}

async function counts(client: AttuneClient, number: number): Promise<Readonly<Record<string, number>> | undefined> {
  const { rounds } = await client.call('GET /status', {});
  return rounds.find(({ round }) => round === number)?.trials;
}

async function statusOf(client: AttuneClient, number: number): Promise<string | undefined> {
  const { rounds } = await client.call('GET /status', {});
  return rounds.find(({ round }) => round === number)?.status;
}

const attempts = () => project.withStore(async (store) => (await store.read('attempt')).map(({ number }) => number));
const runs = async (client: AttuneClient, count: number) =>
  until(async () => (((await counts(client, 1))?.['running'] ?? 0) >= count ? true : undefined));

describe('a server as the engine', () => {
  it('drives the round that was started, tells live, and shows logs', async () => {
    const client = await server();
    const heard: LiveEvent[] = [];
    const ending = new AbortController();
    const told = client.events({ after: 0, signal: ending.signal, onEvent: (event) => void heard.push(event) });
    expect(await client.call('POST /rounds', {})).toMatchObject({
      round: 1,
      name: 'first',
      accepted: true,
      waits: null,
    });
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
    const all = await project.withStore((store) => store.events(0, 1_000));
    const seqs = () => heard.flatMap((event) => (event.kind === 'change' ? [event.data.seq] : []));
    await until(() => (seqs().length >= all.length ? true : undefined));
    expect(seqs()).toEqual(all.map(({ seq }) => seq));
    expect(JSON.stringify(heard)).not.toContain('0.987654');
    ending.abort();
    await told;
    await expect(client.call('POST /rounds/{round}/continue', { round: 1 })).rejects.toThrow('round 1 has ended');
  });

  it('writes the page of each round that has ended or paused, also where it is told to end meanwhile', async () => {
    project.hold();
    const page = () => (existsSync(join(project.directory, 'report.html')) ? project.read('report.html') : '');
    const client = await server();
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 2);
    await client.call('POST /rounds/{round}/pause', { round: 1 });
    await until(() => (page().includes('Round 1') ? true : undefined));
    project.release();
    await client.call('POST /rounds', { file: '2' });
    await idle(client);
    await client.end();
    expect(page()).toContain('Round 2');
  });

  it('pauses, continues and extends', async () => {
    project.hold();
    const client = await server();
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 2);
    expect(await client.call('POST /rounds/{round}/pause', { round: 1 })).toMatchObject({ running: 2 });
    await idle(client);
    expect(await statusOf(client, 1)).toBe('paused');
    expect((await counts(client, 1))?.['running']).toBeUndefined();
    await expect(client.call('POST /rounds/{round}/pause', { round: 1 })).rejects.toThrow('is paused already');
    await client.call('POST /rounds/{round}/continue', { round: 1 });
    expect(await client.call('POST /rounds/{round}/extend', { round: 1, trials: '+2' })).toMatchObject({
      before: 4,
      after: 6,
    });
    project.release();
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 7 });
    expect(project.read('rounds/01-first.yaml')).toContain('trials: 6');
  });

  it('tries a stopped trial again, though its round has ended', async () => {
    project.hold();
    const client = await server();
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 1);
    await client.call('POST /trials/stop', { trials: [5] });
    await expect(client.call('POST /trials/{trial}/retry', { trial: 4 })).rejects.toThrow(
      'only a trial that has ended',
    );
    project.release();
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 4, stopped: 1 });
    await client.call('POST /trials/{trial}/retry', { trial: 5 });
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
    await expect(client.call('POST /trials/{trial}/retry', { trial: 5 })).rejects.toThrow('has completed');
  });

  it('leaves trials running when it ends, and the next one takes them up', async () => {
    project.hold();
    const first = await server();
    await first.call('POST /rounds', { file: '1' });
    await runs(first, 2);
    await first.end();
    expect(await project.withStore((store) => store.lease({ do: 'read' }))).toBeNull();
    const second = await server();
    project.release();
    await idle(second);
    expect(await counts(second, 1)).toEqual({ completed: 5 });
    expect(await attempts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('that is killed goes on where it was, and its readers miss nothing', async () => {
    project.hold();
    const client = await servers.start(project.directory);
    const heard: LiveEvent[] = [];
    const ending = new AbortController();
    const told = client.events({ after: 0, signal: ending.signal, onEvent: (event) => void heard.push(event) });
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 2);
    await client.kill();
    await servers.start(project.directory, { port: client.port });
    project.release();
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
    // An attempt whose process had not been started yet is lost, and made again; what ran to its end has not run twice.
    const outcomes = await project.withStore(async (store) =>
      (await store.read('attempt')).map(({ outcome }) => outcome?.kind).filter((kind) => kind === 'finished'),
    );
    expect(outcomes).toHaveLength(5);
    const all = await project.withStore((store) => store.events(0, 1_000));
    const seqs = () => heard.flatMap((event) => (event.kind === 'change' ? [event.data.seq] : []));
    await until(() => (seqs().length >= all.length ? true : undefined));
    expect(seqs()).toEqual(all.map(({ seq }) => seq));
    ending.abort();
    await told;
  });

  it('leaves an interrupted round alone that nobody asked it to drive', async () => {
    project.hold();
    const other = otherRun();
    const client = await server();
    await runs(client, 1);
    other.kill('SIGKILL');
    await until(async () => ((await statusOf(client, 1)) === 'interrupted' ? true : undefined));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await statusOf(client, 1)).toBe('interrupted');
    await client.call('POST /rounds/{round}/continue', { round: 1 });
    project.release();
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
  });

  it('waits for another engine, and then does what was asked', async () => {
    project.hold();
    otherRun();
    const client = await server();
    await runs(client, 1);
    const second = await server();
    const { waits } = await second.call('POST /rounds', { file: '2' });
    expect(waits).toContain('the engine is at work');
    project.release();
    await idle(client);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
    expect(await counts(second, 2)).toEqual({ completed: 5 });
    expect(await attempts()).toEqual(Array<number>(10).fill(1));
  });

  it('pauses what another engine drives', async () => {
    project.hold();
    const ended = once(otherRun(), 'exit');
    const client = await server();
    await runs(client, 1);
    await client.call('POST /rounds/{round}/pause', { round: 1 });
    await ended;
    expect(await statusOf(client, 1)).toBe('paused');
  });

  it('says why a round that was asked for cannot go on, and asks no more', async () => {
    project.hold();
    const client = await server();
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 1);
    await client.call('POST /rounds/{round}/extend', { round: 1, trials: '+1' });
    project.write('rounds/01-first.yaml', `${roundText}goal: understand\n`);
    project.release();
    await idle(client);
    const { events } = await client.call('GET /events', { subject: 'round 1' });
    const failed = events.filter(({ kind }) => kind === 'request.failed');
    expect(failed).toMatchObject([{ data: { code: 'invalid' } }]);
    expect(await counts(client, 1)).toEqual({ completed: 5 });
  });
});

describe('what a server is asked for beside rounds', () => {
  it('is a comparison, to its end', async () => {
    const client = await server();
    const input = { candidate: 'lr=0.1', seedsMax: 3 };
    const { comparison } = await client.call('POST /compare', input);
    expect(comparison).toMatchObject({ schema: 'compare/1', round: null });
    await idle(client);
    const { rounds } = await client.call('GET /status', {});
    expect(rounds).toMatchObject([{ round: 3, status: 'completed' }]);
    await expect(client.call('POST /compare', { candidate: 'baseline' })).rejects.toThrow('the same configuration');
    await expect(client.call('POST /rounds/{round}/continue', { round: 3 })).rejects.toThrow('round 3 has ended');
  });

  it('is a proposed round, written and begun', async () => {
    // The best learning rate lies beyond the range, so that there is something to propose.
    project = swapped(quickProject({ '01-first.yaml': roundText.replace('trials: 4', 'trials: 16') }));
    project.write('attune.yaml', project.read('attune.yaml').replace('[1e-3, 1]', '[1e-4, 0.03]'));
    const client = await server();
    await client.call('POST /rounds', {});
    await idle(client);
    const { proposals } = await client.call('GET /next', {});
    const file = proposals[0]?.file ?? '';
    await expect(
      client.call('POST /next/{proposal}/accept', { proposal: 1, file: 'rounds/02-other.yaml' }),
    ).rejects.toThrow('is no longer');
    const accepted = await client.call('POST /next/{proposal}/accept', { proposal: 1, file, start: true });
    const [proposed] = proposals;
    expect(proposed?.baselineTrials).toBeGreaterThan(0);
    const trials = (proposed?.trials ?? 0) + (proposed?.baselineTrials ?? 0);
    expect(accepted).toEqual({ schema: 'accept/1', round: 2, file, trials, started: true, waits: null });
    await idle(client);
    expect(await statusOf(client, 2)).toBe('completed');
    // As many as were told before.
    expect(await counts(client, 2)).toEqual({ completed: trials });
    expect(project.read(file)).toBe(proposals[0]?.text);
  });

  it('can be taken back while it waits', async () => {
    project.hold();
    const client = await server();
    await client.call('POST /rounds', { file: '1' });
    await runs(client, 1);
    await client.call('POST /rounds', { file: '2' });
    const { jobs } = await client.call('GET /jobs', {});
    expect(jobs.map(({ subject, state }) => `${subject} ${state}`)).toEqual(['round 1 running', 'round 2 waiting']);
    const [first, second] = jobs.map(({ job }) => job);
    await expect(client.call('DELETE /jobs/{job}', { job: first ?? 0 })).rejects.toThrow('pause it');
    await client.call('DELETE /jobs/{job}', { job: second ?? 0 });
    await expect(client.call('DELETE /jobs/{job}', { job: second ?? 0 })).rejects.toThrow('there is no job');
    project.release();
    await idle(client);
    expect(await statusOf(client, 2)).toBeUndefined();
  });
});
