import { beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Change, type Store, type Writer } from '../store/index.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { inTurn } from './next-number.ts';
import { logLine, request } from './requests.ts';

const clock = virtualClock();
const by: Writer = { actor: 'ada', time: 0 };
let store: Store;

/** A store as another process opens it: its writes arrive some time after they were sent. */
function opened(memory: Store): Store {
  return {
    ...memory,
    async write(changes: readonly Change[], writer: Writer) {
      await new Promise((resolve) => setImmediate(resolve));
      return memory.write(changes, writer);
    },
  };
}

function writeNote(to: Store, text: string): Promise<void> {
  return inTurn(to, { kind: 'note', clock }, async () => {
    const id = ((await to.read('note')).at(-1)?.id ?? 0) + 1;
    await to.write([{ do: 'insert', kind: 'note', row: { id, subject: 'project', text, time: 0 } }], by);
  });
}

beforeEach(() => {
  store = openMemoryStore();
});

describe('rows that are numbered one after another', () => {
  it('are all stored, however many writers of a process come at once', async () => {
    const own = opened(store);
    await Promise.all(Array.from({ length: 50 }, (_, i) => writeNote(own, `note ${i}`)));
    const notes = await store.read('note');
    expect(notes.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(new Set(notes.map(({ text }) => text)).size).toBe(50);
  });

  it('are all stored by two processes that write at the same moment', async () => {
    const [one, other] = [opened(store), opened(store)];
    await Promise.all(Array.from({ length: 50 }, (_, i) => writeNote(i % 2 === 0 ? one : other, `note ${i}`)));
    expect(await store.read('note')).toHaveLength(50);
  });

  it('go on after one that failed', async () => {
    const failing = inTurn(store, { kind: 'note', clock }, () => Promise.reject(new Error('broken')));
    const next = writeNote(store, 'fine');
    await expect(failing).rejects.toThrow('broken');
    await next;
    expect(await store.read('note')).toHaveLength(1);
  });

  it('are refused as something to be tried again where somebody is always faster', async () => {
    let tries = 0;
    const racing = inTurn(store, { kind: 'note', clock }, async () => {
      tries++;
      const row = { id: tries, subject: 'project', text: 'first', time: 0 };
      await store.write([{ do: 'insert', kind: 'note', row }], by);
      await store.write([{ do: 'insert', kind: 'note', row }], by);
    });
    await expect(racing).rejects.toMatchObject({ code: 'unavailable' });
    expect(tries).toBe(20);
  });

  it('are refused at once for what another number does not mend', async () => {
    const row = { id: 1, subject: 'project', text: 'first', time: 0 };
    await store.write([{ do: 'insert', kind: 'note', row }], by);
    let tries = 0;
    const writing = inTurn(store, { kind: 'launch', clock }, async () => {
      tries++;
      await store.write([{ do: 'insert', kind: 'note', row }], by);
    });
    await expect(writing).rejects.toMatchObject({ code: 'conflict' });
    expect(tries).toBe(1);
  });
});

describe('requests of the engine', () => {
  it('of 50 that ask while 50 lines are logged are all kept', async () => {
    const own = opened(store);
    const context = { actor: 'ada', clock };
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const event = { kind: 'asked', subject: 'project', data: null };
        await Promise.all([
          request(own, context, [{ request: { kind: 'stop-trial', trial: i }, event }]),
          logLine(own, context, { kind: 'told', subject: 'project', data: null }),
        ]);
      }),
    );
    expect(await store.read('request')).toHaveLength(50);
    const events = await store.events(0, 1000);
    expect(Map.groupBy(events, ({ kind }) => kind).get('told')).toHaveLength(50);
  });
});
