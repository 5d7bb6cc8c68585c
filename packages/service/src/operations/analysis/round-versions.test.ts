import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { attempt, batch, insert, populate, trial, writer } from '../../testing/store-rows.ts';
import { roundVersions, type RoundVersions } from './round-versions.ts';

let store: Store;
let versions: RoundVersions;

beforeEach(async () => {
  store = openMemoryStore();
  await populate(store);
  for (let i = 0; i < 5; i++) await tell('project');
  versions = roundVersions(store);
});

afterEach(() => store.close());

/** An event that comes with a note about something else. */
let notes = 10;
async function tell(subject: string): Promise<void> {
  const row = { id: ++notes, subject: 'project', text: 'x', time: 1 };
  await store.write([insert('note', row, { kind: 'told', subject })], writer);
}

const both = async (): Promise<readonly string[]> => [await versions.of(1), await versions.of(2)];

describe('the version of a round', () => {
  it('stays while nothing happens to it', async () => {
    const [first, second] = await both();
    await tell('project');
    await tell('lease');
    expect(await both()).toEqual([first, second]);
  });

  it('is another after an event of the round or of its trials, for later rounds too', async () => {
    const [first, second] = await both();
    await tell('trial 9');
    const [sameFirst, newSecond] = await both();
    expect(sameFirst).toBe(first);
    expect(newSecond).not.toBe(second);
    await tell('round 1');
    const [newFirst, newerSecond] = await both();
    expect(newFirst).not.toBe(first);
    expect(newerSecond).not.toBe(newSecond);
  });

  it('is another after measurements of a running trial', async () => {
    const running = { ...trial(20, 1, 1), state: { status: 'running' } } as const;
    await store.write([insert('trial', running), insert('attempt', attempt(20, 1))], writer);
    const [first, second] = await both();
    await store.ingest([batch(20, 1)], writer);
    const [newFirst, sameSecond] = await both();
    expect(newFirst).not.toBe(first);
    expect(sameSecond).toBe(second);
  });

  it('begins with the last event, however many there are', async () => {
    for (const more of [0, 1, 6, 20]) {
      for (let i = 0; i < more; i++) await tell('project');
      const { length } = await store.events(0, 10_000);
      expect(await roundVersions(store).of(2)).toBe(`${length}.0`);
    }
    const empty = openMemoryStore();
    expect(await roundVersions(empty).of(1)).toBe('0.0');
    await empty.close();
  });
});
