import { processesContract } from '../../testing/store-processes-contract.ts';
import { withPostgres } from '../../testing/with-postgres.ts';

withPostgres('processes on PostgreSQL', (server) => {
  let count = 0;
  processesContract('a PostgreSQL store', () => server().address(`shared ${count++}`));
});
