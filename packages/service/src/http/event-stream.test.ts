import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { attuneClient, type LiveEvent } from '../../../client/src/index.ts';
import { systemClock } from '../engine/index.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { freePort } from '../testing/free-port.ts';
import { batch, populate } from '../testing/store-rows.ts';
import { until } from '../testing/until.ts';
import { buildServer } from './server.ts';

let store: Store;
let server: FastifyInstance;
let url: string;
let ending: AbortController;

async function start(port: number): Promise<void> {
  server = await buildServer({
    context: {
      directory: '/nowhere',
      clock: systemClock,
      environment: {},
      actor: 'http:test',
      store,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
  });
  url = await server.listen({ port, host: '127.0.0.1' });
}

beforeEach(async () => {
  store = openMemoryStore();
  await populate(store);
  ending = new AbortController();
  await start(await freePort());
});

afterEach(async () => {
  ending.abort();
  await server.close();
  await store.close();
});

const by = { actor: 'test', time: 1_000 };

/** What a reader is told, from an event on. */
function listen(after?: number): readonly LiveEvent[] {
  const heard: LiveEvent[] = [];
  const options = { signal: ending.signal, onEvent: (event: LiveEvent) => void heard.push(event) };
  void attuneClient({ base: url }).events(after === undefined ? options : { ...options, after });
  return heard;
}

async function happen(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const last = (await store.read('note')).at(-1)?.id ?? 0;
    const row = { id: last + 1, subject: 'project', text: 'odd', time: 1 };
    const event = { kind: 'note.written', subject: 'project', data: { note: row.id } };
    await store.write([{ do: 'insert', kind: 'note', row, event }], by);
  }
}

function seqs(heard: readonly LiveEvent[]): readonly number[] {
  return heard.flatMap((event) => (event.kind === 'change' ? [event.data.seq] : []));
}

function heardOf<K extends LiveEvent['kind']>(heard: readonly LiveEvent[], kind: K): Extract<LiveEvent, { kind: K }>[] {
  return heard.filter((event): event is Extract<LiveEvent, { kind: K }> => event.kind === kind);
}

