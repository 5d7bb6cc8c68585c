/** Metric names, each stored once. They are few: readers fetch all of them. */
import type { Database } from './tables.ts';

/** The ids of `names`; new names get one. */
export async function internMetrics(db: Database, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const known = new Map([...(await allMetrics(db))].map(([id, name]) => [name, id]));
  for (const name of names) {
    if (known.has(name)) continue;
    const { id } = await db.insertInto('metric').values({ name }).returning('id').executeTakeFirstOrThrow();
    known.set(name, id);
  }
  return known;
}

/** Every name by its id. */
export async function allMetrics(db: Database): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom('metric').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
