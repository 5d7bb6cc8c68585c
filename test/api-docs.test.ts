/** docs/api.md names endpoints that there are, gives every status, and shows a refusal as the server writes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildServer } from '../packages/service/src/http/server.ts';
import { routes } from '../packages/service/src/http/routes.ts';
import { statusOf } from '../packages/service/src/http/status-of.ts';
import { systemClock } from '../packages/service/src/engine/index.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/api.md'), 'utf8');

describe('docs/api.md', () => {
  it('names endpoints that there are', () => {
    const named = [...page.matchAll(/`((?:GET|POST|PUT|DELETE) \/[^`]*)`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(Object.keys(routes)).toEqual(expect.arrayContaining(named));
  });

  it('gives every status with its code', () => {
    const rows = [...page.matchAll(/^\| (\d{3}) +\| `([\w-]+)`/gm)].map(([, status, code]) => [code, Number(status)]);
    expect(Object.fromEntries(rows)).toEqual(statusOf);
  });

  it('shows a refusal as the server writes it', async () => {
    const [, shown = ''] = /```json\n([^`]*"error\/1"[^`]*)```/.exec(page) ?? [];
    const server = await buildServer({
      context: {
        directory: import.meta.dirname,
        clock: systemClock,
        environment: {},
        actor: 'http:test',
        progress: () => undefined,
        signal: new AbortController().signal,
      },
    });
    const answer = await server.inject({ url: '/api/v1/trials?limit=0' });
    await server.close();
    expect(JSON.parse(shown)).toEqual(answer.json());
  });
});
