/** Whether runs were made by the same code: runs of different code are not comparable. */
import { defineTexts } from '@attune/core/texts';
import type { RoundRow } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { git, recordProvenance, type RecordedProvenance } from '../launch/provenance.ts';

export const compareCodeTexts = defineTexts('compare-code', {
  moved:
    'the code has changed since this comparison began (commit {before}, now {now}): --again begins a new one, in which all runs use the same code',
  patched:
    'uncommitted changes have come or gone since this comparison began: --again begins a new one, in which all runs use the same code',
  launched:
    'the code has changed since round {round} compared these two (commit {before}, now {now}): the launch is recorded with the code of its evidence',
  launchedPatched:
    'uncommitted changes have come or gone since round {round} compared these two: the launch is recorded with the code of its evidence',
});

type Recorded = Pick<RecordedProvenance, 'commit' | 'patch'>;

/** What is not code: what Attune itself writes, and what a round is stored with anyway. */
const described = /^diff --git "?a\/(?:\S*\/)?(?:attune\.yaml|rounds\/)/;
const outside = [
  '.',
  ...['.attune', 'report.html', 'attune.yaml', 'rounds'].map((path) => `:(exclude)${path}`),
] as const;

/** Warns where the code is another one than when the comparison began; silent where there is no repository. */
export async function warnOfMovedCode(context: Context, directory: string, round: RoundRow): Promise<void> {
  const { moved, patched } = compareCodeTexts;
  await warn(context, directory, round, { moved, patched: () => patched() });
}

/** The same for a launch, which is recorded with the code of its evidence. */
export async function warnOfOtherCode(context: Context, directory: string, round: RoundRow): Promise<void> {
  await warn(context, directory, round, {
    moved: (told) => compareCodeTexts.launched({ round: round.number, ...told }),
    patched: () => compareCodeTexts.launchedPatched({ round: round.number }),
  });
}

interface Said {
  readonly moved: (told: { before: string; now: string }) => ReturnType<typeof compareCodeTexts.moved>;
  readonly patched: () => ReturnType<typeof compareCodeTexts.patched>;
}

async function warn(context: Context, directory: string, round: RoundRow, said: Said): Promise<void> {
  const before = codeOf(round.provenance);
  const now = await recordProvenance(directory);
  if (before?.commit == null || now.commit === null || (await sameCode(directory, before, now))) return;
  const short = (hash: string): string => hash.slice(0, 10);
  const message =
    codePatch(before.patch) === codePatch(now.patch)
      ? said.moved({ before: short(before.commit.hash), now: short(now.commit.hash) })
      : said.patched();
  context.progress({ kind: 'message', level: 'warning', message });
}

/** The code that a round was recorded with; null where nothing was recorded. */
export function codeOf(provenance: unknown): Recorded | null {
  if (typeof provenance !== 'object' || provenance === null) return null;
  const { commit = null, patch = null } = provenance as Partial<Recorded>;
  return { commit, patch };
}

/**
 * Whether two runs were made by the same code: the same uncommitted changes, and commits that differ at most in the project
 * file and round files, which a launch and a new round change. True where either is not known.
 */
export async function sameCode(directory: string, a: Recorded | null, b: Recorded | null): Promise<boolean> {
  if (a?.commit == null || b?.commit == null) return true;
  if (codePatch(a.patch) !== codePatch(b.patch)) return false;
  if (a.commit.hash === b.commit.hash) return true;
  const changed = await git(directory, ['diff', '--name-only', a.commit.hash, b.commit.hash, '--', ...outside]);
  return changed !== null && changed.trim() === '';
}

/** A patch without what it changes in the project file and round files. */
function codePatch(patch: string | null): string {
  return (patch ?? '')
    .split(/^(?=diff --git )/m)
    .filter((part) => !described.test(part))
    .join('');
}
