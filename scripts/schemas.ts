/**
 * Writes the JSON Schemas that the service package publishes; with `--check`, only says whether they are up to date
 * (status 1 where they are not).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileSchemas } from '../packages/service/src/project/index.ts';

const folder = new URL('../packages/service/schemas/', import.meta.url);
const check = process.argv.includes('--check');

mkdirSync(folder, { recursive: true });
for (const { name, text } of fileSchemas()) {
  const path = new URL(name, folder);
  if (!check) {
    writeFileSync(path, text);
    console.log(`wrote ${name}`);
  } else if (read(path) !== text) {
    console.error(`${name} is out of date: run node scripts/schemas.ts`);
    process.exitCode = 1;
  }
}

function read(path: URL): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
