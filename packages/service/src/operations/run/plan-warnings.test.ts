import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../store/index.ts';
import { designRound, freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { tellWarnings } from './plan-warnings.ts';
import { openWorkspace } from '../workspace.ts';

let directory = '';
let told: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-warnings-'));
  told = [];
  mkdirSync(join(directory, 'rounds'));
  writeFileSync(
    join(directory, 'attune.yaml'),
    `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 10, step: epoch }
hyperparameters:
  lr: { range: [1e-4, 1], scale: log }
  batch-size: { values: [32, 64] }
  act: { values: [relu, gelu] }
baseline: { lr: 0.1, batch-size: 32, act: relu }
`,
  );
});

afterEach(() => rmSync(directory, { recursive: true }));

const context = (): Context => ({
  directory,
  clock: { now: () => 0, sleep: () => Promise.resolve() },
  environment: {},
  actor: 'test',
  progress: (event) => {
    if (event.kind === 'message') told.push(`${event.level}: ${event.message.text}`);
  },
  signal: new AbortController().signal,
});

function designed(text: string) {
  writeFileSync(join(directory, 'rounds/01-a.yaml'), text);
  const workspace = openWorkspace(context());
  return { workspace, round: designRound(workspace, { number: 1, name: 'a', file: 'rounds/01-a.yaml' }) };
}

const doubtful = `attune: 1
goal: compare
question: Which?
scientific: [act]
fixed: [lr]
budget: { trials: 20 }
`;

it('tells what doubts the conclusion before the round begins, and not once it has', async () => {
  const { workspace, round } = designed(doubtful);
  await tellWarnings(context(), null, workspace, round);
  expect(told).toEqual([
    'warning: lr is fixed at 0.1 while act is compared; instead: let lr vary: remove it from fixed, and fix something else where the budget is short',
    'warning: batch-size varies while every trial trains 10 epochs; instead: fix batch-size; or count train.max_steps in steps, the same for every batch size',
    'info: `attune round plan 1` says why',
  ]);
  const store = await openSqliteStore(join(workspace.storeDirectory, 'store.db'));
  await freezeRound(store, workspace, round, { actor: 'test', time: 0 });
  told = [];
  await tellWarnings(context(), store, workspace, round);
  expect(told).toEqual([]);
  await store.close();
});

it('keeps mere advice for the plan', async () => {
  const { workspace, round } = designed(doubtful.replace('fixed: [lr]', 'fixed: [batch-size]').replace('20', '21'));
  await tellWarnings(context(), null, workspace, round);
  expect(told).toEqual([]);
});
