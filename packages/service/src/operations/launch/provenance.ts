/** Where results come from: commit and uncommitted changes, versions, machine. Recorded with each round. */
import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import type { Project } from '@attune/core/study';
import packageFile from '../../../package.json' with { type: 'json' };
import { interpreterOf, type RecordedInterpreter } from './provenance-interpreter.ts';

/** As stored with a round; what could not be found out is null. */
export interface RecordedProvenance {
  readonly commit: { readonly hash: string; readonly dirty: boolean } | null;
  /** Uncommitted changes to tracked files, as a patch; null where there are none or they are too long to keep. */
  readonly patch: string | null;
  /** What of the uncommitted changes the patch lacks; absent where a round was recorded without it. */
  readonly unkept?: { readonly untracked: readonly string[]; readonly tooLong: boolean };
  readonly host: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Of a Python program: what runs it, with its packages; null where the command does not name it, or it told nothing. */
  readonly interpreter: RecordedInterpreter | null;
}

/** A patch longer than this is left out: it would hold data rather than code. */
const longestPatch = 1 << 20;

/**
 * The project's folder without what is Attune's: its outputs, and attune.yaml and the rounds, which the store holds as they
 * were when a round was frozen. A new round file or a launch is no change of the program.
 */
const scope = [
  '.',
  ...['.attune', 'report*.html', 'rerun', 'attune.yaml', 'rounds'].map((path) => `:(exclude)${path}`),
];

/** New files that are named. */
const mostNamed = 20;

/** Never fails. `train`: what is run, where its interpreter is to be asked too. */
export async function recordProvenance(directory: string, train?: Project['train']): Promise<RecordedProvenance> {
  const [hash, status, patch, interpreter] = await Promise.all([
    git(directory, ['rev-parse', 'HEAD']),
    git(directory, ['status', '--porcelain', '--', ...scope]),
    git(directory, ['diff', 'HEAD', '--', ...scope]),
    train === undefined ? null : interpreterOf(directory, train),
  ]);
  const changed = (status ?? '').split('\n').filter((line) => line !== '');
  const untracked = changed.flatMap((line) => (line.startsWith('?? ') ? [line.slice(3)] : []));
  const tooLong = patch !== null && patch.length > longestPatch;
  return {
    commit: hash === null ? null : { hash: hash.trim(), dirty: changed.length > 0 },
    patch: patch === null || patch === '' || tooLong ? null : patch,
    ...(hash === null ? {} : { unkept: { untracked: untracked.slice(0, mostNamed), tooLong } }),
    host: hostname(),
    platform: `${process.platform} ${process.arch}`,
    versions: {
      attune: packageFile.version,
      node: process.versions.node,
      ...(interpreter === null ? {} : { python: interpreter.version }),
    },
    interpreter,
  };
}

/** What it prints; null where git, the folder or a commit is missing. */
export async function git(directory: string, words: readonly string[]): Promise<string | null> {
  const run = promisify(execFile)('git', ['-C', directory, ...words], { maxBuffer: 8 * longestPatch });
  return run.then(
    ({ stdout }) => stdout,
    () => null,
  );
}
