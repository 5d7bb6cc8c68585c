/** Both clients write lines that Attune's reader takes as contract/measurements.json says; the Python one tests itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTrial } from './index.ts';

interface Fixture {
  readonly about: string;
  readonly expect: {
    readonly measurement: {
      readonly step: number;
      readonly metrics: readonly (readonly [string, number | string])[];
    } | null;
  };
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const fixtures = JSON.parse(readFileSync(join(root, 'contract/measurements.json'), 'utf8')) as readonly Fixture[];
const reportable = fixtures.flatMap(({ about, expect: { measurement } }) =>
  measurement === null || measurement.metrics.length === 0 ? [] : [{ about, ...measurement }],
);

test('the contract has measurements to report', () => expect(reportable.length).toBeGreaterThan(5));

test.each(reportable)('TypeScript: $about', ({ step, metrics }) => {
  const printed: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'attune-train-test-'));
  const host = {
    environment: {},
    print: (line: string) => void printed.push(line),
    warn: () => undefined,
    now: () => 1,
  };
  const trial = openTrial({ directory }, host);
  rmSync(directory, { recursive: true });
  trial.report(step, Object.fromEntries(metrics.map(([name, value]) => [name, Number(value)])));
  expect(JSON.parse(printed.join(''))).toEqual({ step, time: 1, ...Object.fromEntries(metrics) });
});

test('Python: python/test_attune.py passes', ({ skip }) => {
  skip(spawnSync('python3', ['--version']).status !== 0, 'there is no python3 on the PATH');
  const run = spawnSync('python3', ['-B', '-m', 'unittest', 'discover', 'python'], { cwd: root, encoding: 'utf8' });
  expect(run.stderr).toMatch(/Ran \d{2,} tests[^]*\nOK\n$/);
  expect(run.status).toBe(0);
});
