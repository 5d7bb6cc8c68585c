/**
 * One schema of a PostgreSQL database. Any number of processes and machines may have it open: a writer first takes the
 * schema's advisory lock, in which waiting processes get their turn in order. So writes happen one after another, as in
 * SQLite; what is read after a commit is all that was committed before it; and event numbers have no gaps and appear in
 * their order.
 *
 * A connection that is lost is made again, and what was under way is done again, for at most a minute. Where it was lost
 * while a commit was under way, the server is asked whether that transaction was committed: it is never done twice.
 */
import { setTimeout as pass } from 'node:timers/promises';
import {
  Kysely,
  PostgresDialect,
  sql,
  type PostgresCursor,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import { Pool, type PoolClient } from 'pg';
import { AttuneError } from '@attune/core/errors';
import { refuse, storeTexts } from '../refusals.ts';
import type { SqlBackend } from '../sql/backend.ts';
import type { Database, Tables } from '../sql/tables.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { ConnectionError, inWords, isLost, isStartingUp, lockSeconds } from './postgres-errors.ts';
import { postgresTypes, toParameter } from './postgres-values.ts';

/** Of one process. Servers allow a hundred, as a rule, for all. */
const connections = 4;

/** How long one attempt to connect may take. */
const connectMilliseconds = 10_000;

/**
 * How long an answer may take before its connection counts as lost: a network that falls silent breaks nothing. An address
 * with `query_timeout` says otherwise.
 */
const answerMilliseconds = 60_000;

/** How long a lost connection is tried again: a restart takes seconds. */
const patienceMilliseconds = 60_000;

/** Pauses between such attempts, doubling from the first to the last. */
const retryMilliseconds = { first: 50, last: 1_000 };

/** A machine that vanishes while it writes gives the lock back after this long. */
const vanishedSeconds = 30;

/** Connects, and makes the schema where it is missing and may be made. */
export async function openPostgresBackend(address: PostgresAddress): Promise<SqlBackend> {
  const pool = new Pool({
    connectionString: address.connection,
    max: connections,
    connectionTimeoutMillis: connectMilliseconds,
    query_timeout: answerMilliseconds,
    idleTimeoutMillis: patienceMilliseconds,
    keepAlive: true,
    keepAliveInitialDelayMillis: connectMilliseconds,
    fallback_application_name: 'attune',
    types: postgresTypes,
  });
  // A connection that is lost while it is idle is made again when it is needed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = databaseOn(address.schema, async () => {
    const client = await connect(pool);
    return adapt(client, (broken) => client.release(broken));
  });
  try {
    await persistently(isStartingUp, async () => {
      const found = await sql`select 1 from pg_namespace where nspname = ${address.schema}`.execute(db);
      if (found.rows.length === 0) await makeSchema(pool, address);
    });
    return backend(address, pool, db);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function backend(address: PostgresAddress, pool: Pool, db: Database): SqlBackend {
  let open = true;
  let lastWrite: Promise<unknown> = Promise.resolve();
  const worded = (error: unknown): never => {
    throw inWords(error, address);
  };

  return {
    dialect: postgresDialect,
    tableNames: async (within) => {
      const tables = await sql<{ tablename: string }>`select tablename from pg_tables where schemaname = ${address.schema}`.execute(within); // prettier-ignore
      return tables.rows.map(({ tablename }) => tablename);
    },
    foreign: () => {
      const { shown: store, schema } = address;
      return new AttuneError('invalid', storeTexts.foreignSchema({ store, schema }));
    },
    read: async (work) => {
      if (!open) throw refuse.closed();
      return persistently(isLost, () => work(db)).catch(worded);
    },
    write: async (work) => {
      if (!open) throw refuse.closed();
      const turn = lastWrite.then(() => transaction(pool, address.schema, work));
      lastWrite = turn.catch(() => undefined);
      return turn.catch(worded);
    },
    close: async () => {
      if (!open) return;
      open = false;
      await lastWrite;
      await pool.end();
    },
  };
}

/** Under the lock, so that two that open a new store at once do not both make it. */
async function makeSchema(pool: Pool, { schema }: PostgresAddress): Promise<void> {
  await transaction(pool, schema, (db) => db.schema.createSchema(schema).ifNotExists().execute());
}

/** `work` may be called again where the connection was lost before its changes were committed. */
function transaction<T>(pool: Pool, schema: string, work: (db: Database) => Promise<T>): Promise<T> {
  /** A transaction whose commit was asked for and not answered, and what it returned. */
  let unanswered: { readonly id: string; readonly result: T } | null = null;

  return persistently(isLost, async () => {
    const client = await connect(pool);
    let broken = true;
    try {
      if (unanswered !== null) {
        if (await wasCommitted(client, unanswered.id)) {
          broken = false;
          return unanswered.result;
        }
        unanswered = null;
      }
      const id = await begin(client, schema);
      try {
        const result = await work(databaseOn(schema, () => Promise.resolve(adapt(client, () => undefined))));
        unanswered = { id, result };
        await client.query('commit');
        unanswered = null;
        broken = false;
        return result;
      } catch (error) {
        if (!isLost(error)) {
          unanswered = null;
          await client.query('rollback');
          broken = false;
        }
        throw error;
      }
    } finally {
      client.release(broken);
    }
  });
}

/** Begins a transaction whose commit is durable, waits for the lock, and tells the transaction's number. */
async function begin(client: PoolClient, schema: string): Promise<string> {
  try {
    const results: unknown = await client.query(
      `begin;
       set local synchronous_commit = on;
       set local lock_timeout = '${lockSeconds}s';
       set local idle_in_transaction_session_timeout = '${vanishedSeconds}s';
       select pg_advisory_xact_lock(hashtextextended(${client.escapeLiteral(`attune ${schema}`)}, 0));
       select txid_current()::text as id`,
    );
    return (results as readonly { readonly rows: readonly { readonly id: string }[] }[]).at(-1)?.rows[0]?.id ?? '';
  } catch (error) {
    if (!isLost(error)) await client.query('rollback');
    throw error;
  }
}

/** Waits for the end of a transaction whose connection was lost. */
async function wasCommitted(client: PoolClient, id: string): Promise<boolean> {
  for (;;) {
    const { rows } = await client.query<{ status: string | null }>('select txid_status($1::bigint) as status', [id]);
    const status = rows[0]?.status;
    if (status !== 'in progress') return status === 'committed';
    await pass(retryMilliseconds.first);
  }
}

/** Does `work` again while it fails as `passes` says, with growing pauses, until the patience is at its end. */
async function persistently<T>(passes: (error: unknown) => boolean, work: () => Promise<T>): Promise<T> {
  let pause = retryMilliseconds.first;
  let deadline: number | null = null;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      deadline ??= performance.now() + patienceMilliseconds;
      if (!passes(error) || performance.now() + pause > deadline) throw error;
    }
    await pass(pause);
    pause = Math.min(2 * pause, retryMilliseconds.last);
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new ConnectionError('no connection', { cause: error });
  }
}

/** The tables of one schema, over connections that `take` gives. */
function databaseOn(schema: string, take: () => Promise<PostgresPoolClient>): Database {
  const pool = { options: {}, connect: take, end: () => Promise.resolve() };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
}

/** A connection that gave no answer is not given back for others: the driver would have them wait behind the same question. */
function adapt(client: PostgresPoolClient, release: (broken: boolean) => void): PostgresPoolClient {
  let lost = false;
  async function answer<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      return await client.query<R>(text, parameters.map(toParameter));
    } catch (error) {
      lost ||= isLost(error);
      throw error;
    }
  }
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(asked: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof asked === 'string' ? answer<R>(asked, parameters) : client.query(asked);
  }
  return { query, release: (broken) => release(broken === true || lost) };
}
