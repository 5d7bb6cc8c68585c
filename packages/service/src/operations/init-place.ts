/** What stands where a project is to begin. */
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export async function kindOf(path: string): Promise<'file' | 'directory' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch {
    return 'nothing';
  }
}

/** Whether `directory` lies in a git repository. */
export async function inGit(directory: string): Promise<boolean> {
  for (let folder = directory; ; folder = dirname(folder)) {
    if ((await kindOf(join(folder, '.git'))) !== 'nothing') return true;
    if (dirname(folder) === folder) return false;
  }
}
