import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from './find-project.ts';

describe('finding the project file', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'attune-find-')));
  const inner = join(root, 'a', 'b');
  mkdirSync(inner, { recursive: true });
  mkdirSync(join(root, 'empty'));
  const file = join(root, 'attune.yaml');
  writeFileSync(file, 'attune: 1\n');
  writeFileSync(join(root, 'a', 'other.yaml'), 'attune: 1\n');

  it('takes the nearest one above', () => {
    expect(findProject(inner)).toBe(file);
    expect(findProject(root)).toBe(file);
    writeFileSync(join(root, 'a', 'attune.yaml'), 'attune: 1\n');
    expect(findProject(inner)).toBe(join(root, 'a', 'attune.yaml'));
  });

  it('takes the file or folder that is named, from where the user stands', () => {
    expect(findProject(inner, '../other.yaml')).toBe(join(root, 'a', 'other.yaml'));
    expect(findProject(inner, '../..')).toBe(file);
    expect(findProject('/', file)).toBe(file);
  });

  it('says what to do where there is none', () => {
    expect(() => findProject('/')).toThrow(
      'no attune.yaml in / or any folder above: run attune init to begin a project, or name one with --project',
    );
    expect(() => findProject(root, 'empty')).toThrow(
      'no attune.yaml in the folder empty: run attune init there to begin a project',
    );
    expect(() => findProject(root, 'nowhere.yaml')).toThrow(
      'there is no nowhere.yaml: check --project, or run attune init to begin a project',
    );
  });
});
