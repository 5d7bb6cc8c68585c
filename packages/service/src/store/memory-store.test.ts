import { storeContract } from '../testing/store-contract.ts';
import { openMemoryStore } from './memory-store.ts';

storeContract('the memory store', (clock) => Promise.resolve(openMemoryStore({ clock })));
