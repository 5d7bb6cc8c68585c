/** Files that others may be reading: they see the old content or the new, never a part. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { reportTexts } from './texts.ts';

/** Writes beside `path`, then renames over it. Throws `unavailable` where the folder is missing or closed to us. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('unavailable', reportTexts.cannotWrite({ path, reason }), { cause });
  }
}
