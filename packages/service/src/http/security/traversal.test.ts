/** No address and no name in a request leads to a file that is not meant to be shown. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { quickServer, type QuickServer } from '../../../test/quick-server.ts';

/** Stands in every file that is not to be shown. */
const secret = 'the-secret-of-this-machine';

let project: QuickProject;
/** Holds the pages, and beside them a file that is none. */
let root: string;
let running: QuickServer;
let server: FastifyInstance;

beforeAll(async () => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\nbaseline_seeds: 1\n' });
  project.write('train.sh', `echo begun${project.read('train.sh')}`);
  await project.document('run', '1');
  root = mkdtempSync(join(tmpdir(), 'attune-pages-'));
  const pages = join(root, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>pages</title>');
  project.write('secret.yaml', `attune: ${secret}\n`);
  project.write('secret.txt', secret);
  writeFileSync(join(root, 'secret.txt'), secret);
  running = await quickServer(project, pages);
  ({ server } = running);
}, 180_000);

afterAll(async () => {
  await running.close();
  project.remove();
  rmSync(root, { recursive: true });
});

const steps = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..%252f', '....//', '.%00./'];
const above = steps.flatMap((step) => [1, 2, 6].map((times) => step.repeat(times)));

async function shown(url: string): Promise<string> {
  const answer = await server.inject({ url });
  expect(answer.statusCode, url).toBeLessThan(500);
  return answer.body;
}

describe('no path leads out', () => {
  it.each([
    ['of the pages', (way: string) => [`/${way}secret.txt`, `/assets/${way}${way}secret.txt`]],
    [
      'of the round files',
      (way: string) => [`/api/v1/round-files/${way}secret.yaml`, `/api/v1/round-files/${way}secret.txt`],
    ],
    ['of the figures', (way: string) => [`/api/v1/rounds/1/figures/${way}secret.txt`]],
    [
      'of the logs',
      (way: string) => [
        `/api/v1/trials/1/log?stream=${way}secret.txt`,
        `/api/v1/trials/${way}secret.txt/log?stream=stdout`,
      ],
    ],
  ])('%s', async (_, urls) => {
    for (const url of above.flatMap(urls)) expect(await shown(url), url).not.toContain(secret);
    for (const url of urls(encodeURIComponent(`${project.directory}/`))) {
      expect(await shown(url), url).not.toContain(secret);
    }
  });

  it('of the plans: what is no round file of this project is not quoted', async () => {
    const files = [
      ...[join(project.directory, 'secret.txt'), 'secret.txt', '../secret.txt', '/etc/passwd', 'rounds/../secret.txt'],
      ...['secret.yaml', 'rounds/../secret.yaml', join(project.directory, 'secret.yaml')],
    ];
    for (const file of files) {
      const answer = await shown(`/api/v1/rounds/plan?file=${encodeURIComponent(file)}`);
      expect(answer, file).not.toContain(secret);
      expect(answer, file).not.toContain('root:');
    }
  });

  it('in writing: no name puts a file anywhere else', async () => {
    for (const name of [
      '../07-x.yaml',
      '..%2f07-x.yaml',
      '07-x.yaml/../../x.yaml',
      '/tmp/07-x.yaml',
      '07-x.sh',
      '.yaml',
    ]) {
      const answer = await server.inject({
        method: 'PUT',
        url: `/api/v1/round-files/${encodeURIComponent(name)}`,
        payload: { text: 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\n' },
      });
      expect([name, answer.statusCode]).toEqual([name, 400]);
    }
  });

  it('to a log that is a link to something else', async () => {
    const trial = await server.inject({ url: '/api/v1/trials/1' });
    const [attempt] = trial.json<{ attempts: { directory: string }[] }>().attempts;
    expect(await shown('/api/v1/trials/1/log?stream=stdout')).toContain('begun');
    const path = join(attempt?.directory ?? '', 'stdout');
    rmSync(path);
    symlinkSync(join(project.directory, 'secret.txt'), path);
    expect(await shown('/api/v1/trials/1/log?stream=stdout')).not.toContain(secret);
  });
});
