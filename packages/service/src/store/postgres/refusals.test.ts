/** What can be wrong with an address, a server and its rights: one clear refusal each, without the password. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { password, user } from '../../testing/postgres-server.ts';
import { expectRefusal } from '../../testing/store-refusal.ts';
import { withPostgres } from '../../testing/with-postgres.ts';
import { hasPostgresStore } from './has-postgres-store.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { addressOfProject, postgresAddress } from './postgres-address.ts';

it('is a schema for each project, unless the address names one', () => {
  const own = (address: string, name: string): string => postgresAddress(addressOfProject(address, name)).schema;
  expect(own('postgres://db/notebooks', 'digits')).toBe('attune_digits');
  expect(own('postgres://db/notebooks', 'Digits & "more"')).toBe('attune_Digits & "more"');
  expect(own('postgresql://db/notebooks?schema=team', 'digits')).toBe('team');
});

it('is shown without password and options', () => {
  const { shown } = postgresAddress(
    'postgres://ada:secret@db:5433/notebooks?schema=x&sslmode=verify-full&password=also',
  );
  expect(shown).toBe('postgres://ada@db:5433/notebooks?schema=x');
  expect(postgresAddress('postgres:///notebooks?host=/run/postgresql&user=ada').shown).toBe(
    'postgres://ada@/run/postgresql/notebooks?schema=attune',
  );
});

it.each([
  ['another scheme', 'mysql://ada:secret@db/x', /ATTUNE_STORE is no address/],
  ['a code that is none', 'postgres://ada:secret%zz@db/x', /%-codes/],
  ['a schema of PostgreSQL', 'postgres://ada:secret@db/x?schema=pg_x', /the schema pg_x .* cannot be used/],
  ['a name that would be cut off', `postgres://ada:secret@db/x?schema=${'x'.repeat(64)}`, /1 to 63 bytes/],
])('an address with %s is refused', async (_, address, message) => {
  const refusal = openPostgresStore(address);
  await expectRefusal(refusal, 'invalid', message);
  await expect(refusal).rejects.toThrow(expect.not.stringContaining('secret'));
});

/** A name is looked for, and a server that is away tried, for seconds. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

withPostgres('a PostgreSQL store that cannot be opened', (server) => {
  const good = (schema = 'x'): string => server().address(schema);
  const other = (schema: string): string => good(schema).replace('/notebooks', '/other');

  beforeAll(async () => {
    await (await openPostgresStore(good('newer'))).close();
    await server().ask('update newer.schema_version set version = 99', 'notebooks');
    await server().ask('create database other');
    await server().ask('create schema foreigners; create table foreigners.song (title text)', 'other');
    await server().ask(`create schema empty; grant usage on schema empty, foreigners to "${user}"`, 'other');
  });

  it.each<[string, () => string, 'unavailable' | 'unsupported' | 'invalid', RegExp]>([
    [
      'a wrong password',
      () => good().replace(/:[^:@]*@/, ':nope@'),
      'unavailable',
      /refuses the connection.*~\/\.pgpass/,
    ],
    [
      'no password',
      () => good().replace(/:[^:@]*@/, '@'),
      'unavailable',
      /refuses the connection: no password was given/,
    ],
    ['an unknown user', () => good().replace(user, 'nobody'), 'unavailable', /authentication failed for user "nobody"/],
    [
      'an unknown database',
      () => good().replace('/notebooks', '/none'),
      'unavailable',
      /no database none.*createdb none/,
    ],
    ['a closed port', () => good().replace(/:\d+\//, ':1/'), 'unavailable', /cannot be reached.*ECONNREFUSED/],
    [
      'an unknown host',
      () => good().replace('127.0.0.1', 'db.invalid'),
      'unavailable',
      /cannot be reached.*db\.invalid/,
    ],
    ['no right to make the schema', () => other('x'), 'unavailable', /grant create on database "other"/],
    ['no right to make tables', () => other('empty'), 'unavailable', /grant all on schema "empty"/],
    [
      'tables of another program',
      () => other('foreigners'),
      'invalid',
      /tables of another program.*\?schema=foreigners/,
    ],
    ['a newer version', () => good('newer'), 'unsupported', /version 99; this one knows up to \d+.*update Attune/],
  ])('says so: %s', async (_, address, code, message) => {
    const refusal = openPostgresStore(address());
    await expectRefusal(refusal, code, message);
    const error: unknown = await refusal.catch((reason: unknown) => reason);
    for (const secret of [password, encodeURIComponent(password)]) expect(String(error)).not.toContain(secret);
  });

  it('is looked for without being made', async () => {
    expect(await hasPostgresStore(good('looked for'))).toBe(false);
    expect(await server().ask(`select count(*) from pg_namespace where nspname = 'looked for'`, 'notebooks')).toBe('0');
    await (await openPostgresStore(good('looked for'))).close();
    expect(await hasPostgresStore(good('looked for'))).toBe(true);
    await expectRefusal(hasPostgresStore(good().replace(/:\d+\//, ':1/')), 'unavailable', /cannot be reached/);
  });

  it('is made once where several open it at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => openPostgresStore(good('raced'))));
    for (const store of stores) {
      expect(await store.read('round')).toEqual([]);
      await store.close();
    }
  });

  it('says that the server is away', async () => {
    await server().stop();
    await expectRefusal(openPostgresStore(good()), 'unavailable', /cannot be reached/);
  });
  afterAll(() => server().start());
});
