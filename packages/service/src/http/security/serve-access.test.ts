/** Which servers may start, and whom they ask for a token. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { systemClock } from '../../engine/index.ts';
import { serve, type ServeOptions } from '../serve.ts';
import { isLoopbackHost } from './loopback.ts';

let project: QuickProject;

beforeEach(() => {
  project = quickProject({});
});

afterEach(() => project.remove());

/** The status of `GET /me` without a token. */
async function statusAt(options: Pick<ServeOptions, 'host' | 'tokens'>): Promise<number> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<number>();
  const context = {
    directory: project.directory,
    clock: systemClock,
    environment: process.env,
    actor: 'http:test',
    progress: () => undefined,
    signal: stop.signal,
  };
  const ended = serve(context, { ...options, port: 0, ready: ({ port }) => listening.resolve(port) });
  ended.catch((error: unknown) => listening.reject(error));
  try {
    const answer = await fetch(`http://127.0.0.1:${await listening.promise}/api/v1/me`);
    return answer.status;
  } finally {
    stop.abort();
    await ended.catch(() => undefined);
  }
}

it('asks nobody on this machine', async () => {
  expect(await statusAt({ host: '127.0.0.1' })).toBe(200);
});

it.each([{ host: '0.0.0.0' }, { host: '127.0.0.1', tokens: true }])(
  'does not start with %j before there is a token, and asks for it then',
  async (options) => {
    await expect(statusAt(options)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('attune token new --name ada --scope admin') as string,
    });
    await project.document('token', 'new', '--name', 'ada', '--scope', 'read');
    expect(await statusAt(options)).toBe(401);
    await project.document('token', 'revoke', 'ada');
    await expect(statusAt(options)).rejects.toMatchObject({ code: 'conflict' });
  },
);

it('knows which addresses are this machine’s alone', () => {
  const own = [
    '127.0.0.1',
    '127.255.255.254',
    'localhost',
    'LOCALHOST',
    'a.localhost',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ];
  const others = [
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '::2',
    '',
  ];
  expect(own.filter((host) => !isLoopbackHost(host))).toEqual([]);
  expect(others.filter(isLoopbackHost)).toEqual([]);
});
