export type * from './records.ts';
export type * from './store.ts';
export { movableStore } from './movable-store.ts';
export { openMemoryStore } from './memory-store.ts';
export { openSqliteStore } from './sqlite/open-sqlite-store.ts';
export { addressOfProject } from './postgres/postgres-address.ts';
export { hasStore, openStore } from './open-store.ts';
export { storeTexts } from './refusals.ts';
export { extendSummary } from './summary.ts';
