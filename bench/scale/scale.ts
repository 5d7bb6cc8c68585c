/**
 * What a long history costs: `attune status` and `attune trials` as whole processes on a store of 10,000 trials × 100
 * points × 3 metrics. Prints a table; fails where a median reaches a second.
 *
 *   node bench/scale/scale.ts [directory]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillProject } from './fill.ts';

const trials = 10_000;
const points = 100;
const runs = 5;
const goal = 1000;

const commands: readonly (readonly string[])[] = [
  ['--version'],
  ['status'],
  ['status', '--json'],
  ['trials'],
  ['trials', '--json'],
  ['trials', '--sort', 'objective', '--limit', '10'],
];

const attune = join(import.meta.dirname, '../../packages/service/bin/attune.js');
const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'attune-bench-'));
let missed = false;
try {
  await fillProject(directory, trials, points);
  const megabytes = statSync(join(directory, '.attune', 'store.db')).size / 1e6;
  console.log(
    `${trials} trials × ${points} points × 3 metrics, ${megabytes.toFixed(0)} MB; median of ${runs} runs, worst, goal\n`,
  );
  for (const words of commands) {
    const times = Array.from({ length: runs }, () => milliseconds(words)).sort((a, b) => a - b);
    const median = times[Math.floor(runs / 2)] ?? Number.NaN;
    if (!(median < goal)) missed = true;
    const cells = [median, times.at(-1) ?? Number.NaN, goal].map((time) => `${time.toFixed(0).padStart(5)} ms`);
    console.log(`attune ${words.join(' ').padEnd(34)} ${cells.join('  ')}${median < goal ? '' : '  missed'}`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;

function milliseconds(words: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [attune, ...words, '--project', directory], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`attune ${words.join(' ')} ended with ${status ?? 'a signal'}: ${stderr}`);
  return performance.now() - began;
}
