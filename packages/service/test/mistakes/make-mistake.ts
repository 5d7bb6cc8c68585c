/** Makes a mistake for real: files in a folder of its own, the command line in this process, trials in theirs. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { allCommands } from '../../src/cli/commands/index.ts';
import { main } from '../../src/cli/main.ts';
import { terminalOf } from '../../src/cli/terminal.ts';
import { recordedOutput } from '../../src/cli/testing/host.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Mistake } from './mistake.ts';
import { sampleFiles } from './sample.ts';

export interface Answer {
  readonly status: number;
  /** What was printed, on standard output and on standard error; `PROJECT` in place of the folder's path. */
  readonly out: string;
  readonly error: string;
  /** What the command changed in the folder and its store. */
  readonly changed: readonly string[];
}

/** Writes the sample project. */
export function writeSample(folder: string): void {
  writeFiles(folder, sampleFiles);
}

/** Runs the mistake in a folder that holds the sample project. */
export async function makeMistake(mistake: Mistake, folder: string): Promise<Answer> {
  for (const { file, of, to } of mistake.edits ?? []) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (text.split(of).length !== 2) throw new Error(`${file} holds ${JSON.stringify(of)} not exactly once`);
    writeFileSync(
      path,
      text.replace(of, () => to),
    );
  }
  for (const file of mistake.removed ?? []) rmSync(join(folder, file), { recursive: true });
  writeFiles(folder, mistake.files ?? {});
  mistake.spoil?.(folder);

  const before = contents(folder);
  const { status, out, error } = await attune(mistake.command, folder);
  return { status, out, error, changed: changes(before, contents(folder)) };
}

/** The command line as `bin/attune.js` starts it, with what it prints caught. */
export async function attune(
  words: readonly string[],
  folder: string,
): Promise<{ readonly status: number; readonly out: string; readonly error: string }> {
  const out = recordedOutput();
  const error = recordedOutput();
  const host = {
    terminal: terminalOf(out, error),
    directory: folder,
    // Whatever this machine has, no GPU is to be seen.
    environment: { ...process.env, CUDA_VISIBLE_DEVICES: '' },
    clock: systemClock,
    actor: 'cli:test',
    signal: new AbortController().signal,
  };
  const status = await main(words, host, await allCommands());
  const shown = (text: string): string => text.replaceAll(folder, 'PROJECT');
  return { status, out: shown(out.text()), error: shown(error.text()) };
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Everything in the folder by path; the store by its rows, since a database's file changes by being looked at. */
function contents(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('**/*', { cwd: folder }).concat(globSync('.attune/**/*', { cwd: folder }))) {
    const path = join(folder, file);
    if (/store\.db-(?:wal|shm)$/.test(file) || statSync(path).isDirectory()) continue;
    if (file === '.attune/store.db' && isDatabase(path)) for (const [name, text] of rowsOf(path)) found.set(name, text);
    else found.set(file, readFileSync(path, 'latin1'));
  }
  return found;
}

function isDatabase(path: string): boolean {
  return readFileSync(path, 'latin1').startsWith('SQLite format 3');
}

/** Each table's rows; but nothing of the lease, which every engine takes and gives back. */
function rowsOf(path: string): readonly (readonly [string, string])[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => name !== 'lease');
    return tables.map((name) => [
      `store: ${name}`,
      JSON.stringify(
        database
          .prepare(`select * from "${name}"`)
          .all()
          .filter(({ kind }) => !String(kind).startsWith('lease.')),
      ),
    ]);
  } finally {
    database.close();
  }
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .toSorted();
}

/** A copy of a folder that was prepared before. */
export function copyFolder(from: string, to: string): void {
  if (existsSync(to)) throw new Error(`${to} exists`);
  cpSync(from, to, { recursive: true });
}
