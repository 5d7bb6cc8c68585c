/** Which round a user means to run: one that is not finished, else the next round file. */
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { RoundRow } from '../store/index.ts';

export const roundChoiceTexts = defineTexts('round-choice', {
  none: 'there is no round file in rounds/: write one, such as rounds/01-first.yaml, or let `attune init` write it',
  allRan:
    'every round file has run: write the next one, such as rounds/{next}-….yaml (for a larger budget of a round that ran, or its failed trials again, name it: `attune run {last}`, `attune run {last} --retry-failed`)',
  unknown: 'there is no round {wanted} in rounds/: there are {existing}',
  compared:
    'round {number} is a comparison ({name}), which has no file: the same `attune compare` goes on with it, `attune report {number}` shows it',
  unnumbered: 'the round file {file} has no number: name it like 01-first.yaml, rounds are numbered by their files',
  twice: 'the round files {first} and {second} have the same number: renumber one of them',
});

export interface RoundFileName {
  readonly number: number;
  /** File name without number and ending: `first`. */
  readonly name: string;
  /** Relative to the project's folder. */
  readonly file: string;
}

/** The round files of a project in order of number. Throws `invalid` where numbers are missing or repeat. */
export async function roundFiles(directory: string): Promise<readonly RoundFileName[]> {
  const entries = await readdir(join(directory, 'rounds')).catch(() => []);
  const files = entries
    .filter((entry) => /\.ya?ml$/.test(entry))
    .map((entry) => numberedFile(join('rounds', entry)))
    .toSorted((a, b) => a.number - b.number);
  for (const [index, file] of files.entries()) {
    const next = files[index + 1];
    if (next?.number !== file.number) continue;
    throw new AttuneError('invalid', roundChoiceTexts.twice({ first: file.file, second: next.file }));
  }
  return files;
}

/** `wanted` is a number, a name or a path; without it: the unfinished round, else the first file that has not run. */
export async function chooseRound(
  directory: string,
  from: string,
  wanted: string | undefined,
  stored: readonly RoundRow[],
): Promise<RoundFileName> {
  const files = await roundFiles(directory);
  if (wanted !== undefined) return named(files, directory, from, wanted, stored);
  // Comparisons are rounds without a file, which `compare` runs.
  const ofFiles = stored.filter(({ resolved }) => resolved.comparison === undefined);
  const unfinished = ofFiles.find(({ status }) => status !== 'completed');
  const started = files.find(({ number }) => number === unfinished?.number);
  if (started !== undefined) return started;
  if (files.length === 0) throw new AttuneError('not-found', roundChoiceTexts.none());
  const fresh = files.find((file) => !ofFiles.some(({ number }) => number === file.number));
  if (fresh !== undefined) return fresh;
  const last = files.at(-1)?.number ?? 0;
  const next = nextNumber(files, stored);
  throw new AttuneError('not-found', roundChoiceTexts.allRan({ next: String(next).padStart(2, '0'), last }));
}

/** Behind every file and every stored round: comparisons have numbers and no files. */
export function nextNumber(files: readonly RoundFileName[], stored: readonly RoundRow[]): number {
  return Math.max(0, ...files.map(({ number }) => number), ...stored.map(({ number }) => number)) + 1;
}

function named(
  files: readonly RoundFileName[],
  directory: string,
  from: string,
  wanted: string,
  stored: readonly RoundRow[],
): RoundFileName {
  const path = relative(directory, resolve(from, wanted));
  const found = files.find(
    ({ number, name, file }) => String(number) === wanted.replace(/^0+/, '') || name === wanted || file === path,
  );
  if (found !== undefined) return found;
  const compared = stored.find(
    ({ number, resolved }) => String(number) === wanted && resolved.comparison !== undefined,
  );
  if (compared !== undefined) throw new AttuneError('conflict', roundChoiceTexts.compared(compared));
  const existing = files.length === 0 ? 'none' : files.map(({ file }) => basename(file)).join(', ');
  throw new AttuneError('not-found', roundChoiceTexts.unknown({ wanted, existing }));
}

/** What a round file's path says. Throws `invalid` where it has no number. */
export function numberedFile(file: string): RoundFileName {
  const [, digits, name] = /^0*(\d+)[-_. ]?(.*)\.ya?ml$/.exec(basename(file)) ?? [];
  if (digits === undefined || Number(digits) === 0)
    throw new AttuneError('invalid', roundChoiceTexts.unnumbered({ file }));
  return { number: Number(digits), name: name === undefined || name === '' ? digits : name, file };
}
