import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dashboardFiles } from './dashboard-files.ts';

/** In the place of Vite: writes its pages in two goes, unless the sources are broken. */
const builder = `
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const own = process.argv[process.argv.indexOf('--outDir') + 1];
rmSync(own, { recursive: true, force: true });
mkdirSync(own, { recursive: true });
const source = readFileSync('src/page.js', 'utf8');
writeFileSync(own + '/page.js', source);
if (source === 'broken') throw new Error('unexpected token');
setTimeout(() => writeFileSync(own + '/index.html', 'whole'), 100);
`;

let folder: string;
let told: string[];
const built = () => dashboardFiles((message) => told.push(message.text), folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-pages-'));
  told = [];
  for (const inner of ['src', 'node_modules/vite/bin']) mkdirSync(join(folder, inner), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'src/page.js'), 'first');
  writeFileSync(join(folder, 'node_modules/vite/package.json'), '{}');
  writeFileSync(join(folder, 'node_modules/vite/bin/vite.js'), builder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of the dashboard', () => {
  it('are built by several servers that begin at once, whole, and once they are there by none', async () => {
    const places = await Promise.all([built(), built(), built()]);
    expect(new Set(places)).toEqual(new Set([join(folder, 'dist')]));
    expect(readdirSync(join(folder, 'dist')).toSorted()).toEqual(['index.html', 'page.js']);
    expect(readFileSync(join(folder, 'dist/index.html'), 'utf8')).toBe('whole');
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
    told = [];
    await built();
    expect(told).toEqual([]);
  });

  it('stay as they were where they cannot be built again', async () => {
    await built();
    writeFileSync(join(folder, 'src/page.js'), 'broken');
    await expect(built()).rejects.toThrow(/could not be built: .*unexpected token/s);
    expect(readFileSync(join(folder, 'dist/page.js'), 'utf8')).toBe('first');
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });
});
