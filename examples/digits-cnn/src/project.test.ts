/** attune.yaml says what the training program expects; the program's own tests run where PyTorch is installed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { argumentsOf } from '@attune/core/space';
import { readProject } from '@attune/service/project';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const { project, warnings } = readProject(`${folder}attune.yaml`);
const source = (name: string) => readFileSync(`${folder}src/${name}.py`, 'utf8');

test('the project is read without a warning, and counts its examples rightly', () => {
  expect(warnings).toEqual([]);
  const [, train, valid] = /SIZES = \{"train": (\d+), "valid": (\d+)/.exec(source('digits')) ?? [];
  expect(project.examples).toEqual({ train: Number(train), valid: Number(valid), classes: 10 });
});

test('the program’s defaults are the baseline', () => {
  const defaults = Object.fromEntries(
    [...source('options').matchAll(/"--(\w+)".*default="?([^",]+)"?/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  expect(Object.keys(defaults)).toHaveLength(8);
  for (const { arg, value } of argumentsOf(project.space, project.baseline)) {
    expect(typeof value === 'number' ? Number(defaults[arg]) : defaults[arg], arg).toBe(value);
  }
});

const python = [`${folder}.venv/bin/python`, 'python3'].find(
  (candidate) => spawnSync(candidate, ['-c', 'import numpy, torch']).status === 0,
);
const missing = 'examples/digits-cnn: no Python with torch and numpy, neither in its .venv nor as python3';
if (python === undefined) console.log(`skipped: ${missing}`);

test('Python: the training program passes its tests', ({ skip }) => {
  skip(python === undefined, missing);
  const words = ['-B', '-m', 'unittest', 'discover', '-s', 'src'];
  const run = spawnSync(python ?? '', words, { cwd: folder, encoding: 'utf8' });
  expect(run.status, run.stderr).toBe(0);
});
