import { expect, it } from 'vitest';
import { password } from '../src/testing/postgres-server.ts';
import { withPostgres } from '../src/testing/with-postgres.ts';
import { commandScenario } from './command-scenario.ts';

withPostgres('commands over PostgreSQL', (server) => {
  // The schema's name comes from the project's.
  commandScenario('the command line over PostgreSQL', () => ({
    ATTUNE_STORE: server().address('').replace(/\?.*/, ''),
  }));

  it('kept the notebook in a schema named after the project, and the password nowhere in it', async () => {
    expect(await server().ask(`select count(*) from "attune_curve".trial`, 'notebooks')).toBe('13');
    const rows = await server().ask(
      `select query_to_xml('select * from "attune_curve".' || tablename, true, false, '')::text from pg_tables where schemaname = 'attune_curve'`,
      'notebooks',
    );
    expect(rows).toContain('valid/loss');
    for (const secret of [password, encodeURIComponent(password)]) expect(rows).not.toContain(secret);
  });
});
