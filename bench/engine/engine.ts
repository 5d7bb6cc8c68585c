/**
 * What the engine costs: the time between two trials that do nothing, and how fast metrics become durable. Prints two
 * tables; fails where the median time between trials reaches 50 ms or fewer than 200,000 points a second are stored.
 *
 *   node bench/engine/engine.ts [directory]
 *
 * `directory` is on the disk to be measured (default: the system's for temporary files). `OPTUNA_PYTHON` names an
 * interpreter that can import optuna, whose `report()` is measured on the same disk in the same run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overheads } from './overhead.ts';
import { throughput } from './throughput.ts';

const goals = { overhead: 50, points: 200_000 };
const trials = 200;
const lines = 300_000;

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'attune-bench-'));
const missed: string[] = [];
try {
  console.log(`Time from a trial's end to the next one's start; ${trials} trials that report once.\n`);
  const rows = [['trials at a time', 'median', 'p90', 'worst', 'goal']];
  for (const slots of [1, 2]) {
    const times = (await overheads(directory, trials, slots)).toSorted((a, b) => a - b);
    const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
    rows.push([String(slots), ...[0.5, 0.9, 1].map((share) => `${at(share).toFixed(1)} ms`), `< ${goals.overhead} ms`]);
    if (!(at(0.5) < goals.overhead)) missed.push(`${at(0.5).toFixed(1)} ms between trials, ${slots} at a time`);
  }
  print(rows);

  const ours = await throughput(directory, lines);
  console.log(
    `\nFrom metrics.jsonl to durable in the store; ${thousands(ours.points)} points, four a line, ${ours.megabytes.toFixed(0)} MB.\n`,
  );
  if (!(ours.durable >= goals.points)) missed.push(`${thousands(ours.durable)} points/s`);
  const peers = optuna();
  const compared = (rate: number) => peers.map((peer) => ratio(rate / peer.rate));
  print([
    ['', 'points/s', 'goal', ...peers.map(({ name }) => `against ${name}`)],
    ['Attune, durable', thousands(ours.durable), `≥ ${thousands(goals.points)}`, ...compared(ours.durable)],
    ['Attune, judged and merged too', thousands(ours.judged), '', ...compared(ours.judged)],
    ...peers.map(({ name, rate }) => [name, thousands(rate), '', ...compared(rate)]),
  ]);
  if (peers.length === 0) console.log('\nOptuna is left out: OPTUNA_PYTHON names no interpreter that can import it.');
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const miss of missed) console.error(`missed: ${miss}`);
process.exitCode = missed.length === 0 ? 0 : 1;

function optuna(): readonly { readonly name: string; readonly rate: number }[] {
  const python = process.env['OPTUNA_PYTHON'] ?? '';
  if (python === '') return [];
  const program = join(import.meta.dirname, '../store/optuna_report.py');
  const { status, stdout } = spawnSync(python, [program, directory], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return [];
  return stdout
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', rate] = row.split('\t');
      return { name, rate: Number(rate) };
    });
}

function ratio(value: number): string {
  return `${value < 10 ? value.toPrecision(2) : thousands(value)} ×`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    );
  }
}
