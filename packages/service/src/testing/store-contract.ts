/** What every store must do: run it on each implementation. Each test has an instance of its own. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowOf, Store } from '../store/index.ts';
import { expectRefusal } from './store-refusal.ts';
import { logContract } from './store-log-contract.ts';
import { measurementContract } from './store-measurement-contract.ts';
import {
  attempt,
  attempts,
  batch,
  checkpoint,
  insert,
  launch,
  note,
  populate,
  project,
  remove,
  request,
  token,
  round,
  study,
  trial,
  trials,
  update,
  writer,
} from './store-rows.ts';

/** `open` gives an empty store whose events without a writer are dated by `clock`; the suite closes it. */
export function storeContract(name: string, open: (clock: () => number) => Promise<Store>): void {
  describe(`${name} keeps the store's contract`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open(() => 777);
    });
    afterEach(() => store.close());

    describe('rows', () => {
      it('come back as written, every kind of them', async () => {
        await populate(store);
        expect(await store.read('project')).toEqual([project]);
        expect(await store.read('launch')).toEqual([launch(1, null), launch(2, 1)]);
        expect(await store.read('round')).toEqual([round(1), round(2)]);
        expect(await store.read('study')).toEqual([study(1, 1), study(2, 1), study(3, 2)]);
        expect(await store.read('trial')).toEqual(trials);
        expect(await store.read('attempt')).toEqual(attempts);
        expect(await store.read('checkpoint')).toEqual([checkpoint]);
        expect(await store.read('note')).toEqual([note]);
        expect(await store.read('request')).toEqual([request]);
        expect(await store.read('token')).toEqual([token]);
      });

      it('are fresh copies, going in and coming out', async () => {
        const mine = structuredClone(project);
        await store.write([{ do: 'insert', kind: 'project', row: mine }], writer);
        scribble(mine.project.references);
        const [first] = await store.read('project');
        scribble(first?.project.references);
        expect(await store.read('project')).toEqual([project]);
      });

      it('come in ascending order of their numbers, not of their writing', async () => {
        await populate(store);
        await store.write(
          [insert('attempt', attempt(10, 1)), insert('attempt', attempt(9, 2)), insert('attempt', attempt(9, 1))],
          writer,
        );
        const keys = (await store.read('attempt')).map(({ trial, number }) => [trial, number]);
        expect(keys).toEqual([[1, 1], [1, 2], [9, 1], [9, 2], [10, 1]]); // prettier-ignore
      });

      it('begin at revision 1, whatever they are given', async () => {
        await store.write([insert('round', { ...round(1), revision: 5 })], writer);
        expect((await store.read('round'))[0]?.revision).toBe(1);
      });

      it('are refused where they exist already', async () => {
        await populate(store);
        await expectRefusal(store.write([insert('round', round(2))], writer), 'conflict', /round 2 is in the store/);
        await expectRefusal(
          store.write([insert('checkpoint', checkpoint)], writer),
          'conflict',
          /step 100 of attempt 2/,
        );
      });

      it('are refused without their parents', async () => {
        const study9 = store.write([insert('study', study(9, 9))], writer);
        await expectRefusal(study9, 'not-found', /study 9 belongs to round 9/);
        const attempt1 = store.write([insert('attempt', attempt(5, 1))], writer);
        await expectRefusal(attempt1, 'not-found', /attempt 1 of trial 5 belongs to trial 5/);
      });

      it('can be written together with their parents', async () => {
        await store.write([insert('round', round(7)), insert('study', study(8, 7))], writer);
        expect(await store.read('study', { round: [7] })).toEqual([study(8, 7)]);
      });
    });

    describe('an update', () => {
      it('replaces the row and raises its revision', async () => {
        await populate(store);
        const changed: RowOf['trial'] = {
          ...trial(1, 1, 1),
          state: { status: 'failed', reason: 'lost' },
          note: 'gone',
        };
        await store.write([update('trial', changed)], writer);
        expect(await store.read('trial', { id: [1] })).toEqual([{ ...changed, revision: 2 }]);
      });

      it('is refused where somebody else was first', async () => {
        await populate(store);
        await store.write([update('round', { ...round(1), status: 'paused' })], writer);
        await expectRefusal(
          store.write([update('round', { ...round(1), status: 'completed' })], writer),
          'conflict',
          /round 1 has changed.*revision 2, not 1/,
        );
        expect((await store.read('round', { id: [1] }))[0]?.status).toBe('paused');
      });

      it('never moves the offsets of an attempt', async () => {
        await populate(store);
        await store.ingest([batch(1, 2, { to: 40 })], writer);
        await store.write([update('attempt', { ...attempt(1, 2), endedAt: 5_000, metricsOffset: 3 })], writer);
        expect(await store.read('attempt', { id: [2] })).toEqual([
          { ...attempt(1, 2), endedAt: 5_000, metricsOffset: 40, stdoutOffset: 4, revision: 2 },
        ]);
      });

      it('changes rows without revision as well', async () => {
        await populate(store);
        await store.write([update('note', { ...note, text: 'second thoughts' })], writer);
        expect((await store.read('note'))[0]?.text).toBe('second thoughts');
      });

      it('and a deletion need the row', async () => {
        await expectRefusal(
          store.write([update('round', round(3))], writer),
          'not-found',
          /round 3 is not in the store/,
        );
        await expectRefusal(store.write([remove('request', request)], writer), 'not-found', /request 1 is not in/);
      });
    });

    describe('a deletion', () => {
      it('takes the row away', async () => {
        await populate(store);
        await store.write([remove('request', request)], writer);
        expect(await store.read('request')).toEqual([]);
      });

      it('is refused for another revision', async () => {
        await populate(store);
        await expectRefusal(
          store.write([remove('study', { ...study(2, 1), revision: 4 })], writer),
          'conflict',
          /study 2/,
        );
      });

      it('is refused while other rows or measurements belong to it', async () => {
        await populate(store);
        await expectRefusal(store.write([remove('round', round(2))], writer), 'conflict', /round 2.*study 3 belongs/);
        await expectRefusal(store.write([remove('attempt', attempt(1, 2))], writer), 'conflict', /checkpoint at step/);
        await store.ingest([batch(1, 1)], writer);
        await expectRefusal(store.write([remove('attempt', attempt(1, 1))], writer), 'conflict', /a measured series/);
      });
    });

    describe('a write', () => {
      it('is all or nothing: one bad change undoes all, events too', async () => {
        await populate(store);
        const before = (await store.events(0, 100)).length;
        const changes = [
          insert('round', round(3), { kind: 'round.started', subject: 'round 3' }),
          update('round', { ...round(1), status: 'paused' }),
          remove('request', request),
          insert('round', round(2)),
        ];
        await expectRefusal(store.write(changes, writer), 'conflict', /round 2/);
        expect(await store.read('round')).toEqual([round(1), round(2)]);
        expect(await store.read('request')).toEqual([request]);
        expect(await store.events(0, 100)).toHaveLength(before);
      });

      it('sees its own earlier changes', async () => {
        await store.write(
          [insert('round', round(1)), update('round', round(1)), update('round', { ...round(1), revision: 2 })],
          writer,
        );
        expect((await store.read('round'))[0]?.revision).toBe(3);
      });

      it('is done once its promise resolves, and those begun together are done in order', async () => {
        await store.write([insert('round', round(1))], writer);
        await Promise.all([
          store.write([update('round', { ...round(1), note: 'a' })], writer),
          store.write([update('round', { ...round(1), note: 'b', revision: 2 })], writer),
        ]);
        expect((await store.read('round'))[0]?.note).toBe('b');
      });
    });

    describe('a selection', () => {
      const ids = (rows: readonly { readonly id: number }[]): readonly number[] => rows.map(({ id }) => id);

      it('narrows by every given field', async () => {
        await populate(store);
        expect(ids(await store.read('trial', { round: [2] }))).toEqual([9, 10]);
        expect(ids(await store.read('trial', { study: [1, 3] }))).toEqual([1, 9, 10]);
        expect(ids(await store.read('trial', { status: ['completed', 'infeasible'] }))).toEqual([2, 9]);
        expect(ids(await store.read('trial', { round: [2], status: ['infeasible'] }))).toEqual([9]);
        expect(ids(await store.read('trial', { id: [10, 1, 77] }))).toEqual([1, 10]);
        expect(await store.read('trial', { id: [] })).toEqual([]);
        expect((await store.read('round', { status: ['running'], round: [2] })).map((row) => row.number)).toEqual([2]);
      });

      it('finds attempts and checkpoints by the round and study of their trial', async () => {
        await populate(store);
        expect(await store.read('attempt', { round: [1], id: [2] })).toEqual([attempts[1]]);
        expect(await store.read('attempt', { round: [2] })).toEqual([]);
        expect(await store.read('checkpoint', { study: [1], trial: [1] })).toEqual([checkpoint]);
        expect(await store.read('checkpoint', { study: [2] })).toEqual([]);
      });

      it('by a field that the rows do not have is refused', async () => {
        await expectRefusal(store.read('note', { status: ['open'] }), 'invalid', /a note cannot be selected by status/);
      });

      it('may be long', async () => {
        await populate(store);
        const many = Array.from({ length: 50_000 }, (_, i) => i + 2);
        expect(ids(await store.read('trial', { id: many }))).toEqual([2, 9, 10]);
      });
    });

    describe('events', () => {
      it('commit with their change, in order, in the words of the writer', async () => {
        await store.write(
          [
            insert('round', round(1), { kind: 'round.started', subject: 'round 1', data: { trials: 3 } }),
            insert('round', round(2)),
            update('round', round(2), { kind: 'round.paused', subject: 'round 2' }),
          ],
          { actor: 'engine', time: 123 },
        );
        expect(await store.events(0, 10)).toEqual([
          { seq: 1, time: 123, kind: 'round.started', subject: 'round 1', actor: 'engine', data: { trials: 3 } },
          { seq: 2, time: 123, kind: 'round.paused', subject: 'round 2', actor: 'engine', data: null },
        ]);
      });

      it('are read on from where the reader stands, a page at a time', async () => {
        for (const number of [1, 2, 3, 4]) {
          await store.write(
            [insert('round', round(number), { kind: 'round.started', subject: `round ${number}` })],
            writer,
          );
        }
        const first = await store.events(0, 3);
        const rest = await store.events(first.at(-1)?.seq ?? 0, 3);
        expect([first, rest].map((page) => page.map(({ subject }) => subject))).toEqual([
          ['round 1', 'round 2', 'round 3'],
          ['round 4'],
        ]);
        expect(await store.events(99, 3)).toEqual([]);
      });
    });

    describe('the lease', () => {
      it('is free at first, then held', async () => {
        expect(await store.lease({ do: 'read' })).toBeNull();
        const taken = { holder: 'a', token: 1, expiresAt: 20 };
        expect(await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 })).toEqual(taken);
        expect(await store.lease({ do: 'read' })).toEqual(taken);
      });

      it('stays with its holder until it expires, then goes to the next with a higher token', async () => {
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        expect(await store.lease({ do: 'take', holder: 'b', now: 19, until: 30 })).toMatchObject({
          holder: 'a',
          token: 1,
        });
        expect(await store.lease({ do: 'take', holder: 'b', now: 20, until: 30 })).toEqual({
          holder: 'b',
          token: 2,
          expiresAt: 30,
        });
      });

      it('can be taken from a holder known to be dead, and from no other', async () => {
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        const missed = await store.lease({ do: 'take', holder: 'c', now: 11, until: 30, displacing: 'b' });
        expect(missed?.holder).toBe('a');
        const displaced = await store.lease({ do: 'take', holder: 'c', now: 11, until: 30, displacing: 'a' });
        expect(displaced).toEqual({ holder: 'c', token: 2, expiresAt: 30 });
      });

      it('is kept and released only by its token', async () => {
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        expect(await store.lease({ do: 'keep', token: 1, until: 40 })).toMatchObject({ expiresAt: 40 });
        expect(await store.lease({ do: 'keep', token: 9, until: 90 })).toMatchObject({ expiresAt: 40 });
        expect(await store.lease({ do: 'release', token: 9 })).toMatchObject({ holder: 'a' });
        expect(await store.lease({ do: 'release', token: 1 })).toBeNull();
        expect(await store.lease({ do: 'keep', token: 1, until: 50 })).toBeNull();
      });

      it('never gives a token twice', async () => {
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        await store.lease({ do: 'release', token: 1 });
        expect(await store.lease({ do: 'take', holder: 'a', now: 11, until: 20 })).toMatchObject({ token: 2 });
      });

      it('leaves events when it changes hands', async () => {
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        await store.lease({ do: 'keep', token: 1, until: 25 });
        await store.lease({ do: 'take', holder: 'b', now: 30, until: 40 });
        await store.lease({ do: 'release', token: 2 });
        expect(await store.events(0, 10)).toEqual([
          { seq: 1, time: 10, kind: 'lease.taken', subject: 'lease', actor: 'a', data: { token: 1 } },
          { seq: 2, time: 30, kind: 'lease.taken', subject: 'lease', actor: 'b', data: { token: 2, from: 'a' } },
          { seq: 3, time: 777, kind: 'lease.released', subject: 'lease', actor: 'b', data: { token: 2 } },
        ]);
      });

      it('fences off an earlier holder, after a release too', async () => {
        await populate(store);
        await store.lease({ do: 'take', holder: 'a', now: 10, until: 20 });
        await store.lease({ do: 'take', holder: 'b', now: 30, until: 40 });
        const late = { ...writer, token: 1 };
        const took = /another engine took over/;
        await expectRefusal(store.write([insert('round', round(5))], late), 'conflict', took);
        await expectRefusal(store.ingest([batch(1, 1)], late), 'conflict', took);
        await expectRefusal(store.compact([{ trial: 1, attempt: 1 }], late), 'conflict', took);
        await store.lease({ do: 'release', token: 2 });
        await expectRefusal(store.write([], late), 'conflict', took);
        await store.write([insert('round', round(5))], { ...writer, token: 2 });
        expect(await store.read('round', { id: [5] })).toHaveLength(1);
      });
    });

    logContract(() => store);
    measurementContract(() => store);

    it('refuses everything once it is closed', async () => {
      await store.close();
      await expectRefusal(store.read('round'), 'unavailable', /closed/);
      await expectRefusal(store.write([], writer), 'unavailable', /closed/);
      await store.close();
    });
  });
}

/** What a careless caller does to a row that is not his. */
function scribble(references: Readonly<Record<string, unknown>> | undefined): void {
  Object.assign(references ?? {}, { scribbled: true });
}
