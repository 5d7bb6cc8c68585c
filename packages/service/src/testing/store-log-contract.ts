/** What every store must do about requests, about lines of the log that no change carries, and about batches sent again. */
import { describe, expect, it } from 'vitest';
import type { Appended, RequestRow, Store } from '../store/index.ts';
import { expectRefusal } from './store-refusal.ts';
import { batch, populate, remove, request, writer } from './store-rows.ts';

function asked(trial: number): Appended {
  const row = { request: { kind: 'stop-trial', trial }, time: 4 } as const;
  return { do: 'append', kind: 'request', row, event: { kind: 'asked', subject: `trial ${trial}` } };
}

export function logContract(store: () => Store): void {
  const requests = (): Promise<readonly RequestRow[]> => store().read('request');

  describe('a request that is appended', () => {
    it('has the number of its event, which no later one has, though it was deleted', async () => {
      await store().write([asked(1), asked(2)], writer);
      const [first, second] = await requests();
      expect([first?.id, second?.id]).toEqual([1, 2]);
      if (first === undefined || second === undefined) throw new Error('no requests');
      await store().write([remove('request', first), remove('request', second)], writer);
      await store().write([asked(3)], writer);
      expect(await requests()).toEqual([{ id: 3, request: { kind: 'stop-trial', trial: 3 }, time: 4 }]);
      expect((await store().events(0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it('is taken back only as it was read', async () => {
      await store().write([asked(1)], writer);
      const [row] = await requests();
      if (row === undefined) throw new Error('no request');
      const begun: RequestRow = { ...row, request: { kind: 'stop-trial', trial: 2 } };
      await store().write([{ do: 'update', kind: 'request', row: begun }], writer);
      await expectRefusal(store().write([remove('request', row)], writer), 'conflict', /request 1 has changed since/);
      await store().write([remove('request', begun)], writer);
      expect(await requests()).toEqual([]);
    });
  });

  describe('lines of the log that no change carries', () => {
    it('commit with the changes, after their events, and tell whose doing it was', async () => {
      const told = [{ kind: 'http.changed', subject: 'trial 1', data: { route: 'x' } }];
      await store().write([asked(1)], { ...writer, told });
      await store().write([], { ...writer, told: [{ kind: 'file.written', subject: 'round 1', actor: 'http:ada' }] });
      expect(await store().events(0, 10)).toMatchObject([
        { seq: 1, kind: 'asked', actor: writer.actor, data: null },
        { seq: 2, kind: 'http.changed', actor: writer.actor, data: { route: 'x' } },
        { seq: 3, kind: 'file.written', actor: 'http:ada', time: writer.time },
      ]);
    });

    it('are not there where the changes are not', async () => {
      const told = [{ kind: 'http.changed', subject: 'project' }];
      await expectRefusal(store().write([remove('request', request)], { ...writer, told }), 'not-found', /request/);
      expect(await store().events(0, 10)).toEqual([]);
    });

    it('commit with measurements too', async () => {
      await populate(store());
      const told = [{ kind: 'attempt.heard', subject: 'trial 1', actor: 'http:gpu-1' }];
      await store().ingest([batch(1, 1)], { ...writer, told });
      await expect(store().ingest([batch(1, 1)], { ...writer, told })).rejects.toThrow('stored up to');
      expect(await store().events(0, 10)).toMatchObject([{ kind: 'attempt.heard', actor: 'http:gpu-1' }]);
    });
  });

  describe('a batch that is sent again', () => {
    it('is known where all of it is stored, and only there', async () => {
      await populate(store());
      const first = { ...batch(1, 1, { values: [0.5, NaN] }), checkpoints: [{ step: 7, path: 'x/7' }] };
      const second = batch(1, 1, { from: 1, values: [3, 4] });
      const secret = { ...batch(1, 2), series: [{ metric: 'test/loss', steps: [1], values: [0.125] }] };
      await store().ingest([first, second, secret], writer);
      const holds = (...sent: Parameters<Store['holds']>[0]) => store().holds(sent);
      expect(await holds(first, second, secret, { ...first, series: [], checkpoints: [] })).toEqual(
        Array<boolean>(4).fill(true),
      );
      const [series] = first.series;
      if (series === undefined) throw new Error('no series');
      expect(
        await holds(
          { ...first, series: [{ ...series, values: [0.5, 0.25] }] },
          { ...first, series: [{ ...series, values: [0.5, 3] }] },
          { ...first, series: [{ ...series, steps: [10, 21] }] },
          { ...first, series: [{ ...series, metric: 'valid/error' }] },
          { ...first, attempt: 2 },
          { ...first, checkpoints: [{ step: 8, path: 'x/7' }] },
          { ...secret, series: [{ metric: 'test/loss', steps: [1], values: [0.25] }] },
        ),
      ).toEqual(Array<boolean>(7).fill(false));
      expect((await store().events(0, 10)).map(({ kind }) => kind)).toEqual([]);
      await store().compact([{ trial: 1, attempt: 1 }], writer);
      expect(await holds(first, second)).toEqual([true, true]);
    });
  });
}
