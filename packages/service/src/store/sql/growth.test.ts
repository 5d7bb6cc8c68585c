import { afterEach, describe, expect, it } from 'vitest';
import { attempt, insert, project, round, study, trial, writer } from '../../testing/store-rows.ts';
import { openSqliteStore } from '../sqlite/open-sqlite-store.ts';
import { connect, type SqliteConnection } from '../sqlite/sqlite-connection.ts';
import { scratchDirectory } from '../sqlite/scratch-directory.ts';
import { sqliteDialect } from '../sqlite/sqlite-dialect.ts';
import type { Store } from '../store.ts';
import { readGrowth } from './growth.ts';

const path = scratchDirectory();
const trials = Array.from({ length: 100 }, (_, i) => i + 1);

let store: Store | undefined;
let connection: SqliteConnection | undefined;

afterEach(async () => {
  connection?.close();
  await store?.close();
});

describe('readGrowth', () => {
  it('asks for many series at once what each has grown by', async () => {
    const file = path('growth/store.db');
    store = await openSqliteStore(file);
    const rows = trials.flatMap((id) => [insert('trial', trial(id, 1, 1)), insert('attempt', attempt(id, 1))]);
    await store.write(
      [insert('project', project), insert('round', round(1)), insert('study', study(1, 1)), ...rows],
      writer,
    );
    // Trial n has n points of one metric and one of another, in chunks of 3.
    for (let from = 0; from < trials.length; from += 3) {
      const grown = trials.filter((id) => id > from);
      await store.ingest(
        grown.map((id) => {
          const steps = [from, from + 1, from + 2].filter((step) => step < id);
          const offsets = { from: { metrics: from, stdout: 0 }, to: { metrics: from + 3, stdout: 0 } };
          const series = [
            { metric: 'valid/loss', steps, values: steps.map((step) => id + step / 1000) },
            ...(from === 0 ? [{ metric: 'train/loss', steps: [0], values: [-id] }] : []),
          ];
          return { trial: id, attempt: 1, series, checkpoints: [], ...offsets };
        }),
        writer,
      );
    }
    await store.compact([{ trial: 90, attempt: 1 }], writer);

    connection = connect(file, 'read');
    let asked = 0;
    const db = connection.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => {
        asked++;
        return Promise.resolve(result);
      },
    });
    const seen = (id: number, _: number, metric: string): number => (metric === 'valid/loss' ? Math.max(0, id - 7) : 1);
    const grown = await readGrowth(db, sqliteDialect, { trials, seen });
    expect(grown.map(({ trial: id }) => id)).toEqual(trials);
    for (const { trial: id, metric, steps, values } of grown) {
      const news = Array.from({ length: Math.min(7, id) }, (_, i) => id - Math.min(7, id) + i);
      expect({ metric, steps }).toEqual({ metric: 'valid/loss', steps: news });
      expect(values).toEqual(news.map((step) => id + step / 1000));
    }
    // Metrics, series, and 100 series in two parts.
    expect(asked).toBe(4);
  });
});
