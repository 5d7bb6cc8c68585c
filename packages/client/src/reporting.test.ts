import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InfeasibleError } from './loop.ts';
import { reportAttempt } from './reporting.ts';

let server: Server;
let environment: Readonly<Record<string, string>>;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    const body = { schema: 'error/1', code: 'conflict', message: 'the attempt has ended', issues: [] };
    response.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  environment = { ATTUNE_URL: url, ATTUNE_TOKEN: 'token', ATTUNE_TRIAL: '1', ATTUNE_ATTEMPT: '1' };
});

afterEach(() => server.close());

describe('an attempt whose server refuses what it sends', () => {
  it('throws the refusal, with what broke the training before as its cause', async () => {
    const broken = new Error('out of memory');
    const reporting = reportAttempt(environment, ({ report }) => {
      report(1, { 'train/loss': 1 });
      return Promise.reject(broken);
    });
    await expect(reporting).rejects.toMatchObject({ status: 409, message: 'the attempt has ended', cause: broken });
  });

  it('does so where the end cannot be told', async () => {
    const infeasible = new InfeasibleError('too wide');
    const reporting = reportAttempt(environment, () => Promise.reject(infeasible));
    await expect(reporting).rejects.toMatchObject({ status: 409, cause: infeasible });
  });

  it('throws what broke the training where nothing was refused', async () => {
    await expect(reportAttempt(environment, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
