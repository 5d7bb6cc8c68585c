/**
 * What a report of a long round costs: `attune report` as a whole process, its page and figures written, on a round of
 * 1,000 trials × 1,000 points × 3 metrics; and how large the page of a round of 100 such trials is. Prints a table; fails
 * where a median reaches 3 s, or the page of 100 trials 2 MB.
 *
 *   node bench/report/report.ts [directory]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillProject } from '../scale/fill.ts';

const points = 1000;
const runs = 3;
const goal = 3000;
const goalBytes = 2_000_000;

const attune = join(import.meta.dirname, '../../packages/service/bin/attune.js');
const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'attune-bench-'));
let missed = false;
try {
  const [long, short] = [join(directory, 'long'), join(directory, 'short')];
  for (const project of [long, short]) mkdirSync(project);
  await fillProject(long, 1000, points);
  await fillProject(short, 100, points);
  console.log(`1000 trials × ${points} points × 3 metrics; median of ${runs} runs, worst, goal\n`);
  for (const words of [['report'], ['report', '--json']]) {
    const times = Array.from({ length: runs }, () => milliseconds(long, words)).sort((x, y) => x - y);
    const median = times[Math.floor(runs / 2)] ?? Number.NaN;
    if (!(median < goal)) missed = true;
    console.log(`attune ${words.join(' ').padEnd(16)} ${cell(median)}  ${cell(times.at(-1))}  ${cell(goal)}`);
  }
  milliseconds(short, ['report']);
  const bytes = statSync(join(short, 'report.html')).size;
  if (bytes >= goalBytes) missed = true;
  console.log(`\npage of 100 trials: ${(bytes / 1e6).toFixed(2)} MB, goal ${(goalBytes / 1e6).toFixed(2)} MB`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
process.exitCode = missed ? 1 : 0;

function cell(time: number | undefined): string {
  return `${(time ?? Number.NaN).toFixed(0).padStart(6)} ms`;
}

function milliseconds(project: string, words: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [attune, ...words, '--project', project], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`attune ${words.join(' ')} ended with ${status ?? 'a signal'}: ${stderr}`);
  return performance.now() - began;
}
