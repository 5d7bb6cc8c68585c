/** A server that restarts, and connections that break at the worst moment. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { expectRefusal } from '../../testing/store-refusal.ts';
import { batch, insert, note, populate, writer } from '../../testing/store-rows.ts';
import { withPostgres } from '../../testing/with-postgres.ts';
import type { Store } from '../store.ts';
import { openPostgresStore } from './open-postgres-store.ts';

const stores: Store[] = [];
const gates: Gate[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const gate of gates.splice(0)) gate.close();
});

async function open(address: string): Promise<Store> {
  const store = await openPostgresStore(address);
  stores.push(store);
  return store;
}

/** A store goes on trying for a minute: no test may end before it. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

withPostgres('a PostgreSQL store whose connections break', (server) => {
  it.each(['fast', 'immediate'] as const)('goes on where the server restarts (%s)', async (mode) => {
    const store = await open(server().address(`restart ${mode}`));
    await populate(store);
    const state = { running: true, from: 0 };
    const work = (async () => {
      for (; state.running; state.from++) {
        await store.ingest([batch(1, 1, { from: state.from })], writer);
        await store.read('trial');
      }
    })();
    await server().restart(mode);
    await store.write([insert('note', { ...note, id: 2 })], writer);
    state.running = false;
    await work;
    expect((await store.curves({ trials: [1] }))[0]?.steps).toHaveLength(2 * state.from);
    expect((await store.read('attempt'))[0]?.metricsOffset).toBe(state.from);
    expect(await store.read('note')).toHaveLength(2);
  });

  it('waits for a server that is away, and goes on when it is back', async () => {
    const store = await open(server().address('away'));
    await populate(store);
    await server().stop();
    const done = Promise.all([store.ingest([batch(1, 1)], writer), store.read('trial')]);
    await server().start();
    await done;
    expect(await store.summaries({ trials: [1] })).toMatchObject([{ count: 2 }]);
  });

  it.each([
    ['the question is lost', 'before'],
    ['the answer is lost', 'after'],
  ] as const)('commits once where a connection breaks in the commit and %s', async (_, moment) => {
    const address = server().address(`commit ${moment}`);
    const gate = await openGate(server().port);
    const store = await open(address.replace(`:${server().port}`, `:${gate.port}`));
    await populate(store);

    gate.breakNextCommit(moment);
    await store.ingest([batch(1, 1)], writer);
    gate.breakNextCommit(moment);
    await store.write([insert('note', { ...note, id: 2 }, { kind: 'note.added', subject: 'project' })], writer);

    expect(gate.broken()).toBe(2);
    expect(await store.summaries({ trials: [1] })).toMatchObject([{ count: 2 }]);
    expect(await store.read('note')).toHaveLength(2);
    expect((await store.events(0, 10)).map(({ seq }) => seq)).toEqual([1]);
  });

  it.each([
    ['reads', async (store: Store) => expect(await store.read('note')).toHaveLength(1)],
    ['writes', (store: Store) => store.write([insert('note', { ...note, id: 2 })], writer)],
  ] as const)('%s again where a connection falls silent without breaking', async (does, work) => {
    const gate = await openGate(server().port);
    const address = new URL(server().address(`silent ${does}`));
    address.port = String(gate.port);
    // In place of a minute; no shorter than a slow disk takes to commit.
    address.searchParams.set('query_timeout', '2000');
    const store = await open(address.href);
    await populate(store);
    gate.fallSilent();
    await work(store);
    expect(gate.silent()).toBe(1);
    expect(await store.read('note')).toHaveLength(does === 'writes' ? 2 : 1);
  });

  it('gives the lock back where a writer is cut off', async () => {
    const address = server().address('cut off');
    const gate = await openGate(server().port);
    const other = await open(address.replace(`:${server().port}`, `:${gate.port}`));
    await populate(other);
    gate.breakNextCommit('before');
    await other.write([insert('note', { ...note, id: 2 })], writer);
    const store = await open(address);
    await store.write([insert('note', { ...note, id: 3 })], writer);
    expect(await store.read('note')).toHaveLength(3);
  });

  it('refuses as one that exists what another wrote in the meantime', async () => {
    const store = await open(server().address('meantime'));
    await populate(store);
    await expectRefusal(store.write([insert('note', note)], writer), 'conflict', /note 1 is in the store/);
  });
});

interface Gate {
  readonly port: number;
  /** Breaks the connection that commits next, before the server hears of it or before its answer comes back. */
  breakNextCommit(moment: 'before' | 'after'): void;
  broken(): number;
  /** Swallows what comes over the connections that are open, without ever closing them. */
  fallSilent(): void;
  /** Of those, how many were used since. */
  silent(): number;
  close(): void;
}

/** A way to the server on `port` that can be broken. */
async function openGate(port: number): Promise<Gate> {
  let wanted: 'before' | 'after' | null = null;
  let broken = 0;
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  /** Connections that swallow what comes, and those of them that something came over. */
  const muted = new Set<Socket>();
  const missed = new Set<Socket>();
  const gate: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let silent = false;
    clients.add(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    upstream.on('data', (answer) => {
      if (silent) client.destroy();
      else client.write(answer);
    });
    client.on('data', (question) => {
      if (muted.has(client)) {
        missed.add(client);
        return;
      }
      if (wanted === null || !question.includes('commit\0')) {
        upstream.write(question);
        return;
      }
      broken++;
      silent = true;
      if (wanted === 'after') upstream.write(question);
      else client.destroy();
      wanted = null;
    });
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const opened: Gate = {
    port: (gate.address() as AddressInfo).port,
    breakNextCommit: (moment) => (wanted = moment),
    broken: () => broken,
    fallSilent: () => clients.forEach((client) => muted.add(client)),
    silent: () => missed.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      gate.close();
    },
  };
  gates.push(opened);
  return opened;
}
