import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from './write-atomically.ts';

describe('writeAtomically', () => {
  it('replaces the file and leaves nothing else behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'attune-write-'));
    const path = join(folder, 'report.html');
    writeAtomically(path, 'old');
    writeAtomically(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('says which file it cannot write, and why', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'attune-write-'));
    const path = join(folder, 'missing', 'report.html');
    expect(() => writeAtomically(path, 'x')).toThrow(
      /^cannot write .*missing\/report\.html: there is no folder .*missing; create it first$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
