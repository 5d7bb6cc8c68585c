import { storeContract } from '../../testing/store-contract.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { scratchDirectory } from './scratch-directory.ts';

const path = scratchDirectory();
let count = 0;

storeContract('the SQLite store', (clock) => openSqliteStore(path(`${count++}/store.db`), { clock }));
