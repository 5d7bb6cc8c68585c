import { beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { insert, populate, writer } from '../../testing/store-rows.ts';
import type { AnalysisOrder, AnalysisParts, Analyst } from './analyst.ts';
import { startAnalyst } from './start-analyst.ts';

/** A worker whose analyses end when the test says so. */
let asked: {
  readonly order: AnalysisOrder;
  readonly idle: boolean;
  readonly end: (text: string) => void;
  readonly fail: () => void;
}[];
let hastened: AnalysisOrder[];
/** Whether the worker takes no more. */
let full: boolean;
let store: Store;
let analyst: Analyst;
let time: number;

beforeEach(async () => {
  asked = [];
  hastened = [];
  full = false;
  time = 0;
  store = openMemoryStore();
  await populate(store);
  const worker = {
    analyse: (order: AnalysisOrder, idle: boolean) =>
      new Promise<AnalysisParts>((resolve, reject) => {
        asked.push({
          ...{ order, idle },
          end: (verdict) => resolve({ report: '{}', trials: '[]', figures: [], verdict }),
          fail: () => reject(new Error('out of memory')),
        });
      }),
    full: () => full,
    hasten: (order: AnalysisOrder) => void hastened.push(order),
    close: async () => {
      for (const { fail } of asked) fail();
      return Promise.resolve();
    },
  };
  analyst = startAnalyst({ store, worker, now: () => time });
});

let notes = 10;
async function change(subject: string): Promise<void> {
  const row = { id: ++notes, subject: 'project', text: 'x', time: 1 };
  await store.write([insert('note', row, { kind: 'told', subject })], writer);
}

/** Until everything that is ready has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function first(round: number): Promise<void> {
  const made = analyst.analysis({ round });
  await settled();
  asked.at(-1)?.end('first');
  await made;
}

describe('an analyst', () => {
  it('makes the first analysis while its readers wait, one for all, and then gives it at once', async () => {
    const readers = [analyst.analysis({ round: 1 }), analyst.analysis({ round: 1 })];
    await settled();
    expect(asked.length).toBe(1);
    asked[0]?.end('good');
    const [one, other] = await Promise.all(readers);
    expect(one).toMatchObject({ analysis: { verdict: 'good' }, analysing: false });
    expect(other).toEqual(one);
    expect(await analyst.analysis({ round: 1 })).toEqual(one);
    expect(asked.length).toBe(1);
  });

  it('gives the old one while a new one is made, and begins no new one within the pause', async () => {
    await first(1);
    await change('trial 1');
    time = 4000;
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'first' }, analysing: true });
    expect(asked.length).toBe(1);
    time = 5000;
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'first' }, analysing: true });
    expect(asked.length).toBe(2);
    asked[1]?.end('second');
    await settled();
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'second' }, analysing: false });
  });

  it('rests longer after an analysis that took long', async () => {
    const made = analyst.analysis({ round: 1 });
    await settled();
    time = 10_000;
    asked[0]?.end('slow');
    await made;
    await change('trial 1');
    time = 39_000;
    await analyst.analysis({ round: 1 });
    expect(asked.length).toBe(1);
    time = 40_000;
    await analyst.analysis({ round: 1 });
    expect(asked.length).toBe(2);
  });

  it('tells a failure, does not repeat it on the same data, and recovers', async () => {
    const refused = analyst.analysis({ round: 1 });
    await settled();
    asked[0]?.fail();
    await expect(refused).rejects.toThrow('out of memory');
    await expect(analyst.analysis({ round: 1 })).rejects.toThrow('out of memory');
    expect(asked.length).toBe(1);
    await change('trial 1');
    const made = analyst.analysis({ round: 1 });
    await settled();
    asked[1]?.end('good');
    expect(await made).toMatchObject({ analysis: { verdict: 'good' } });
  });

  it('keeps the old one where a newer one fails', async () => {
    await first(1);
    await change('trial 1');
    time = 5000;
    await analyst.analysis({ round: 1 });
    asked[1]?.fail();
    await settled();
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'first' }, analysing: false });
    expect(asked.length).toBe(2);
  });

  it('keeps each way to look at a round apart', async () => {
    const made = [
      analyst.analysis({ round: 1 }),
      analyst.analysis({ round: 1, keepFeasible: [2, 1] }),
      analyst.analysis({ round: 1, keepFeasible: [1, 2] }),
      analyst.analysis({ round: 1, objective: 'valid/error' }),
    ];
    await settled();
    expect(asked.map(({ order }) => order)).toEqual([
      { round: 1 },
      { round: 1, keepFeasible: [2, 1] },
      { round: 1, objective: 'valid/error' },
    ]);
    for (const [index, { end }] of asked.entries()) end(String(index));
    const verdicts = (await Promise.all(made)).map(({ analysis }) => analysis.verdict);
    expect(verdicts).toEqual(['0', '1', '1', '2']);
  });

  it('finds verdicts in idle time, which gives way to readers', async () => {
    expect(analyst.verdict(1, await analyst.version(1))).toBeNull();
    expect(analyst.verdict(1, await analyst.version(1))).toBeNull();
    expect(asked.map(({ idle }) => idle)).toEqual([true]);
    expect(hastened).toEqual([]);
    const read = analyst.analysis({ round: 1 });
    await settled();
    expect(hastened).toEqual([asked[0]?.order]);
    asked[0]?.end('good');
    await read;
    expect(analyst.verdict(1, await analyst.version(1))).toBe('good');
    expect(asked.length).toBe(1);
  });

  it('finds a verdict anew in idle time once its round has changed, and gives the old one meanwhile', async () => {
    await first(1);
    expect(analyst.verdict(1, await analyst.version(1))).toBe('first');
    await change('trial 1');
    time = 4000;
    expect(analyst.verdict(1, await analyst.version(1))).toBe('first');
    expect(asked.length).toBe(1);
    time = 6000;
    expect(analyst.verdict(1, await analyst.version(1))).toBe('first');
    expect(analyst.verdict(1, await analyst.version(1))).toBe('first');
    expect(asked.map(({ idle }) => idle)).toEqual([false, true]);
    asked[1]?.end('second');
    await settled();
    expect(analyst.verdict(1, await analyst.version(1))).toBe('second');
    time = 100_000;
    expect(analyst.verdict(1, await analyst.version(1))).toBe('second');
    expect(asked.length).toBe(2);
  });

  it('tries a verdict that could not be found again a minute later', async () => {
    expect(analyst.verdict(1, await analyst.version(1))).toBeNull();
    asked[0]?.fail();
    await settled();
    await change('trial 1');
    time = 50_000;
    expect(analyst.verdict(1, await analyst.version(1))).toBeNull();
    expect(asked.length).toBe(1);
    time = 70_000;
    expect(analyst.verdict(1, await analyst.version(1))).toBeNull();
    expect(asked.length).toBe(2);
  });

  it('refuses what nobody has asked yet where too many wait, and makes it once they have gone', async () => {
    const waiting = analyst.analysis({ round: 1 });
    await settled();
    full = true;
    const order = { round: 1, keepFeasible: [1] };
    await expect(analyst.analysis(order)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('too many analyses') as unknown,
    });
    const joined = analyst.analysis({ round: 1 });
    await settled();
    expect(asked.length).toBe(1);
    asked[0]?.end('good');
    expect(await joined).toEqual(await waiting);
    full = false;
    const made = analyst.analysis(order);
    await settled();
    asked[1]?.end('kept');
    expect(await made).toMatchObject({ analysis: { verdict: 'kept' } });
  });

  it('gives the old one where too many wait for a newer one', async () => {
    await first(1);
    await change('trial 1');
    time = 5000;
    full = true;
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'first' }, analysing: true });
    expect(asked.length).toBe(1);
  });

  it('keeps so many ways to look at rounds, those that failed too', async () => {
    const failed = async (trial: number): Promise<void> => {
      const made = analyst.analysis({ round: 1, keepFeasible: [trial] });
      await settled();
      asked.at(-1)?.fail();
      await expect(made).rejects.toThrow('out of memory');
    };
    await first(1);
    for (let trial = 1; trial <= 64; trial++) await failed(trial);
    await expect(analyst.analysis({ round: 1, keepFeasible: [1] })).rejects.toThrow('out of memory');
    expect(asked.length).toBe(65);
    for (let trial = 65; trial <= 128; trial++) await failed(trial);
    await failed(1);
    expect(asked.length).toBe(65 + 64 + 1);
    expect(await analyst.analysis({ round: 1 })).toMatchObject({ analysis: { verdict: 'first' } });
    expect(asked.length).toBe(65 + 64 + 1);
  });

  it('refuses when it is closed, and leaves nobody waiting', async () => {
    const waiting = analyst.analysis({ round: 1 });
    const told = expect(waiting).rejects.toThrow();
    await settled();
    await analyst.close();
    await told;
    await expect(analyst.analysis({ round: 1 })).rejects.toThrow('the server is ending');
  });
});
