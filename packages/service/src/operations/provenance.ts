/** Where results come from: commit and uncommitted changes, versions, machine. Recorded with each round. */
import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import packageFile from '../../package.json' with { type: 'json' };

/** As stored with a round; what could not be found out is null. */
export interface RecordedProvenance {
  readonly commit: { readonly hash: string; readonly dirty: boolean } | null;
  /** Uncommitted changes to tracked files, as a patch; null where there are none or they are too long to keep. */
  readonly patch: string | null;
  readonly host: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** A patch longer than this is left out: it would hold data rather than code. */
const longestPatch = 1 << 20;

/** The project's folder without what Attune writes there itself. */
const scope = ['.', ':(exclude).attune', ':(exclude)report.html'];

export async function recordProvenance(directory: string): Promise<RecordedProvenance> {
  const hash = await git(directory, ['rev-parse', 'HEAD']);
  const status = await git(directory, ['status', '--porcelain', '--', ...scope]);
  const patch = await git(directory, ['diff', 'HEAD', '--', ...scope]);
  return {
    commit: hash === null ? null : { hash: hash.trim(), dirty: status !== null && status.trim() !== '' },
    patch: patch === null || patch === '' || patch.length > longestPatch ? null : patch,
    host: hostname(),
    platform: `${process.platform} ${process.arch}`,
    versions: { attune: packageFile.version, node: process.versions.node },
  };
}

async function git(directory: string, words: readonly string[]): Promise<string | null> {
  const run = promisify(execFile)('git', ['-C', directory, ...words], { maxBuffer: 8 * longestPatch });
  return run.then(
    ({ stdout }) => stdout,
    () => null,
  );
}
