import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../store/index.ts';
import { lastEvent } from './last.ts';

describe('the latest event', () => {
  it('is found whatever the length of the log, and from wherever it is sought', async () => {
    const store = openMemoryStore();
    expect(await lastEvent(store)).toBe(0);
    for (let count = 1; count <= 70; count++) {
      const row = { id: count, subject: 'project', text: '', time: 1 };
      await store.write([{ do: 'insert', kind: 'note', row, event: { kind: 'note.written', subject: 'project' } }], {
        actor: 'test',
        time: 1,
      });
      expect(await lastEvent(store)).toBe(count);
      expect(await lastEvent(store, count)).toBe(count);
      expect(await lastEvent(store, count >> 1)).toBe(count);
    }
  });
});
