import { storeContract } from '../../testing/store-contract.ts';
import { withPostgres } from '../../testing/with-postgres.ts';
import { openPostgresStore } from './open-postgres-store.ts';

withPostgres('the PostgreSQL store', (server) => {
  let count = 0;
  storeContract('the PostgreSQL store', (clock) =>
    openPostgresStore(server().address(`contract ${count++}`), { clock }),
  );
});
