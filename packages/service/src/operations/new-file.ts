/** Writes a file that must not exist yet. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import type { Message } from '@attune/core/texts';

/** Makes its folder too. Throws `conflict`, saying `exists`, where the file exists, also where it came into being just now. */
export async function writeNewFile(path: string, text: string, exists: Message): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    const taken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw taken ? new AttuneError('conflict', exists, { cause }) : cause;
  }
}
