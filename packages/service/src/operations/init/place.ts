/** What stands where a project is to begin. */
import { stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { projectSchemaName } from '../../project/index.ts';

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

/**
 * The folder of the published schemas seen from `directory`, where the package is installed for it as Node would look for
 * it; undefined elsewhere: a path into this machine's global packages would hold for nobody else.
 */
export async function schemaFolder(directory: string): Promise<string | undefined> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const schemas = join(folder, 'node_modules/@attune/service/schemas');
    if ((await kindOf(join(schemas, projectSchemaName))) === 'file') {
      return relative(directory, schemas).replaceAll('\\', '/');
    }
    if (dirname(folder) === folder) return undefined;
  }
}
