import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { attemptPlace } from './attempt-place.ts';

let root: string;
const made = (...path: readonly string[]): string => {
  const directory = join(root, ...path);
  mkdirSync(directory, { recursive: true });
  return directory;
};

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'attune-place-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('is what the store names, where that is of this project', async () => {
  const directory = made('a', '.attune', 'trials', '0001', 'attempt-1');
  expect(await attemptPlace(join(root, 'a', '.attune'), directory)).toEqual({ kind: 'own', path: directory });
});

it('is the same place in a project that was copied, whether or not the first one is still there', async () => {
  const first = made('a', '.attune', 'trials', '0001', 'attempt-1');
  const copied = made('b', '.attune', 'trials', '0001', 'attempt-1');
  const store = join(root, 'b', '.attune');
  expect(await attemptPlace(store, first)).toEqual({ kind: 'own', path: copied });
  rmSync(join(root, 'a'), { recursive: true });
  expect(await attemptPlace(store, first)).toEqual({ kind: 'own', path: copied });
});

it('is nowhere, or refused where only another project has it or a link leads out', async () => {
  const first = made('a', '.attune', 'trials', '0001', 'attempt-1');
  const trial = made('b', '.attune', 'trials', '0001');
  const store = join(root, 'b', '.attune');
  expect(await attemptPlace(store, join(trial, 'attempt-1'))).toEqual({ kind: 'none' });
  expect(await attemptPlace(store, first)).toEqual({ kind: 'elsewhere' });
  symlinkSync(first, join(trial, 'attempt-1'));
  expect(await attemptPlace(store, join(trial, 'attempt-1'))).toEqual({ kind: 'elsewhere' });
});
