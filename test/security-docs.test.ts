/** docs/security.md names tests that there are, and limits that are the server's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deepest } from '../packages/service/src/http/security/depth.ts';
import { headerLimit } from '../packages/service/src/http/security/malformed.ts';
import { mostStreams, usualRates } from '../packages/service/src/http/security/rates.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

it('names test files that there are', () => {
  const named = [...page.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(15);
  const missing = named.filter((name) =>
    [name, `packages/service/src/http/security/${name}`].every((path) => !existsSync(join(root, path))),
  );
  expect(missing).toEqual([]);
});

it('gives the limits that the server has', () => {
  const grouped = (value: number): string => value.toLocaleString('en-US');
  const { read, report, admin } = usualRates.most;
  expect(usualRates.window).toBe(10_000);
  for (const text of [
    `${grouped(read)} that read, ${grouped(report)} that report, ${grouped(admin)} that need`,
    `nested ${deepest} deep`,
    `${headerLimit / 1024} KiB`,
    `| ${mostStreams}, 256 `,
  ]) {
    expect(page).toContain(text);
  }
});
