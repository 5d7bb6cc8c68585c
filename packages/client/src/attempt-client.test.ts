import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { attemptClient } from './attempt-client.ts';
import { patiently } from './loop-sending.ts';

let directory: string;

beforeEach(({ onTestFinished: afterwards }) => {
  directory = mkdtempSync(join(tmpdir(), 'attune-attempt-'));
  afterwards(() => rmSync(directory, { recursive: true }));
});

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const taken: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"stop":false}');
};
const refusing =
  (status: number): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end();
const movesTo = (url: string): void => writeFileSync(join(directory, 'server'), `${url}\n`);
const client = (base: string) => attemptClient({ base, token: 'token', directory });
const heartbeat = (from: ReturnType<typeof client>) =>
  from.call('POST /trials/{trial}/heartbeat', { trial: 1, attempt: 1 });

describe('the client of an attempt', () => {
  it('asks where the file says, and where there is none where it was told', async () => {
    const first = await serving(taken);
    expect(await heartbeat(client(first))).toEqual({ stop: false });
    movesTo(await serving(taken));
    expect(await heartbeat(client('http://127.0.0.1:1'))).toEqual({ stop: false });
  });

  it('asks again where the server has moved meanwhile and something else refuses in its place', async () => {
    const second = await serving(taken);
    const first = await serving((request, response) => {
      movesTo(second);
      refusing(401)(request, response);
    });
    expect(await heartbeat(client(first))).toEqual({ stop: false });
  });

  it('waits where something else took the port before the server could tell its new address', async () => {
    const second = await serving(taken);
    const answers = [401, 403, 404, 405, 501];
    const first = await serving((request, response) => {
      const status = answers.shift();
      if (status === 501) setImmediate(() => movesTo(second));
      refusing(status ?? 501)(request, response);
    });
    movesTo(first);
    const moved = client(first);
    expect(await patiently(() => heartbeat(moved))).toEqual({ stop: false });
    expect(answers).toEqual([]);
  });

  it('throws the refusal after minutes of it in a row, and at once where no file could tell of another address', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    let answer = refusing(401);
    const base = await serving((request, response) => answer(request, response));
    const asking = client(base);
    const refused = () => heartbeat(asking).catch((error: unknown) => error);
    expect(await refused()).not.toBeInstanceOf(ApiError);
    vi.advanceTimersByTime(9 * 60_000);
    expect(await refused()).not.toBeInstanceOf(ApiError);
    answer = taken;
    await heartbeat(asking);
    answer = refusing(401);
    vi.advanceTimersByTime(9 * 60_000);
    expect(await refused()).not.toBeInstanceOf(ApiError);
    vi.advanceTimersByTime(5 * 60_000);
    // Another project's server that has had enough of it.
    answer = refusing(429);
    await refused();
    answer = refusing(401);
    vi.advanceTimersByTime(6 * 60_000);
    expect(await refused()).toMatchObject({ status: 401 });
    await expect(heartbeat(attemptClient({ base, token: 'token', directory: undefined }))).rejects.toMatchObject({
      status: 401,
    });
  });

  it('throws at once what the server itself refuses', async () => {
    movesTo(await serving(refusing(409)));
    await expect(heartbeat(client(''))).rejects.toMatchObject({ status: 409 });
  });
});
