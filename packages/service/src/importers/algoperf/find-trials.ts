/** The trial folders of AlgoPerf logs below any folder: `SUBMISSION/study_K/WORKLOAD/trial_N`. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readError } from '../text-lines.ts';

export interface TrialFolder {
  /** Absolute. */
  readonly path: string;
  /** The folder of the submission, absolute. */
  readonly submission: string;
  /** As in `study_3`; empty where no folder says so. */
  readonly study: string;
  /** With its framework: `wmt_jax`. */
  readonly workload: string;
  readonly trial: string;
  /** The file with its measurements, absolute. */
  readonly measurements: string;
}

/** In preference: the first also holds the minibatch's loss, the second only evaluations. */
const files = ['measurements.csv', 'eval_measurements.csv'] as const;

/** Deeper than any such log lies: keeps a search from the root of a disk from running on. */
const deepest = 12;

/** Trial folders in natural order of their paths, `path` itself among them. Throws where `path` cannot be read. */
export function* trialFolders(path: string): Generator<TrialFolder> {
  if (!statOf(path).isFile()) yield* search(path, deepest, new Set());
  else if (files.some((name) => name === basename(path))) yield trialFolder(dirname(path), path);
}

function* search(folder: string, depth: number, seen: Set<string>): Generator<TrialFolder> {
  const real = realpathSync(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = list(folder);
  const file = files.find((name) => entries.includes(name));
  if (file !== undefined) yield trialFolder(folder, join(folder, file));
  if (depth === 0) return;
  for (const name of entries.toSorted(natural)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const inner = join(folder, name);
    if (statSync(inner, { throwIfNoEntry: false })?.isDirectory() === true) yield* search(inner, depth - 1, seen);
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw readError(folder, cause);
  }
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (cause) {
    throw readError(path, cause);
  }
}

/** A folder between submission and workload that is not named `study_K` is taken as the submission. */
function trialFolder(path: string, measurements: string): TrialFolder {
  const workload = dirname(path);
  const above = dirname(workload);
  const isStudy = /^study_\d+$/.test(basename(above));
  return {
    path,
    submission: isStudy ? dirname(above) : above,
    study: isStudy ? basename(above) : '',
    workload: basename(workload),
    trial: basename(path),
    measurements,
  };
}

const collator = new Intl.Collator('en', { numeric: true });

function natural(a: string, b: string): number {
  return collator.compare(a, b);
}

/**
 * The name of each trial's round, by the trial's path: `SUBMISSION/WORKLOAD`, with folders above the submission where two
 * submissions have one name.
 */
export function roundNames(folders: readonly TrialFolder[]): ReadonlyMap<string, string> {
  const named = (folder: TrialFolder, parts: number): string =>
    [...folder.submission.split('/').slice(-parts), folder.workload].join('/');
  const submissions = Map.groupBy(folders, (folder) => named(folder, 1));
  const names = [...submissions.values()].flatMap((same) => {
    const places = new Set(same.map(({ submission }) => submission)).size;
    let parts = 1;
    while (new Set(same.map((folder) => named(folder, parts))).size < places && parts < deepest) parts += 1;
    return same.map((folder) => [folder.path, named(folder, parts)] as const);
  });
  return new Map(names);
}
