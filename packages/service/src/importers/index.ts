export type { History, Importer, ImportOptions } from './importer.ts';
export { addMended, mendedMessages, nothingMended, type Mended } from './mended.ts';
export { storedMetric } from './metric-name.ts';
export { importerFor, importerNamed, importers } from './registry.ts';
