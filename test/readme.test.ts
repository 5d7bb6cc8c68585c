/** The files that the README shows are taken by the command that it names. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

it('shows a project and a round that `attune check` accepts', () => {
  const [project = '', round = ''] = [...readFileSync(path('README.md'), 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text = '']) => text,
  );
  const directory = mkdtempSync(join(tmpdir(), 'attune-readme-'));
  try {
    mkdirSync(join(directory, 'rounds'));
    writeFileSync(join(directory, 'attune.yaml'), project);
    writeFileSync(join(directory, 'rounds/01-first.yaml'), round);
    const attune = path('packages/service/bin/attune.js');
    const { status, stdout } = spawnSync(process.execPath, [attune, 'check', '--files-only', '--json'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect({ status, stdout }).toMatchObject({ status: 0 });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it('names the Node that installs a clone, and the one that Attune itself needs, as the files do that enforce them', () => {
  const text = (name: string): string => readFileSync(path(name), 'utf8');
  const numbers = (from: string, pattern: RegExp) => [
    ...new Set([...from.matchAll(pattern)].map(([, number]) => number)),
  ];
  const { engines } = JSON.parse(text('package.json')) as { readonly engines: { readonly node: string } };
  const installs = numbers(engines.node, /^>=(\d+)$/g);
  const needed = numbers(text('packages/service/bin/attune.js'), /^const oldest = (\d+);$/gm);
  expect([installs.length, needed.length]).toEqual([1, 1]);
  expect(numbers(text('README.md'), /(?:with|and) Node (\d+) or newer/g)).toEqual(installs);
  expect(numbers(text('docs/tutorial.md'), /Node (\d+) or newer/g)).toEqual(installs);
  expect(numbers(text('README.md'), /(?:older than|runs on Node) (\d+)/g)).toEqual(needed);
});
