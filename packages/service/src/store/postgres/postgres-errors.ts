/** PostgreSQL's and the connection's errors in the store's words, where a user can do something about them. */
import { AttuneError } from '@attune/core/errors';
import { DatabaseError } from 'pg';
import type { Message } from '@attune/core/texts';
import { storeTexts } from '../refusals.ts';
import type { PostgresAddress } from './postgres-address.ts';

/** The server could not be reached or would not let us in: nothing was asked of the database yet. */
export class ConnectionError extends Error {}

/** SQLSTATE codes, from appendix A of PostgreSQL's manual. */
const codes = {
  invalidUser: '28000',
  invalidPassword: '28P01',
  unknownDatabase: '3D000',
  noPrivilege: '42501',
  diskFull: '53100',
  outOfMemory: '53200',
  tooManyConnections: '53300',
  lockTimeout: '55P03',
  stopped: '57P01',
  crashed: '57P02',
  startingUp: '57P03',
  ioError: '58030',
  readOnly: '25006',
  idleTimeout: '25P03',
  serialization: '40001',
  deadlock: '40P01',
};

/** After these, the same may succeed a little later. */
const passing = new Set([
  codes.tooManyConnections,
  codes.stopped,
  codes.crashed,
  codes.startingUp,
  codes.idleTimeout,
  codes.serialization,
  codes.deadlock,
]);

/** What to throw in place of `error`: itself where it is no matter of the server, its address or its rights. */
export function inWords(error: unknown, { shown, schema, database }: PostgresAddress): unknown {
  const said = error instanceof ConnectionError ? error.cause : error;
  if (!(said instanceof Error) || said instanceof AttuneError) return error;
  const store = shown;
  const reason = reasonOf(said);
  const unavailable = (text: Message): AttuneError => new AttuneError('unavailable', text, { cause: said });
  switch (codeOf(said)) {
    case codes.invalidUser:
    case codes.invalidPassword:
      return unavailable(storeTexts.denied({ store, reason }));
    case codes.unknownDatabase:
      return unavailable(storeTexts.noDatabase({ store, database }));
    case codes.noPrivilege:
      return unavailable(storeTexts.noRights({ store, reason, schema, database }));
    case codes.tooManyConnections:
      return unavailable(storeTexts.crowded({ store, reason }));
    case codes.readOnly:
      return unavailable(storeTexts.replica({ store, reason }));
    case codes.lockTimeout:
      return unavailable(storeTexts.locked({ seconds: lockSeconds }));
    case codes.diskFull:
    case codes.outOfMemory:
    case codes.ioError:
      return unavailable(storeTexts.serverFull({ store, reason }));
    case undefined:
    default:
      // The driver's own words where the server asks for a password and there is none.
      if (/client password must be a string/.test(reason)) {
        return unavailable(storeTexts.denied({ store, reason: 'no password was given' }));
      }
      return isLost(error) || error instanceof ConnectionError
        ? unavailable(storeTexts.unreachable({ store, reason }))
        : error;
  }
}

/** How long a writer waits for the others' transactions. */
export const lockSeconds = 10;

/** Whether the connection went, or could not be made, in a way that may pass: the server restarts, the network is down. */
export function isLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return isLost(error.cause) || isUnreachable(error.cause);
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (error instanceof DatabaseError) return code !== undefined && (passing.has(code) || code.startsWith('08'));
  // The driver's own errors have no code.
  return (
    isUnreachable(error) || /^(Connection terminated|Client was closed|Client has encountered)/.test(error.message)
  );
}

/** A server that has not come up yet. */
export function isStartingUp(error: unknown): boolean {
  return error instanceof ConnectionError && codeOf(error.cause) === codes.startingUp;
}

/** What the sockets say. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const sockets = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'];
  const code = codeOf(error);
  if (code !== undefined) return [...sockets, 'EAI_AGAIN', 'ENOENT'].includes(code);
  return /timeout|terminated/i.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** An address with several machines fails with all of their errors and no message of its own. */
function reasonOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message;
  return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ');
}
