/** For tests: a SQLite file as SQL text, so that a store of each version can be kept in the repository. */
import { DatabaseSync } from 'node:sqlite';

/** Statements that make the same tables with the same rows. Reads the file of a store that is closed. */
export function dump(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const lines = [...schemaOf(db)];
    for (const table of tablesOf(db)) {
      for (const row of db.prepare(`select * from "${table}"`).all()) {
        lines.push(`insert into "${table}" values (${Object.values(row).map(literal).join(', ')})`);
      }
    }
    return lines.map((line) => `${line};\n`).join('');
  } finally {
    db.close();
  }
}

/** The statements that made the tables and indices, in their order. */
export function schemaOf(db: DatabaseSync): readonly string[] {
  const made = db.prepare("select sql from sqlite_schema where sql is not null and name not like 'sqlite_%'").all();
  return made.map(({ sql }) => String(sql));
}

function tablesOf(db: DatabaseSync): readonly string[] {
  const tables = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").all();
  return tables.map(({ name }) => String(name));
}

function literal(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  if (typeof value === 'number') return String(value).replace('Infinity', '9e999');
  throw new TypeError(`no SQL literal for a ${typeof value}`);
}
