/** Scripts in what people and programs write: in the API they are data of no page, in a report they are text. */
import type { FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { quickServer, type QuickServer } from '../../../test/quick-server.ts';

const script = '<img src=x onerror=alert(1)>';

let project: QuickProject;
let running: QuickServer;
let server: FastifyInstance;
let pages: string;

beforeAll(async () => {
  const round = `attune: 1\ngoal: maximize\nquestion: '${script}'\nbudget: { trials: 3 }\nbaseline_seeds: 1\n`;
  project = quickProject({ '01-first.yaml': round });
  project.write('attune.yaml', project.read('attune.yaml').replace('name: quick', `name: '${script}'`));
  project.write(
    'train.sh',
    project
      .read('train.sh')
      .replace('\nfor word', `\necho '${script}'\nfor word`)
      .replace('\\"test/loss\\"', `\\"${script}\\": 1, \\"test/loss\\"`),
  );
  await project.document('run', '1');
  await project.document('note', script, '--trial', '1');
  pages = mkdtempSync(join(tmpdir(), 'attune-pages-'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  running = await quickServer(project, pages);
  ({ server } = running);
}, 180_000);

afterAll(async () => {
  await running.close();
  project.remove();
  rmSync(pages, { recursive: true });
});

describe('a script', () => {
  it.each([
    ['the project’s name', '/api/v1/project'],
    ['a question', '/api/v1/rounds'],
    ['a note', '/api/v1/notebook'],
    ['a log', '/api/v1/trials/1/log?stream=stdout'],
    ['a metric’s name', '/api/v1/rounds/1/metrics'],
    ['an address', `/api/v1/trials/${encodeURIComponent(script)}`],
  ])('in %s is sent as data that no browser takes for a page', async (_, url) => {
    const answer = await server.inject({ url });
    expect(answer.body).toContain('onerror=alert');
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/) as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*sandbox$/) as string,
    });
  });

  it('stands in a report as text', async () => {
    await project.document('report', '1', '--html', 'report.html');
    const html = project.read('report.html');
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img src=x');
  }, 180_000);
});

describe('every answer', () => {
  it('of the API is kept by nobody, and belongs to no other site', async () => {
    for (const url of ['/api/v1/me', '/api/v1/nothing', '/api/v1/trials/99']) {
      const { headers } = await server.inject({ url });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('with a page lets only the server’s own scripts run, and stands in no frame', async () => {
    for (const url of ['/', '/rounds/1']) {
      const { headers } = await server.inject({ url });
      const policy = String(headers['content-security-policy']);
      expect(policy.split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ]);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
