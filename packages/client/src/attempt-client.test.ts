import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { attemptClient } from './attempt-client.ts';

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
const foreign: RequestListener = (_, response) => void response.writeHead(401).end();
const movesTo = (url: string): void => writeFileSync(join(directory, 'server'), `${url}\n`);
const heartbeat = (base: string) =>
  attemptClient({ base, token: 'token', directory }).call('POST /trials/{trial}/heartbeat', { trial: 1, attempt: 1 });

describe('the client of an attempt', () => {
  it('asks where the file says, and where there is none where it was told', async () => {
    const first = await serving(foreign);
    await expect(heartbeat(first)).rejects.toMatchObject({ status: 401 });
    movesTo(await serving(taken));
    expect(await heartbeat(first)).toEqual({ stop: false });
  });

  it('asks again where the server has moved meanwhile and something else refuses in its place', async () => {
    const second = await serving(taken);
    const first = await serving((request, response) => {
      movesTo(second);
      foreign(request, response);
    });
    expect(await heartbeat(first)).toEqual({ stop: false });
  });
});
