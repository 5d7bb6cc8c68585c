import { processesContract } from '../../testing/store-processes-contract.ts';
import { scratchDirectory } from './scratch-directory.ts';

const path = scratchDirectory();
let count = 0;

processesContract('a SQLite store', () => path(`${count++}.db`));
