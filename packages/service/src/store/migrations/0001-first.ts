import type { CreateTableBuilder } from 'kysely';
import type { SqlDialect } from '../sql/dialect.ts';
import type { Database } from '../sql/tables.ts';
import type { Migration } from './migration.ts';

/** The first store. */
export const first: Migration = {
  version: 1,
  up: async (db, dialect) => {
    await createRecords(db, dialect);
    await createTrials(db, dialect);
    await createMeasurements(db, dialect);
    await createLogs(db, dialect);
  },
};

async function createRecords({ schema }: Database, { columnTypes: { json } }: SqlDialect): Promise<void> {
  await schema
    .createTable('project')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('project', json, (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('launch')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('parent', 'integer', (column) => column.references('launch.number'))
    .addColumn('configuration', json, (column) => column.notNull())
    .addColumn('evidence', json, (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('provenance', json, (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('round')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('resolved', json, (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('provenance', json, (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('study')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('round', 'integer', (column) => column.notNull().references('round.number'))
    .addColumn('plan', json, (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
}

async function createTrials({ schema }: Database, { columnTypes: { json } }: SqlDialect): Promise<void> {
  await schema
    .createTable('trial')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('round', 'integer', (column) => column.notNull().references('round.number'))
    .addColumn('study', 'integer', (column) => column.notNull().references('study.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('configuration', json, (column) => column.notNull())
    .addColumn('seed', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('max_steps', 'bigint', (column) => column.notNull())
    .addColumn('until_step', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  for (const column of ['round', 'study', 'status']) {
    await schema.createIndex(`trial_${column}`).on('trial').column(column).execute();
  }
  await schema
    .createTable('attempt')
    .addColumn('trial', 'integer', (column) => column.notNull().references('trial.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('resumed_at', 'bigint')
    .addColumn('resume_from', 'text')
    .addColumn('directory', 'text', (column) => column.notNull())
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('handle', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', json, (column) => column.notNull())
    .addColumn('metrics_offset', 'bigint', (column) => column.notNull())
    .addColumn('stdout_offset', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('attempt_key', ['trial', 'number'])
    .execute();
}

async function createMeasurements({ schema }: Database, dialect: SqlDialect): Promise<void> {
  const { binary } = dialect.columnTypes;
  await schema
    .createTable('metric')
    .addColumn('id', 'integer', (column) => dialect.counting(column))
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute();
  await dialect
    .clustered(ofSeries(schema.createTable('series')))
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('min_step', 'double precision')
    .addColumn('min_value', 'double precision')
    .addColumn('max_step', 'double precision')
    .addColumn('max_value', 'double precision')
    .addColumn('last_step', 'double precision', (column) => column.notNull())
    .addColumn('last_value', 'double precision')
    .addColumn('first_step', 'double precision', (column) => column.notNull())
    .addColumn('first_non_finite', 'double precision')
    .addColumn('ascending', 'smallint', (column) => column.notNull())
    .addColumn('next_sequence', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('series_key', ['trial', 'attempt', 'metric'])
    .addForeignKeyConstraint('series_attempt', ['trial', 'attempt'], 'attempt', ['trial', 'number'])
    .execute();
  await ofSeries(schema.createTable('chunk'))
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('step_data', binary, (column) => column.notNull())
    .addColumn('value_data', binary, (column) => column.notNull())
    .addPrimaryKeyConstraint('chunk_key', ['trial', 'attempt', 'metric', 'sequence'])
    .addForeignKeyConstraint('chunk_series', ['trial', 'attempt', 'metric'], 'series', ['trial', 'attempt', 'metric'])
    .execute();
  await schema
    .createTable('checkpoint')
    .addColumn('trial', 'integer', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('step', 'bigint', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('checkpoint_key', ['trial', 'attempt', 'step'])
    .addForeignKeyConstraint('checkpoint_attempt', ['trial', 'attempt'], 'attempt', ['trial', 'number'])
    .execute();
}

function ofSeries<T extends string>(
  table: CreateTableBuilder<T>,
): CreateTableBuilder<T, 'trial' | 'attempt' | 'metric'> {
  return table
    .addColumn('trial', 'integer', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('metric', 'integer', (column) => column.notNull().references('metric.id'));
}

async function createLogs({ schema }: Database, dialect: SqlDialect): Promise<void> {
  const { json } = dialect.columnTypes;
  await schema
    .createTable('note')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('request')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('request', json, (column) => column.notNull())
    .addColumn('time', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('event')
    .addColumn('seq', 'integer', (column) => dialect.counting(column))
    .addColumn('time', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('data', json, (column) => column.notNull())
    .execute();
  await schema
    .createTable('lease')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('holder', 'text')
    .addColumn('token', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
