import { gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepSent, sendLargeJson } from './sending.ts';

let server: FastifyInstance;
let large: string;

beforeEach(() => {
  large = JSON.stringify({ values: Array.from({ length: 2000 }, (_, i) => i) });
  server = fastify();
  sendLargeJson(server);
  server.get('/large', (_request, reply) => reply.type('application/json').send(large));
  server.get('/small', (_request, reply) => reply.type('application/json').send('{}'));
});

afterEach(() => server.close());

const elsewhere = { remoteAddress: '10.0.0.7', headers: { 'accept-encoding': 'gzip, deflate, br' } };

describe('large JSON', () => {
  it('goes out compressed to other machines that take it', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await server.inject({ url: '/large', ...elsewhere });
      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(answer.rawPayload.length).toBeLessThan(large.length / 2);
      expect(gunzipSync(answer.rawPayload).toString()).toBe(large);
    }
  });

  it.each([
    ['to this machine', { remoteAddress: '127.0.0.1', headers: { 'accept-encoding': 'gzip' } }],
    ['where it is not taken', { remoteAddress: '10.0.0.7', headers: {} }],
    ['where it is refused', { remoteAddress: '10.0.0.7', headers: { 'accept-encoding': 'br, gzip;q=0' } }],
  ])('goes out as it is %s', async (_, request) => {
    const answer = await server.inject({ url: '/large', ...request });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body).toBe(large);
  });

  it('is not sent again to whoever has it, until it is another', async () => {
    const { headers } = await server.inject({ url: '/large' });
    const tag = String(headers.etag);
    const again = await server.inject({ url: '/large', headers: { 'if-none-match': `"x", W/${tag}` } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    large = JSON.stringify([large]);
    const other = await server.inject({ url: '/large', headers: { 'if-none-match': tag } });
    expect([other.statusCode, other.body]).toEqual([200, large]);
  });

  it('is kept as far as its characters allow, the latest longest', () => {
    const sentOf = keepSent(10);
    const [first, second] = [sentOf('12345'), sentOf('abcd')];
    expect([sentOf('12345'), sentOf('abcd')]).toEqual([first, second]);
    expect(sentOf('12345')).toBe(first);
    sentOf('xyz');
    expect(sentOf('12345')).toBe(first);
    expect(sentOf('abcd')).not.toBe(second);
    sentOf('a text that is too long for any other');
    expect(sentOf('12345')).not.toBe(first);
  });

  it('is all that is tagged', async () => {
    const answer = await server.inject({ url: '/small', ...elsewhere });
    expect(answer.headers['etag']).toBeUndefined();
    expect(answer.body).toBe('{}');
  });
});
