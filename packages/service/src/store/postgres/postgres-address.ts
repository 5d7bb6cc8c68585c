/** Where a PostgreSQL store lies: `postgres://user@host:5432/database?schema=digits`. */
import { AttuneError } from '@attune/core/errors';
import { storeTexts } from '../refusals.ts';

export interface PostgresAddress {
  /** For the driver; may hold a password, and is never shown. */
  readonly connection: string;
  /** The schema that holds this project's notebook. */
  readonly schema: string;
  readonly database: string;
  /** The address without password and options, for messages. */
  readonly shown: string;
}

/** Schemas that are made from a project's name begin so, and meet none of another program or of PostgreSQL. */
const prefix = 'attune_';

/** PostgreSQL cuts longer names off, so that two projects would become one. */
const longestName = 63;

/** Whether `address` names a PostgreSQL store; anything else is a file's path. */
export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:/i.test(address);
}

/**
 * Completes a user's address with the schema of the project named `project`, where the address names none. Throws
 * `invalid` where it cannot be read.
 */
export function addressOfProject(address: string, project: string): string {
  const url = parse(address);
  if (!url.searchParams.has('schema')) url.searchParams.set('schema', `${prefix}${project}`);
  return url.href;
}

/** Throws `invalid` for an address that cannot be read; the message does not repeat it, for it may hold a password. */
export function postgresAddress(address: string): PostgresAddress {
  const url = parse(address);
  const schema = url.searchParams.get('schema') ?? prefix.slice(0, -1);
  const size = Buffer.byteLength(schema);
  if (size === 0 || size > longestName || schema.includes('\0') || /^pg_|^information_schema$/.test(schema)) {
    throw new AttuneError('invalid', storeTexts.schemaName({ schema, longest: longestName }));
  }
  url.searchParams.delete('schema');
  const user = url.searchParams.get('user') ?? decoded(url.username);
  const host = url.searchParams.get('host') ?? url.host;
  const database = decoded(url.pathname.slice(1)) || user;
  return {
    connection: url.href,
    schema,
    database,
    shown: `postgres://${user === '' ? '' : `${user}@`}${host}/${database}?schema=${schema}`,
  };
}

function parse(address: string): URL {
  const url = URL.parse(address);
  if (url === null || !isPostgres(address) || !canDecode(url)) {
    throw new AttuneError('invalid', storeTexts.address());
  }
  return url;
}

/** A `%` of a password that is no code would fail deep inside the driver, with the address in its message. */
function canDecode({ username, password, pathname }: URL): boolean {
  try {
    [username, password, pathname].forEach(decodeURIComponent);
    return true;
  } catch {
    return false;
  }
}

function decoded(text: string): string {
  return decodeURIComponent(text);
}
