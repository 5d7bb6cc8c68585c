import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TrialDefaults, type TrialHost, openTrial } from './index.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-train-test-'));
  writeFileSync(join(directory, 'params.json'), '{"learning_rate": 0.1, "optimizer": "adam", "nesterov": false}');
});

afterEach(() => rmSync(directory, { recursive: true }));

describe('under Attune', () => {
  test('takes everything from the environment and params.json', () => {
    const { trial } = opened({
      ATTUNE_PROTOCOL: '1',
      ATTUNE_DIR: directory,
      ATTUNE_SEED: '42',
      ATTUNE_MAX_STEPS: '2000',
      ATTUNE_UNTIL_STEP: '500',
      ATTUNE_EVAL_EVERY: '25',
      ATTUNE_RESUME: '/data/step-250',
    });
    expect(trial).toMatchObject({
      parameters: { learning_rate: 0.1, optimizer: 'adam', nesterov: false },
      seed: 42,
      maxSteps: 2000,
      untilStep: 500,
      evalEvery: 25,
      directory,
      resumeFrom: '/data/step-250',
      rank: 0,
    });
  });

  test('an attempt never goes beyond the horizon, and ends there unless told otherwise', () => {
    const environment = { ATTUNE_DIR: directory, ATTUNE_MAX_STEPS: '100' };
    expect(opened(environment).trial.untilStep).toBe(100);
    expect(opened({ ...environment, ATTUNE_UNTIL_STEP: '300' }).trial.untilStep).toBe(100);
  });

  test('appends one line for each measurement, in the protocol’s words for what JSON lacks', () => {
    const { trial, printed } = opened({ ATTUNE_DIR: directory });
    trial.report(0, { 'train/loss': 2.5 });
    trial.report(50, { 'train/loss': NaN, 'valid/loss': Infinity, lr: -Infinity }, { time: 1.5 });
    expect(lines()).toEqual([
      '{"step":0,"time":1000.25,"train/loss":2.5}',
      '{"step":50,"time":1.5,"train/loss":"NaN","valid/loss":"Infinity","lr":"-Infinity"}',
    ]);
    expect(printed).toEqual([]);
  });

  test('announces checkpoints by absolute path, and infeasibility at the last reported step', () => {
    const { trial } = opened({ ATTUNE_DIR: directory });
    trial.checkpoint(100, 'step-100');
    trial.report(120, { 'valid/loss': 1 });
    trial.infeasible('the loss is not finite');
    expect(lines()).toEqual([
      `{"step":100,"time":1000.25,"checkpoint":${JSON.stringify(resolve('step-100'))}}`,
      '{"step":120,"time":1000.25,"valid/loss":1}',
      '{"step":120,"time":1000.25,"infeasible":"the loss is not finite"}',
    ]);
  });

  test.each(['RANK', 'SLURM_PROCID', 'OMPI_COMM_WORLD_RANK', 'PMI_RANK', 'PMIX_RANK'])(
    'only rank 0 writes, by %s',
    (variable) => {
      const other = opened({ ATTUNE_DIR: directory, [variable]: '3' }).trial;
      other.report(1, { lr: 1 });
      other.checkpoint(1, 'x');
      other.infeasible('x');
      expect(other.rank).toBe(3);
      opened({ ATTUNE_DIR: directory, [variable]: '0' }).trial.report(2, { lr: 1 });
      expect(lines()).toEqual(['{"step":2,"time":1000.25,"lr":1}']);
    },
  );

  test('the launcher’s rank counts before the scheduler’s', () => {
    expect(opened({ RANK: '0', SLURM_PROCID: '5' }, { directory }).trial.rank).toBe(0);
  });
});

describe('refusals', () => {
  test.each([
    [{ ATTUNE_PROTOCOL: '2' }, 'ATTUNE_PROTOCOL is "2" and this client speaks version 1'],
    [{ ATTUNE_SEED: 'abc' }, 'ATTUNE_SEED is "abc"; it must be a whole number, 0 or more'],
    [{ ATTUNE_SEED: '-1' }, 'ATTUNE_SEED is "-1"; it must be a whole number, 0 or more'],
    [{ ATTUNE_MAX_STEPS: '0' }, 'ATTUNE_MAX_STEPS is "0"; it must be a whole number, 1 or more'],
    [{ ATTUNE_EVAL_EVERY: '1e2' }, 'ATTUNE_EVAL_EVERY is "1e2"; it must be a whole number, 1 or more'],
  ])('of the environment %o', (environment, message) => {
    expect(() => opened(environment, { directory })).toThrow(message);
  });

  test.each([
    ['{"a": [1]}', 'gives a as a list or an object'],
    ['[1]', 'params.json cannot be read as a JSON object: it holds something else'],
    ['{', 'params.json cannot be read as a JSON object'],
  ])('of the parameters %s', (content, message) => {
    writeFileSync(join(directory, 'params.json'), content);
    expect(() => opened({ ATTUNE_DIR: directory })).toThrow(message);
  });

  test('of steps, names and values that the protocol cannot hold; nothing is written', () => {
    const { trial, printed } = opened({}, { directory });
    expect(() => trial.report(0.5, { lr: 1 })).toThrow('step is 0.5; a step is a whole number, 0 or more');
    expect(() => trial.report(-1, { lr: 1 })).toThrow('step is -1');
    expect(() => trial.report(1, { time: 1 })).toThrow('a metric cannot be named "time"');
    expect(() => trial.report(1, { lr: '1' as unknown as number })).toThrow('metric lr is not a number');
    expect(printed).toEqual([]);
  });
});

describe('outside Attune', () => {
  test('runs on its defaults, prints its measurements and says where files go', () => {
    const { trial, printed, warned } = opened(
      {},
      { seed: 3, maxSteps: 40, evalEvery: 4, directory, parameters: { lr: 0.5 } },
    );
    expect(trial).toMatchObject({ parameters: { lr: 0.5 }, seed: 3, maxSteps: 40, untilStep: 40, evalEvery: 4 });
    expect(trial.resumeFrom).toBeNull();
    trial.report(4, { 'valid/loss': 0.25 });
    expect(printed).toEqual(['{"step":4,"time":1000.25,"valid/loss":0.25}\n']);
    expect(warned).toEqual([`not started by Attune: measurements go to stdout, files to ${directory}\n`]);
  });

  test('evaluates every 5 % of the steps unless told otherwise', () => {
    expect(opened({}, { directory, maxSteps: 400 }).trial.evalEvery).toBe(20);
    expect(opened({}, { directory, maxSteps: 10 }).trial.evalEvery).toBe(1);
  });
});

test('seeds for purposes differ by purpose and host, are the same for all languages, and lie in [0, 2³¹)', () => {
  const { cases } = JSON.parse(readFileSync(new URL('../../fixtures/seeds.json', import.meta.url), 'utf8')) as {
    cases: readonly { seed: number; purpose: string; host: number; expect: number }[];
  };
  for (const { seed, purpose, host, expect: expected } of cases) {
    expect(opened({}, { directory, seed }).trial.seedFor(purpose, host)).toBe(expected);
  }
  expect(cases.length).toBeGreaterThan(3);
});

function opened(environment: Readonly<Record<string, string>>, defaults: TrialDefaults = {}) {
  const printed: string[] = [];
  const warned: string[] = [];
  const host: TrialHost = {
    environment,
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    now: () => 1000.25,
  };
  return { trial: openTrial(defaults, host), printed, warned };
}

function lines(): readonly string[] {
  return readFileSync(join(directory, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
}
