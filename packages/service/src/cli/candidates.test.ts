import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { defineOperation, documentOf, inputOf, type Context, type Operation } from '../operations/operation.ts';
import { operationNamed } from '../operations/registry.ts';
import { candidates } from './candidates.ts';

const context: Context = {
  directory: mkdtempSync(join(tmpdir(), 'attune-candidates-')),
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  environment: {},
  actor: 'test',
  progress: () => undefined,
  signal: new AbortController().signal,
};

const listing = defineOperation({
  name: 'trials',
  summary: 'List trials',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('trials', { trials: Type.Array(Type.Object({ trial: Type.Integer() })) }),
  run: () => Promise.resolve({ schema: 'trials/1' as const, trials: [{ trial: 3 }, { trial: 11 }] }),
});

it('are the numbers of trials', async () => {
  expect(
    await candidates('trial', context, (name) => (name === 'trials' ? (listing as Operation) : undefined)),
  ).toEqual(['3', '11']);
});

it('are none for a kind that nobody knows', async () => {
  expect(await candidates('colour', context)).toEqual([]);
});

describe.each(['trial', 'round'])('of a %s', (kind) => {
  it('are none where there is no project', async () => {
    expect(await candidates(kind, context)).toEqual([]);
  });

  it('are none where the project file is broken', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'attune-candidates-'));
    writeFileSync(join(directory, 'attune.yaml'), 'a: [');
    expect(await candidates(kind, { ...context, directory })).toEqual([]);
  });
});

it('come from operations that exist, from properties that they have', () => {
  const trials = operationNamed('trials');
  const status = operationNamed('status');
  expect(Object.keys(trials?.result ? (Reflect.get(trials.result, 'properties') as object) : {})).toContain('trials');
  expect(Object.keys(status?.result ? (Reflect.get(status.result, 'properties') as object) : {})).toContain('rounds');
});
