/** Every importer, in the order in which `auto` asks them. A new format is a file and a row here. */
import { algoperf } from './algoperf/algoperf.ts';
import { csv } from './csv.ts';
import type { Importer } from './importer.ts';
import { jsonl } from './jsonl.ts';

export const importers: readonly Importer[] = [algoperf, jsonl, csv];

/** The importer of that name, or `undefined`. */
export function importerNamed(name: string): Importer | undefined {
  return importers.find((importer) => importer.name === name);
}

/** The first importer that recognises what lies at the absolute `path`, or `undefined`. */
export function importerFor(path: string): Importer | undefined {
  return importers.find((importer) => importer.detect(path));
}
