/** What a server shows of a real project's files, and what it writes: logs, round files. */
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idle, listeningServer, type ListeningServer } from './listening-server.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;
let client: ListeningServer;

const roundText = 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\nbaseline_seeds: 1\n';

beforeEach(async () => {
  project = quickProject({ '01-first.yaml': roundText, '02-second.yaml': roundText });
  client = await listeningServer(project.directory);
});

afterEach(async () => {
  await client.end();
  project.remove();
});

describe('a log over the API', () => {
  it('is read by parts, masked, and never out of its directory', async () => {
    project.write(
      'train.sh',
      `for i in 1 2 3 4 5; do echo "line $i"; done\necho '{"step": 1, "test/loss": 0.987654}'\n${project.read('train.sh')}`,
    );
    await client.call('POST /rounds', { file: '1' });
    await idle(client);
    const read = (input: object) => client.call('GET /trials/{trial}/log', { trial: 1, stream: 'stdout', ...input });
    const whole = await read({});
    expect(whole.lines.map(({ text }) => text).slice(0, 5)).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
    expect(JSON.stringify(whole)).not.toContain('0.987654');
    expect(whole).toMatchObject({ more: false, ended: true, next: whole.size });
    const first = await read({ after: 0, limit: 2 });
    expect(first).toMatchObject({ next: 14, more: true });
    expect((await read({ after: first.next, limit: 1 })).lines).toMatchObject([{ offset: 14, text: 'line 3' }]);
    expect(await read({ before: 14, limit: 1 })).toMatchObject({ lines: [{ offset: 7, text: 'line 2' }], more: true });
    expect((await read({ search: 'LINE 4' })).lines).toMatchObject([{ text: 'line 4' }]);
    expect((await read({ search: '987' })).lines).toEqual([]);
    expect((await read({ search: 'test/loss' })).lines).toHaveLength(1);
    const [attempt] = await project.withStore((store) => store.read('attempt', { trial: [1] }));
    const directory = join(project.directory, '.attune', attempt?.directory ?? '');
    const log = `${'x'.repeat(1023)}\n`.repeat(9 << 10);
    writeFileSync(join(directory, 'stdout'), `${log}\u001b[31mfar\u001b[0m away\n`);
    const near = await read({ search: 'far away' });
    expect(near).toMatchObject({ lines: [], next: 8 << 20, more: true });
    expect(await read({ search: 'far away', after: near.next })).toMatchObject({
      lines: [{ offset: log.length, text: 'far away' }],
      more: false,
    });
    writeFileSync(join(project.directory, 'secret'), 'password\n');
    rmSync(join(directory, 'stderr'), { force: true });
    symlinkSync(join(project.directory, 'secret'), join(directory, 'stderr'));
    await expect(client.call('GET /trials/{trial}/log', { trial: 1, stream: 'stderr' })).rejects.toThrow('not shown');
  });
});

describe('round files over the API', () => {
  const text = 'attune: 1\ngoal: maximize\nbudget: { trials: 3 }\n';

  it('are written where nothing has run, and nothing gets lost', async () => {
    await client.call('POST /rounds', { file: '1' });
    await idle(client);
    const put = (name: string, words: string, expected?: string) =>
      client.call('PUT /round-files/{name}', { name, text: words, ...(expected === undefined ? {} : { expected }) });
    await expect(put('01-first.yaml', text)).rejects.toThrow('round 1 has run');
    await expect(put('01-other.yaml', text)).rejects.toThrow('the number 1 belongs to');
    await expect(put('../03-out.yaml', text)).rejects.toThrow('cannot name a round file');
    await expect(put('03-third.yaml', 'attune: 1\ngoal: none\n')).rejects.toThrow('mistake');
    await expect(put('02-second.yaml', text)).rejects.toThrow('exists already');
    const read = await client.call('GET /round-files/{name}', { name: '02-second.yaml' });
    expect(read).toMatchObject({ state: 'waiting', round: 2, text: roundText });
    const written = await put('02-second.yaml', text, read.hash);
    expect(written.created).toBe(false);
    await expect(put('02-second.yaml', roundText, read.hash)).rejects.toThrow('has changed since');
    expect(await put('03-third.yaml', text)).toMatchObject({ created: true, round: 3 });
    const { files } = await client.call('GET /round-files', {});
    expect(files.map(({ name, state }) => `${name} ${state}`)).toEqual([
      '01-first.yaml frozen',
      '02-second.yaml waiting',
      '03-third.yaml waiting',
    ]);
    expect(project.read('rounds/02-second.yaml')).toBe(text);
    const { events } = await client.call('GET /events', { subject: 'round 3' });
    expect(events).toMatchObject([{ kind: 'round-file.written', actor: 'http:local' }]);
    expect(await client.call('GET /rounds/plan', { file: '3' })).toMatchObject({ round: 3 });
  });

  it('are written by one of many who write at the same time, and the others are told', async () => {
    const put = (name: string, words: string, expected?: string) =>
      client.call('PUT /round-files/{name}', { name, text: words, ...(expected === undefined ? {} : { expected }) });
    const read = await client.call('GET /round-files/{name}', { name: '02-second.yaml' });
    const texts = [3, 4, 5, 6].map((trials) => text.replace('3', String(trials)));
    const written = await Promise.allSettled(texts.map((words) => put('02-second.yaml', words, read.hash)));
    const [winner, ...others] = written.flatMap(({ status }, i) => (status === 'fulfilled' ? [texts[i]] : []));
    expect(others).toEqual([]);
    expect(project.read('rounds/02-second.yaml')).toBe(winner);
    const names = ['07-a.yaml', '07-b.yaml', '07-c.yaml'];
    const made = await Promise.allSettled(names.map((name) => put(name, text)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
