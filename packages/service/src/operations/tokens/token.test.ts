import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { hashOf } from './tokens.ts';

let project: QuickProject;

beforeEach(() => {
  project = quickProject({});
});

afterEach(() => project.remove());

const make = (...words: readonly string[]) => project.attune('token', 'new', '--scope', 'read', ...words);

describe('attune token', () => {
  it('prints a token once, and keeps its hash', async () => {
    const { out, status } = await make('--name', 'ada');
    expect(status).toBe(0);
    const [token = ''] = /attune_[\w-]{43}/.exec(out) ?? [];
    const rows = await project.withStore((store) => store.read('token'));
    expect(rows).toMatchObject([{ name: 'ada', scope: 'read', hash: hashOf(token), expiresAt: null, revokedAt: null }]);
    // printf %s attune_x | sha256sum
    expect(hashOf('attune_x')).toBe('cfc2062e6c50a9eb44c6e0fbe3c1317a7a700e8f8c38113f824e0e755dcc0dd3');
  });

  it('makes another one each time', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => make('--name', name)));
    const hashes = await project.withStore(async (store) => (await store.read('token')).map(({ hash }) => hash));
    expect(new Set(hashes).size).toBe(3);
  });

  it('gives a name once, and again when it has been revoked', async () => {
    await make('--name', 'ada');
    expect((await make('--name', 'ada')).error).toContain('attune token revoke ada');
    expect((await project.attune('token', 'revoke', 'ada')).status).toBe(0);
    expect((await make('--name', 'ada')).status).toBe(0);
    expect((await project.attune('token', 'list')).out).toMatch(/ada +read +revoked[\s\S]*ada +read +in use +never/);
  });

  it.each(['local', 'Local', '', 'a b', 'a\nb', '<b>', '-a', 'x'.repeat(41)])(
    'does not take the name %j',
    async (name) => {
      const { status, error } = await make(`--name=${name}`);
      expect([status, error]).toEqual([2, expect.stringContaining('the name')]);
    },
  );

  it('takes a duration, and no other text, for how long it works', async () => {
    expect((await make('--name', 'ada', '--expires', 'soon')).error).toContain('write a duration such as 30d');
    await make('--name', 'ada', '--expires', '30d');
    const [row] = await project.withStore((store) => store.read('token'));
    expect((row?.expiresAt ?? 0) - (row?.createdAt ?? 0)).toBe(30 * 24 * 3600 * 1000);
  });

  it('says which cannot be revoked', async () => {
    await make('--name', 'ada');
    expect(await project.attune('token', 'revoke', 'bob')).toMatchObject({ status: 3 });
  });

  it('is in the event log, with who did it', async () => {
    await make('--name', 'ada');
    await project.attune('token', 'revoke', 'ada');
    const events = await project.withStore((store) => store.events(0, 10));
    expect(events).toMatchObject([
      { kind: 'token.made', subject: 'token ada', actor: 'cli:test', data: { scope: 'read' } },
      { kind: 'token.revoked', subject: 'token ada', actor: 'cli:test' },
    ]);
  });
});
