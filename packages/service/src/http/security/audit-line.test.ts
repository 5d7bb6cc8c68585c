import { beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { logLine } from '../../operations/requests.ts';
import type { Context } from '../../operations/operation.ts';
import { openMemoryStore, type Change, type Store, type Writer } from '../../store/index.ts';
import { insert, note } from '../../testing/store-rows.ts';
import { audited } from './audit-line.ts';

let store: Store;
const by: Writer = { actor: 'http:ada', time: 0 };
const line = { kind: 'http.changed', actor: 'http:ada', subject: 'trial 7', data: { route: 'POST /x', trial: '7' } };

beforeEach(() => {
  store = openMemoryStore();
});

function contextOf(of: Store): Context {
  const signal = new AbortController().signal;
  return {
    directory: '/',
    clock: systemClock,
    environment: {},
    actor: 'http:ada',
    store: of,
    progress: () => undefined,
    signal,
  };
}

function changeOf(of: Store = store, route = 'POST /x') {
  const change = audited(contextOf(of), route, { trial: '7' });
  if (change.context.store === undefined) throw new Error('no store');
  return { store: change.context.store, settle: () => change.settle() };
}

const kinds = async () => (await store.events(0, 100)).map(({ kind }) => kind);
const event = { kind: 'note.written', subject: 'project' };

it('the line commits with the first change, so that a crash right after it leaves both', async () => {
  const one = changeOf();
  await one.store.write([insert('note', note, event)], by);
  expect(await store.events(0, 100)).toMatchObject([{ kind: 'note.written' }, line]);
  await one.store.write([insert('note', { ...note, id: 2 }, event)], by);
  await one.settle();
  expect(await kinds()).toEqual(['note.written', 'http.changed', 'note.written']);
});

it('a change that is refused leaves no line, and its next try carries it', async () => {
  await store.write([insert('note', note)], by);
  const one = changeOf();
  await expect(one.store.write([insert('note', note, event)], by)).rejects.toThrow('in the store already');
  expect(await kinds()).toEqual([]);
  await one.store.write([insert('note', { ...note, id: 2 }, event)], by);
  await one.settle();
  expect(await kinds()).toEqual(['note.written', 'http.changed']);
});

it('where only a file was written the line follows: with what is told of the file, else by itself', async () => {
  const told = changeOf();
  await logLine(told.store, contextOf(store), { kind: 'round-file.written', subject: 'round 1' });
  await told.settle();
  expect(await kinds()).toEqual(['round-file.written', 'http.changed']);
  await changeOf().settle();
  expect(await store.events(2, 100)).toMatchObject([line]);
});

it('reading and what tells for itself leave none', async () => {
  for (const route of ['GET /x', 'POST /measurements', 'POST /ask']) {
    const one = changeOf(store, route);
    expect(one.store).toBe(store);
    await one.settle();
  }
  expect(await kinds()).toEqual([]);
});

it('a change that is made while another is under way has a line of its own', async () => {
  const slow: Store = {
    ...store,
    async write(changes: readonly Change[], writer: Writer) {
      await new Promise((resolve) => setImmediate(resolve));
      return store.write(changes, writer);
    },
  };
  const both = [1, 2].map((id) => changeOf(slow).store.write([insert('note', { ...note, id }, event)], by));
  await Promise.all(both);
  expect((await kinds()).filter((kind) => kind === 'http.changed')).toHaveLength(2);
});
