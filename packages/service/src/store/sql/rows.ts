/** Reads and changes rows of every kind, by their tables' descriptions. */
import { isDeepStrictEqual } from 'node:util';
import { childKinds, givenFields, kinds, measuredSeries, nameOf, type RowKey } from '../kinds.ts';
import type { RowKind, RowOf } from '../records.ts';
import { refuse } from '../refusals.ts';
import type { Change, Selection } from '../store.ts';
import type { SqlDialect } from './dialect.ts';
import { rowTables, toColumns, toRow } from './row-tables.ts';
import type { Columns, Database } from './tables.ts';

/** The selected rows by ascending key. */
export async function selectRows<K extends RowKind>(
  db: Database,
  dialect: SqlDialect,
  kind: K,
  selection: Selection,
): Promise<readonly RowOf[K][]> {
  const { key, selectedBy } = rowTables[kind];
  let query = db.selectFrom<RowKind>(kind).selectAll();
  for (const { field, values } of givenFields(kind, selection)) {
    const column = selectedBy[field];
    if (column !== undefined) {
      query = query.where(column, 'in', dialect.among(values));
    } else {
      const trials = db.selectFrom('trial').select('id').where(field, 'in', dialect.among(values));
      query = query.where('trial', 'in', trials);
    }
  }
  for (const column of key) query = query.orderBy(column);
  return (await query.execute()).map((columns) => toRow(kind, columns));
}

/** `seq` is the number of the change's event, where it has one. */
export async function applyChange(db: Database, change: Change, seq: number | null): Promise<void> {
  switch (change.do) {
    case 'append':
      await insert(db, change.kind, { id: seq ?? 0, ...change.row });
      break;
    case 'insert':
      await insert(db, change.kind, change.row);
      break;
    case 'update':
      await update(db, change.kind, change.row);
      break;
    case 'delete':
      await remove(db, change.kind, change.row);
      break;
  }
}

async function insert<K extends RowKind>(db: Database, kind: K, row: RowOf[K]): Promise<void> {
  const key = kinds[kind].key(row);
  const name = nameOf(kind, key);
  if ((await find(db, kind, key, rowTables[kind].key)) !== undefined) throw refuse.exists(name);
  for (const parent of kinds[kind].parents(row)) {
    if ((await find(db, parent.kind, parent.key, rowTables[parent.kind].key)) === undefined) {
      throw refuse.orphan(name, nameOf(parent.kind, parent.key));
    }
  }
  const columns = toColumns(kind, row);
  await db
    .insertInto<RowKind>(kind)
    .values('revision' in columns ? { ...columns, revision: 1 } : columns)
    .execute();
}

async function update<K extends RowKind>(db: Database, kind: K, row: RowOf[K]): Promise<void> {
  const key = kinds[kind].key(row);
  await checkUnchanged(db, kind, key, row);
  const table = rowTables[kind];
  const kept = new Set([...table.key, ...table.keptByUpdate]);
  const columns = Object.entries(toColumns(kind, row)).filter(([column]) => !kept.has(column));
  await db
    .updateTable<RowKind>(kind)
    .set({ ...Object.fromEntries(columns), ...('revision' in row && { revision: row.revision + 1 }) })
    .where((where) => where.and(pairs(table.key, key)))
    .execute();
}

async function remove<K extends RowKind>(db: Database, kind: K, row: RowOf[K]): Promise<void> {
  const key = kinds[kind].key(row);
  const stored = await checkUnchanged(db, kind, key, row);
  if (!('revision' in row) && !isDeepStrictEqual(toRow(kind, stored), JSON.parse(JSON.stringify(row)))) {
    throw refuse.altered(nameOf(kind, key));
  }
  const child = await childOf(db, kind, key);
  if (child !== null) throw refuse.used(nameOf(kind, key), child);
  await db
    .deleteFrom<RowKind>(kind)
    .where((where) => where.and(pairs(rowTables[kind].key, key)))
    .execute();
}

async function checkUnchanged<K extends RowKind>(db: Database, kind: K, key: RowKey, row: RowOf[K]): Promise<Columns> {
  const stored = await find(db, kind, key, rowTables[kind].key);
  if (stored === undefined) throw refuse.missing(nameOf(kind, key));
  if ('revision' in row && stored['revision'] !== row.revision) {
    throw refuse.changed(nameOf(kind, key), Number(stored['revision']), row.revision);
  }
  return stored;
}

/** A row that would lose its parent, in words. */
async function childOf(db: Database, kind: RowKind, key: RowKey): Promise<string | null> {
  for (const child of childKinds) {
    const { key: childKey, parents } = rowTables[child];
    for (const { columns } of parents.filter((parent) => parent.kind === kind)) {
      const found = await find(db, child, key, columns);
      if (found !== undefined) {
        const numbers = childKey.map((column) => Number(found[column]));
        return nameOf(child, numbers);
      }
    }
  }
  const measured = kind === 'attempt' && (await find(db, 'series', key, ['trial', 'attempt'])) !== undefined;
  return measured ? measuredSeries : null;
}

function find(
  db: Database,
  table: RowKind | 'series',
  key: RowKey,
  columns: readonly string[],
): Promise<Columns | undefined> {
  return db
    .selectFrom<RowKind | 'series'>(table)
    .selectAll()
    .where((where) => where.and(pairs(columns, key)))
    .limit(1)
    .executeTakeFirst();
}

function pairs(columns: readonly string[], key: RowKey): Readonly<Record<string, number | undefined>> {
  return Object.fromEntries(columns.map((column, i) => [column, key[i]]));
}
