import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTail } from './log-tail.ts';

/** As dash and bash name the place of what they could not run. */
it.each([
  ['/a/launch.sh: 42: trian: not found', 'trian: not found'],
  ['/a/launch.sh: 42: exec: trian: not found', 'trian: not found'],
  ['/a b/launch.sh: line 42: trian: not found', 'trian: not found'],
  ['/a/attempt-1/setup.sh: 1: exec: trian: not found', 'trian: not found'],
  ['/a/attempt-1/setup.sh: line 1: exec: trian: not found', 'trian: not found'],
  // What a setup itself says keeps its place.
  ['/a/attempt-1/setup.sh: 2: modul: not found', '/a/attempt-1/setup.sh: 2: modul: not found'],
])('the tail of a log says %s as %s', async (line, words) => {
  const directory = await mkdtemp(join(tmpdir(), 'attune-tail-'));
  await writeFile(join(directory, 'stderr'), `first\n${line}\n`);
  expect(await readTail(join(directory, 'stderr'))).toBe(`first\n${words}\n`);
  await rm(directory, { recursive: true });
});
