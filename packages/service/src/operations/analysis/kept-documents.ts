/** Documents by name, the newest version of each, the most recently asked first while there is room. */
import type { Analyst } from './analyst.ts';

/** Documents that are kept: of a large round one is a few megabytes. */
const most = 24;

export interface KeptDocuments {
  readonly get: Analyst['kept'];
}

export function keptDocuments(room = most): KeptDocuments {
  const kept = new Map<string, { readonly version: string; readonly document: Promise<object> }>();
  return {
    async get<T extends object>(name: string, version: string, make: () => T | Promise<T>): Promise<T> {
      const known = kept.get(name);
      kept.delete(name);
      const entry = known?.version === version ? known : { version, document: begun(make) };
      kept.set(name, entry);
      for (const [oldest] of kept) {
        if (kept.size <= room) break;
        kept.delete(oldest);
      }
      try {
        return (await entry.document) as T;
      } catch (error) {
        if (kept.get(name) === entry) kept.delete(name);
        throw error;
      }
    },
  };
}

/** A maker that throws at once fails as one that fails later. */
async function begun<T>(make: () => T | Promise<T>): Promise<T> {
  return make();
}
