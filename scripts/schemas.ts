/**
 * Writes what the service package publishes of its forms: JSON Schemas of the files that users write and of what commands
 * print with `--json`, and the OpenAPI document of the API; with `--check`, only says whether they are up to date (status 1
 * where they are not).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import packageFile from '../packages/service/package.json' with { type: 'json' };
import { openApi } from '../packages/service/src/http/index.ts';
import { operationSchemas } from '../packages/service/src/operations/registry.ts';
import { fileSchemas } from '../packages/service/src/project/index.ts';

const folder = new URL('../packages/service/schemas/', import.meta.url);
const check = process.argv.includes('--check');

mkdirSync(folder, { recursive: true });
const results = operationSchemas().map(({ name, schema }) => ({
  name: `result-${name.replace('/', '-')}.schema.json`,
  text: `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: name, ...schema }, null, 2)}\n`,
}));
const api = { name: 'openapi.json', text: `${JSON.stringify(openApi(packageFile.version), null, 2)}\n` };
for (const { name, text } of [...fileSchemas(), ...results, api]) {
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
