/** A folder of made-up files for tests of importers, removed after the test file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { History, Importer, ImportOptions } from '../importer.ts';

/** Writes the files, by path within the folder, and returns the folder's path. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'attune-import-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

export async function historiesIn(
  importer: Importer,
  path: string,
  options: ImportOptions = {},
): Promise<readonly History[]> {
  return Array.fromAsync(importer.open(path, options));
}

/** A trial's values of one metric by step. */
export function pointsOf({ curves }: History, metric: string): readonly (readonly [step: number, value: number])[] {
  const curve = curves.find((one) => one.metric === metric);
  return curve === undefined ? [] : curve.steps.map((step, i) => [step, curve.values[i] ?? NaN] as const);
}
