/** Writes a file as a whole: a reader, or a machine that stops halfway, sees the old content or the new, never a part. */
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';

export const filesTexts = defineTexts('files', {
  cannotWrite: 'cannot write {path}: {reason}',
  noFolder: 'cannot write {path}: there is no folder {folder}; create it first',
});

/**
 * Writes beside the file and renames over it; links are followed and permissions kept. Throws `unavailable` where the
 * folder is missing or closed to us.
 */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  let temporary: string | undefined;
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    const target = existing === undefined ? path : realpathSync(path);
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    const file = openSync(temporary, 'w');
    try {
      // Not at opening, where the user's mask would take permissions away.
      if (existing !== undefined) fchmodSync(file, existing.mode);
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (cause) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw new AttuneError('unavailable', refusal(path, cause), { cause });
  }
}

function refusal(path: string, cause: unknown): Message {
  const folder = dirname(path);
  if (!existsSync(folder)) return filesTexts.noFolder({ path, folder });
  return filesTexts.cannotWrite({ path, reason: cause instanceof Error ? cause.message : String(cause) });
}