describe('the live stream', () => {
  it('begins with how things stand, then tells what changes', async () => {
    await happen(2);
    const before = (await store.events(0, 100)).length;
    const heard = listen();
    await until(() => heardOf(heard, 'status')[0]);
    expect(heard.map(({ kind }) => kind)).toEqual(['online', 'status']);
    await happen(1);
    const [change] = await until(() => (seqs(heard).length > 0 ? heardOf(heard, 'change') : undefined));
    expect(change?.data).toMatchObject({ seq: before + 1, kind: 'note.written', subject: 'project', actor: 'test' });
  });

  it('tells what was missed, from the event that is named', async () => {
    await happen(5);
    const last = (await store.events(0, 100)).length;
    const heard = listen(last - 3);
    await until(() => (seqs(heard).length >= 3 ? true : undefined));
    expect(seqs(heard)).toEqual([last - 2, last - 1, last]);
  });

  it('misses nothing while the server is gone and comes again', async () => {
    const heard = listen(0);
    await until(() => heardOf(heard, 'status')[0]);
    const port = Number(new URL(url).port);
    for (let restarts = 0; restarts < 3; restarts++) {
      await happen(2);
      await server.close();
      await happen(3);
      await start(port);
      await until(() => (heardOf(heard, 'online').length > restarts + 1 ? true : undefined));
      await happen(2);
    }
    const all = await store.events(0, 1_000);
    await until(() => (seqs(heard).length >= all.length ? true : undefined));
    expect(seqs(heard)).toEqual(all.map(({ seq }) => seq));
    expect(heardOf(heard, 'reset')).toEqual([]);
  });

  it('tells a reader that was away too long to read again', async () => {
    await store.write(
      Array.from({ length: 5_100 }, (_, id) => ({
        do: 'insert' as const,
        kind: 'note' as const,
        row: { id: id + 100, subject: 'project', text: '', time: 1 },
        event: { kind: 'note.written', subject: 'project' },
      })),
      by,
    );
    const last = (await store.events(0, 10_000)).at(-1)?.seq ?? 0;
    const heard = listen(0);
    const reset = await until(() => heardOf(heard, 'reset')[0]);
    expect(reset.data).toEqual({ last });
    expect(seqs(heard)).toEqual([]);
    await happen(1);
    await until(() => (seqs(heard).length > 0 ? true : undefined));
    expect(seqs(heard)).toEqual([last + 1]);
  });

  it('tells who knows more than has happened to read again', async () => {
    const heard = listen(999_999);
    expect((await until(() => heardOf(heard, 'reset')[0])).data.last).toBeLessThan(999_999);
  });

  it('sends what running trials measure, as it comes, with what is not finite', async () => {
    await store.ingest([batch(1, 1, { to: 30 })], by);
    const [row] = await store.read('trial', { id: [1] });
    if (row === undefined) throw new Error('no trial 1');
    await store.write([{ do: 'update', kind: 'trial', row: { ...row, state: { status: 'running' } } }], by);
    const heard = listen();
    await until(() => heardOf(heard, 'status')[0]);
    await store.ingest([batch(1, 1, { from: 30, to: 60, values: [0.1, Number.NaN] })], by);
    const [points] = await until(() => (heardOf(heard, 'points').length > 0 ? heardOf(heard, 'points') : undefined));
    expect(points?.data.trials).toEqual([
      {
        trial: 1,
        attempt: 1,
        series: [{ metric: 'valid/loss', steps: [10, 20], values: [0.1, Number.NaN], thinned: false }],
      },
    ]);
  });

  it('leaves a reader out that does not keep up, holds nobody up for it, and tells it to read again', async () => {
    const keeps = listen();
    await until(() => heardOf(keeps, 'status')[0]);
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    slow.write('GET /api/v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
    let received = '';
    let bytes = 0;
    slow.on('data', (data: Buffer) => {
      bytes += data.length;
      received = (received + data.toString('latin1')).slice(-100_000);
    });
    await until(() => (received.includes('event: status') ? true : undefined));
    slow.pause();
    const padding = 'x'.repeat(50_000);
    const events = 600;
    for (let id = 1; id <= events; id++) {
      const row = { id: id + 1_000, subject: 'project', text: '', time: 1 };
      const event = { kind: 'note.written', subject: 'project', data: padding };
      await store.write([{ do: 'insert', kind: 'note', row, event }], by);
      if (id % 100 === 0) await until(() => (seqs(keeps).length >= id ? true : undefined));
    }
    const [trial] = await store.read('trial', { id: [1] });
    if (trial === undefined) throw new Error('no trial 1');
    const running = { ...trial, state: { status: 'running' as const } };
    await store.write([{ do: 'update', kind: 'trial', row: running, event: { kind: 'trial.odd', subject: '' } }], by);
    await until(() => (heardOf(keeps, 'status').length > 1 ? true : undefined));
    slow.resume();
    await until(() => (received.includes('event: reset') ? true : undefined));
    // How things stand is not read again: the last of what was left out is told.
    await until(() => (/event: reset\n.*\n\nevent: status\n.*"running":\[1\]/.test(received) ? true : undefined));
    expect(bytes).toBeLessThan(events * padding.length);
    await happen(1);
    const last = (await store.events(0, 10_000)).at(-1)?.seq ?? 0;
    await until(() => (received.includes(`"seq":${last},`) ? true : undefined));
    expect(seqs(keeps).length).toBeGreaterThanOrEqual(events);
    slow.destroy();
  });

  it('refuses what is no number of an event, in the one shape of errors', async () => {
    const answer = await server.inject({ url: '/api/v1/events/stream?after=x' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ schema: 'error/1', code: 'invalid' });
  });
});
