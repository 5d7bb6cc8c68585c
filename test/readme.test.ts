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
