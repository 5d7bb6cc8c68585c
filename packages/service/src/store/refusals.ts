/** What the store refuses, and in which words. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const storeTexts = defineTexts('store', {
  exists: '{row} is in the store already; read the store again and choose the next number',
  missing: '{row} is not in the store',
  changed: '{row} has changed since it was read (revision {stored}, not {expected}); read it again',
  altered: '{row} has changed since it was read; read it again',
  orphan: '{row} belongs to {parent}, which is not in the store; write that first',
  used: '{row} cannot be deleted: {child} belongs to it',
  fenced:
    'another engine took over this store (its lease has token {newest}, ours {token}); this one must stop and write no more',
  offset:
    'the {stream} of attempt {attempt} of trial {trial} is stored up to byte {stored}, not {from}; read on from byte {stored}',
  ended: 'attempt {attempt} of trial {trial} has ended: nothing more is added to it',
  backwards: 'the {stream} offset of attempt {attempt} of trial {trial} cannot go back from {from} to {to}',
  unpaired: 'metric {metric} of attempt {attempt} of trial {trial} has {steps} steps but {values} values',
  unselectable: 'a {kind} cannot be selected by {field}; leave {field} out',
  closed: 'the store is closed; open it again',
  newer:
    '{path} was written by a newer version of Attune (store version {found}; this one knows up to {known}); update Attune, or open a copy made before',
  foreign: '{path} is a database of another program: move it away, and the next `attune run` makes a new store',
  unreadable:
    '{path} cannot be used as the store: {reason}; check its permissions, and if it is no store of Attune, move it away',
  locked: 'the store has been locked by another process for {seconds} s; end that process or try again',
  full: 'the store cannot be written: {reason}; free some disk space and try again',
  address:
    'ATTUNE_STORE is no address that can be read: write postgres://user@host:5432/database, and special characters of a password as %-codes (@ as %40), or keep the password in PGPASSWORD or ~/.pgpass',
  schemaName:
    'the schema {schema} of ATTUNE_STORE cannot be used: a name has 1 to {longest} bytes and does not begin with pg_; choose one with ?schema=…, or a shorter name in attune.yaml',
  unreachable:
    '{store} cannot be reached: {reason}; check host and port in ATTUNE_STORE, and that the server runs and lets this machine in',
  denied:
    '{store} refuses the connection: {reason}; check the user, and the password in ATTUNE_STORE, PGPASSWORD or ~/.pgpass',
  noDatabase:
    '{store} cannot be opened: the server has no database {database}; make it (createdb {database}) or correct ATTUNE_STORE',
  noRights:
    '{store} cannot be used: {reason}; ask the owner of the database for: grant create on database "{database}" to this user, or, where the schema exists, grant all on schema "{schema}" and its tables',
  crowded:
    '{store} takes no more connections: {reason}; end programs that use it, or raise max_connections of the server',
  replica: '{store} cannot be written: {reason}; ATTUNE_STORE must name the primary server, not a copy of it',
  serverFull: '{store} cannot be written: {reason}; the server needs more disk or memory',
  foreignSchema:
    '{store} holds tables of another program: choose another schema in ATTUNE_STORE (now ?schema={schema})',
});

export const refuse = {
  exists: (row: string) => new AttuneError('conflict', storeTexts.exists({ row })),
  missing: (row: string) => new AttuneError('not-found', storeTexts.missing({ row })),
  changed: (row: string, stored: number, expected: number) =>
    new AttuneError('conflict', storeTexts.changed({ row, stored, expected })),
  altered: (row: string) => new AttuneError('conflict', storeTexts.altered({ row })),
  orphan: (row: string, parent: string) => new AttuneError('not-found', storeTexts.orphan({ row, parent })),
  used: (row: string, child: string) => new AttuneError('conflict', storeTexts.used({ row, child })),
  unselectable: (kind: string, field: string) => new AttuneError('invalid', storeTexts.unselectable({ kind, field })),
  closed: () => new AttuneError('unavailable', storeTexts.closed()),
};

/** Throws `conflict` where a writer's token is not the newest one any more. */
export function checkToken(token: number | undefined, newest: number): void {
  if (token !== undefined && token < newest) {
    throw new AttuneError('conflict', storeTexts.fenced({ newest, token }));
  }
}
