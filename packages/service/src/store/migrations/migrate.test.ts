import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../../testing/store-refusal.ts';
import { openSqliteStore } from '../sqlite/open-sqlite-store.ts';
import { scratchDirectory } from '../sqlite/scratch-directory.ts';
import { schemaOf } from './dump.ts';
import { migrations, storeVersion } from './migrate.ts';

const path = scratchDirectory();

describe('the migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
    expect(storeVersion).toBe(migrations.length);
  });

  it('make the very tables of the store kept for this version', async () => {
    const made = path('made.db');
    await (await openSqliteStore(made)).close();
    load('kept.db', storeVersion);
    expect(withDatabase(made, schemaOf)).toEqual(withDatabase(path('kept.db'), schemaOf));
  });

  it('leave a store of this version as it is', async () => {
    const file = path('same.db');
    await (await openSqliteStore(file)).close();
    const before = readFileSync(file);
    await (await openSqliteStore(file)).close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('upgrade a store of version 1, which then reads and grows as if it were new', async () => {
    const store = await openSqliteStore(load('first.db', 1));
    expect(await store.read('trial', { id: [9] })).toMatchObject([
      { configuration: { 'optimizer=adam/lr': 1e-4, units: 64 }, state: { status: 'infeasible', reason: 'diverged' } },
    ]);
    expect(await store.read('attempt')).toMatchObject([
      { trial: 1, number: 1, metricsOffset: 60, stdoutOffset: 4, outcome: { kind: 'crashed', code: 1 } },
      { trial: 1, number: 2, metricsOffset: 10, resumedAt: 100, outcome: null },
    ]);
    expect(await store.read('note')).toMatchObject([{ text: "it's\n“fine” 🌱" }]);
    expect(await store.read('launch')).toMatchObject([{ parent: null }, { parent: 1 }]);
    expect(await store.lease({ do: 'read' })).toEqual({ holder: 'engine 1', token: 1, expiresAt: 2_000 });
    expect(await store.curves({ trials: [1] })).toEqual([
      { trial: 1, attempt: 1, metric: 'valid/loss', steps: [10, 20, 10, 20], values: [0.5, 0.25, 0.125, 4] },
      { trial: 1, attempt: 2, metric: 'valid/loss', steps: [10, 20, 30], values: [NaN, 3, -Infinity] },
    ]);
    const series = [{ metric: 'valid/loss', steps: [40], values: [7] }];
    const offsets = { from: { metrics: 10, stdout: 4 }, to: { metrics: 20, stdout: 4 } };
    await store.ingest([{ trial: 1, attempt: 2, series, checkpoints: [], ...offsets }], { actor: 'e', time: 1 });
    expect(await store.summaries({ trials: [1] })).toMatchObject([
      { attempt: 1, count: 4, min: { step: 10, value: 0.125 } },
      { attempt: 2, count: 4, last: { step: 40, value: 7 }, firstNonFinite: 10 },
    ]);
    await store.close();
  });

  it('run once where several open a new store at the same time', async () => {
    const file = path('raced.db');
    const stores = await Promise.all(Array.from({ length: 5 }, () => openSqliteStore(file)));
    for (const store of stores) {
      expect(await store.read('round')).toEqual([]);
      await store.close();
    }
  });
});

describe('opening a store', () => {
  it('of a newer version is refused and changes nothing', async () => {
    const file = load('newer.db', 1);
    withDatabase(file, (db) => db.exec('update schema_version set version = 99'));
    await expectRefusal(openSqliteStore(file), 'unsupported', /store version 99; this one knows up to.*update Attune/);
    expect(withDatabase(file, (db) => db.prepare('select version from schema_version').get())).toEqual({ version: 99 });
  });

  it('that is the database of another program is refused and changes nothing', async () => {
    const file = path('foreign.db');
    withDatabase(file, (db) => db.exec('create table bookmarks (url text)'));
    await expectRefusal(openSqliteStore(file), 'invalid', /foreign\.db is a database of another program/);
    expect(withDatabase(file, schemaOf)).toEqual(['CREATE TABLE bookmarks (url text)']);
  });

  it.each([
    ['a file that is no database', () => writeFileSync(path('plain.db'), 'hello'.repeat(1_000)), 'plain.db'],
    ['a directory', () => mkdirSync(path('directory.db')), 'directory.db'],
    ['a path through a file', () => writeFileSync(path('file'), ''), 'file/store.db'],
  ])('in %s is refused with the path', async (_, prepare, name) => {
    prepare();
    await expectRefusal(openSqliteStore(path(name)), 'unavailable', new RegExp(`${name} cannot be used as the store`));
  });

  it('leaves no companion files behind once it is closed', async () => {
    const file = path('tidy/store.db');
    const store = await openSqliteStore(file);
    await store.write([], { actor: 'engine', time: 0 });
    await store.close();
    expect(statSync(file).size).toBeGreaterThan(0);
    expect(() => statSync(`${file}-wal`)).toThrow('ENOENT');
  });
});

/** A store as that version of Attune left it. */
function load(name: string, version: number): string {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `store-${version}.sql`), 'utf8');
  withDatabase(path(name), (db) => db.exec(text));
  return path(name);
}

function withDatabase<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
