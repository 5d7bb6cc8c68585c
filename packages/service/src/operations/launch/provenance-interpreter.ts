/** Which Python runs a training command, and with which packages: asked once a round, bounded in time. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from '@attune/core/study';
import { parseCommand } from '../../protocol/index.ts';

export interface RecordedInterpreter {
  /** As the command names it. */
  readonly command: string;
  /** `3.12.4`. */
  readonly version: string;
  /** With compiler and date, as `python -VV` prints it. */
  readonly full: string;
  /** `pip freeze`, sorted lines; null where pip is missing, took too long, or said too much to keep. */
  readonly packages: string | null;
  /** SHA-256 of the packages, to tell two environments apart. */
  readonly packagesHash: string | null;
}

/** Milliseconds; an interpreter on a slow disk takes a few seconds, and a round waits no longer for this. */
const patience = 15_000;
/** A list of packages longer than this is left out. */
const longest = 1 << 18;

/** Null where the command's first word is no Python, a set-up may choose another, or it does not answer. */
export async function interpreterOf(
  directory: string,
  { command, setup }: Project['train'],
): Promise<RecordedInterpreter | null> {
  const word = interpreterWord(firstWord(command), setup);
  if (word === null) return null;
  // A path is meant from the project's folder, and a bare name from PATH.
  const program = word.includes('/') && !isAbsolute(word) ? join(directory, word) : word;
  const [full, frozen] = await Promise.all([
    printed(directory, program, ['-VV']),
    printed(directory, program, ['-m', 'pip', '--disable-pip-version-check', 'freeze']),
  ]);
  const version = full === null ? undefined : /Python (\S+)/.exec(full)?.[1];
  if (full === null || version === undefined) return null;
  const packages = frozen === null ? null : sortedLines(frozen);
  return {
    command: word,
    version,
    full: full.trim().replaceAll('\n', ' '),
    packages,
    packagesHash: packages === null ? null : createHash('sha256').update(packages).digest('hex'),
  };
}

/** With a set-up only where that does nothing but activate a virtual environment: others are not run just to look. */
function interpreterWord(word: string | undefined, setup: string | undefined): string | null {
  if (word === undefined || !/^python[\d.]*(\.exe)?$/.test(basename(word))) return null;
  if (setup === undefined) return word;
  const activated = /^\s*(?:\.|source)\s+([\w./~-]+\/bin)\/activate\s*$/.exec(setup)?.[1];
  return activated === undefined || word.includes('/') ? null : join(activated, word);
}

/** Where no macro is part of it. */
function firstWord(command: Project['train']['command']): string | undefined {
  const [piece, ...others] = parseCommand(command).template.words[0] ?? [];
  return piece?.kind === 'text' && others.length === 0 ? piece.text : undefined;
}

function sortedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .toSorted()
    .join('\n');
}

async function printed(directory: string, program: string, words: readonly string[]): Promise<string | null> {
  const options = { cwd: directory, timeout: patience, maxBuffer: longest, killSignal: 'SIGKILL' as const };
  return promisify(execFile)(program, words, options).then(
    ({ stdout }) => stdout,
    () => null,
  );
}
