/** Whether the code that trains has changed since a comparison began: runs of different code are not comparable. */
import { defineTexts } from '@attune/core/texts';
import type { RoundRow } from '../store/index.ts';
import type { Context } from './operation.ts';
import { recordProvenance, type RecordedProvenance } from './provenance.ts';

export const compareCodeTexts = defineTexts('compare-code', {
  moved:
    'the code has changed since this comparison began (commit {before}, now {now}): --again begins a new one, in which all runs use the same code',
  patched:
    'uncommitted changes have come or gone since this comparison began: --again begins a new one, in which all runs use the same code',
});

/** Warns where the commit, or what is not committed, is another one; silent where there is no repository. */
export async function warnOfMovedCode(context: Context, directory: string, round: RoundRow): Promise<void> {
  const before = round.provenance as Partial<RecordedProvenance> | null;
  const now = await recordProvenance(directory);
  if (before?.commit == null || now.commit === null) return;
  const short = (hash: string): string => hash.slice(0, 10);
  const message =
    before.commit.hash !== now.commit.hash
      ? compareCodeTexts.moved({ before: short(before.commit.hash), now: short(now.commit.hash) })
      : before.patch !== now.patch
        ? compareCodeTexts.patched()
        : null;
  if (message !== null) context.progress({ kind: 'message', level: 'warning', message });
}
