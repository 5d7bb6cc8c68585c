/** The uncommitted changes that a round ran with, as they were recorded: what `git apply` takes. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { RoundRow } from '../../store/index.ts';
import type { RecordedProvenance } from '../launch/provenance.ts';

export const patchTexts = defineTexts('export-patch', {
  noCommit: 'round {round} has no patch: its project was in no git repository with a commit when it ran',
  clean:
    'round {round} has no patch: it ran from commit {commit} without uncommitted changes of the program (attune.yaml and the round are in the store as they were)',
  notKept:
    'round {round} has no patch: it ran from commit {commit} with uncommitted changes that were not kept, since they were new files or too long',
  untracked:
    'round {round} has no patch: it ran from commit {commit} without changes to tracked files; of files that git does not know ({files}) only the names are kept: `git add` them before a round',
  tooLong:
    'round {round} has no patch: the changes since commit {commit} were longer than a megabyte, which is data rather than code, and were not kept',
});

/** Throws `not-found` where there is none, with the reason. */
export function patchOf({ number: round, provenance }: RoundRow): string {
  const { commit, patch, unkept } = (provenance ?? {}) as Partial<RecordedProvenance>;
  if (typeof patch === 'string' && patch !== '') return patch;
  if (commit === undefined || commit === null) throw new AttuneError('not-found', patchTexts.noCommit({ round }));
  const values = { round, commit: commit.hash };
  if (unkept?.tooLong === true) throw new AttuneError('not-found', patchTexts.tooLong(values));
  if (unkept !== undefined && unkept.untracked.length > 0) {
    const files = unkept.untracked.join(', ');
    throw new AttuneError('not-found', patchTexts.untracked({ ...values, files }));
  }
  const told = commit.dirty ? patchTexts.notKept : patchTexts.clean;
  throw new AttuneError('not-found', told({ round, commit: commit.hash }));
}
