/** The part of the store's contract that concerns measurements. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/index.ts';
import { expectRefusal } from './store-refusal.ts';
import { attempt, attempts, batch, checkpoint, insert, populate, writer } from './store-rows.ts';

/** `store` gives the running test's own, empty store. */
export function measurementContract(store: () => Store): void {
  describe('ingestion', () => {
    it('stores points, checkpoints and offsets of several attempts at once', async () => {
      await populate(store());
      await store().ingest(
        [
          { ...batch(1, 1, { to: 30 }), checkpoints: [{ step: 20, path: '/c/20' }] },
          batch(1, 2, { to: 7, values: [5] }),
        ],
        { actor: 'engine', time: 9_000 },
      );
      expect(await store().curves({ trials: [1] })).toEqual([
        { trial: 1, attempt: 1, metric: 'valid/loss', steps: [10, 20], values: [0.5, 0.25] },
        { trial: 1, attempt: 2, metric: 'valid/loss', steps: [10], values: [5] },
      ]);
      expect(await store().read('checkpoint', { trial: [1] })).toEqual([
        { trial: 1, attempt: 1, step: 20, path: '/c/20', time: 9_000 },
        checkpoint,
      ]);
      expect(await store().read('attempt')).toEqual([
        { ...attempts[0], metricsOffset: 30, stdoutOffset: 4 },
        { ...attempts[1], metricsOffset: 7, stdoutOffset: 4 },
      ]);
    });

    it('happens exactly once: a repeated batch is refused, and the next one goes on', async () => {
      await populate(store());
      await store().ingest([batch(1, 1, { to: 30 })], writer);
      await expectRefusal(
        store().ingest([batch(1, 2), batch(1, 1, { to: 30 })], writer),
        'conflict',
        /metrics of attempt 1 of trial 1 is stored up to byte 30, not 0/,
      );
      expect(await store().curves({ trials: [1] })).toHaveLength(1);
      await store().ingest([batch(1, 1, { from: 30, to: 60, values: [0.1, 0.2] })], writer);
      expect((await store().curves({ trials: [1] }))[0]?.values).toEqual([0.5, 0.25, 0.1, 0.2]);
    });

    it('is refused, where asked so, of an attempt that has ended', async () => {
      await populate(store());
      const late = { ...batch(1, 1, { to: 30 }), open: true };
      await expectRefusal(
        store().ingest([batch(1, 2), late], writer),
        'conflict',
        /attempt 1 of trial 1 has ended: nothing more is added/,
      );
      expect(await store().curves({ trials: [1] })).toEqual([]);
      await store().ingest([{ ...batch(1, 2), open: true }], writer);
      expect(await store().curves({ trials: [1] })).toHaveLength(1);
    });

    it('takes successive batches of one attempt in one call', async () => {
      await populate(store());
      await store().ingest([batch(1, 1, { to: 30 }), batch(1, 1, { from: 30, to: 50, values: [9] })], writer);
      expect((await store().curves({ trials: [1] }))[0]?.values).toEqual([0.5, 0.25, 9]);
    });

    it('tells what has grown since, as much as is new', async () => {
      await populate(store());
      await store().ingest([batch(1, 1, { to: 30 })], writer);
      await store().ingest([batch(1, 1, { from: 30, to: 50, values: [3, 2, 1] })], writer);
      const growth = async (seen: number) =>
        (await store().growth({ trials: [1], seen: () => seen })).map(({ values }) => values);
      expect(await growth(0)).toEqual([[0.5, 0.25, 3, 2, 1]]);
      expect(await growth(1)).toEqual([[0.25, 3, 2, 1]]);
      expect(await growth(3)).toEqual([[2, 1]]);
      expect(await growth(5)).toEqual([]);
      expect(await store().growth({ trials: [2], seen: () => 0 })).toEqual([]);
    });

    it('refuses what it cannot place, and then stores nothing', async () => {
      await populate(store());
      const good = batch(1, 1, { to: 30 });
      await expectRefusal(store().ingest([good, batch(1, 3)], writer), 'not-found', /attempt 3 of trial 1/);
      await expectRefusal(
        store().ingest([good, { ...batch(1, 2), from: { metrics: 0, stdout: 1 } }], writer),
        'conflict',
        /stdout of attempt 2/,
      );
      const backwards = batch(1, 1, { from: 30, to: 10 });
      await expectRefusal(store().ingest([good, backwards], writer), 'invalid', /back from 30 to 10/);
      const unpaired = { ...batch(1, 2), series: [{ metric: 'valid/loss', steps: [1, 2], values: [1] }] };
      await expectRefusal(store().ingest([good, unpaired], writer), 'invalid', /2 steps but 1 values/);
      expect(await store().curves({ trials: [1] })).toEqual([]);
      expect(await store().read('attempt')).toEqual(attempts);
    });

    it('replaces a checkpoint that is announced again', async () => {
      await populate(store());
      await store().ingest([{ ...batch(1, 2), checkpoints: [{ step: 100, path: '/c/again' }] }], {
        ...writer,
        time: 5,
      });
      expect(await store().read('checkpoint')).toEqual([{ ...checkpoint, path: '/c/again', time: 5 }]);
    });

    it('ignores a series without points', async () => {
      await populate(store());
      await store().ingest([{ ...batch(1, 1), series: [{ metric: 'valid/loss', steps: [], values: [] }] }], writer);
      expect(await store().curves({ trials: [1] })).toEqual([]);
      expect(await store().summaries({ trials: [1] })).toEqual([]);
    });
  });

  describe('curves and summaries', () => {
    it('keep points as they came: unordered, repeated, negative, huge, NaN and infinite', async () => {
      await populate(store());
      const steps = [30, 10, 10, -4, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0];
      const values = [NaN, 1e-320, -Infinity, Infinity, -1.5, 3, Number.MAX_VALUE];
      await store().ingest([{ ...batch(1, 1), series: [{ metric: 'train/loss', steps, values }] }], writer);
      expect(await store().curves({ trials: [1] })).toEqual([
        { trial: 1, attempt: 1, metric: 'train/loss', steps, values },
      ]);
    });

    it('sum up all batches: first extremes, last point, first non-finite step', async () => {
      await populate(store());
      const parts = [
        { steps: [10, 20, 30], values: [2, 1, 3] },
        { steps: [40, 50], values: [NaN, 1] },
        { steps: [60, 70], values: [3, Infinity] },
      ];
      await ingestParts(store(), 'valid/loss', parts);
      const summary = {
        trial: 1,
        attempt: 1,
        metric: 'valid/loss',
        count: 7,
        min: { step: 20, value: 1 },
        max: { step: 30, value: 3 },
        last: { step: 70, value: Infinity },
        firstStep: 10,
        firstNonFinite: 40,
        ascending: true,
      };
      expect(await store().summaries({ trials: [1] })).toEqual([summary]);
    });

    it('sum up a series without a finite value', async () => {
      await populate(store());
      await ingestParts(store(), 'train/loss', [{ steps: [5, 6], values: [-Infinity, NaN] }]);
      expect(await store().summaries({ trials: [1] })).toMatchObject([
        { count: 2, min: null, max: null, last: { step: 6, value: NaN }, firstStep: 5, firstNonFinite: 5 },
      ]);
    });

    it('come by trial, attempt and metric, as asked for', async () => {
      await populate(store());
      await store().write([insert('attempt', attempt(9, 1))], writer);
      const two = [
        { metric: 'valid/loss', steps: [1], values: [1] },
        { metric: 'train/loss', steps: [1], values: [2] },
      ];
      await store().ingest(
        [
          { ...batch(9, 1), series: two },
          { ...batch(1, 2), series: two },
        ],
        writer,
      );
      const keys = (rows: readonly { readonly trial: number; readonly attempt: number; readonly metric: string }[]) =>
        rows.map(({ trial, attempt, metric }) => `${trial}/${attempt} ${metric}`);
      const all = ['1/2 train/loss', '1/2 valid/loss', '9/1 train/loss', '9/1 valid/loss'];
      expect(keys(await store().curves({ trials: [9, 1, 9] }))).toEqual(all);
      expect(keys(await store().summaries({ trials: [9, 1] }))).toEqual(all);
      expect(keys(await store().summaries({ trials: [9], metrics: ['valid/loss', 'none'] }))).toEqual([
        '9/1 valid/loss',
      ]);
      expect(await store().curves({ trials: [1], metrics: [] })).toEqual([]);
    });

    it('are thinned on request, keeping ends, extremes and NaN', async () => {
      await populate(store());
      const steps = Array.from({ length: 1_000 }, (_, i) => i);
      const values = steps.map((step) => (step === 500 ? NaN : step === 700 ? 99 : Math.sin(step)));
      await store().ingest([{ ...batch(1, 1), series: [{ metric: 'valid/loss', steps, values }] }], writer);
      const [thinned] = await store().curves({ trials: [1], maxPoints: 50 });
      expect(thinned?.steps.length).toBeLessThanOrEqual(50);
      expect(thinned?.steps).toEqual(expect.arrayContaining([0, 500, 700, 999]));
    });

    it('read the same before and after compaction, and can grow after it', async () => {
      await populate(store());
      const parts = Array.from({ length: 40 }, (_, i) => ({ steps: [i, i + 100], values: [i / 7, NaN] }));
      const end = await ingestParts(store(), 'valid/loss', parts);
      const curves = await store().curves({ trials: [1] });
      const summaries = await store().summaries({ trials: [1] });
      await store().compact(
        [
          { trial: 1, attempt: 1 },
          { trial: 99, attempt: 1 },
        ],
        writer,
      );
      expect(await store().curves({ trials: [1] })).toEqual(curves);
      expect(await store().summaries({ trials: [1] })).toEqual(summaries);
      await store().ingest([batch(1, 1, { from: end, to: end + 1, values: [8] })], writer);
      expect((await store().curves({ trials: [1] }))[0]?.values.slice(-2)).toEqual([NaN, 8]);
      expect((await store().summaries({ trials: [1] }))[0]?.count).toBe(81);
    });
  });

  describe('sealed metrics', () => {
    beforeEach(async () => {
      await populate(store());
      const series = [
        { metric: 'test/error', steps: [10], values: [0.1] },
        { metric: 'valid/error', steps: [10], values: [0.2] },
      ];
      await store().ingest([{ ...batch(1, 1), series }], writer);
    });

    it('are withheld, even if named', async () => {
      expect((await store().curves({ trials: [1] })).map(({ metric }) => metric)).toEqual(['valid/error']);
      expect((await store().summaries({ trials: [1] })).map(({ metric }) => metric)).toEqual(['valid/error']);
      expect(await store().curves({ trials: [1], metrics: ['test/error'] })).toEqual([]);
      expect(await store().summaries({ trials: [1], metrics: ['test/error'] })).toEqual([]);
    });

    it('are given for a reason, which is recorded each time', async () => {
      const unsealed = { reason: 'final evaluation', actor: 'ada' };
      const [curve] = await store().curves({ trials: [1], metrics: ['test/error'], unsealed });
      const summaries = await store().summaries({ trials: [1, 2], unsealed: { reason: 'again' } });
      expect(curve).toEqual({ trial: 1, attempt: 1, metric: 'test/error', steps: [10], values: [0.1] });
      expect(summaries.map(({ metric }) => metric)).toEqual(['test/error', 'valid/error']);
      expect(await store().events(0, 100)).toEqual([
        {
          seq: 1,
          time: 777,
          kind: 'metrics.unsealed',
          subject: 'trial 1',
          actor: 'ada',
          data: { reason: 'final evaluation', trials: [1], metrics: ['test/error'] },
        },
        {
          seq: 2,
          time: 777,
          kind: 'metrics.unsealed',
          subject: 'project',
          actor: 'unknown',
          data: { reason: 'again', trials: [1, 2], metrics: null },
        },
      ]);
    });
  });
}

/** One batch a part, all for attempt 1 of trial 1; answers with the offset reached. */
async function ingestParts(
  store: Store,
  metric: string,
  parts: readonly { readonly steps: readonly number[]; readonly values: readonly number[] }[],
): Promise<number> {
  for (const [i, part] of parts.entries()) {
    await store.ingest([{ ...batch(1, 1, { from: i, to: i + 1 }), series: [{ metric, ...part }] }], writer);
  }
  return parts.length;
}
