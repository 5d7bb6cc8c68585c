/** Where the project file is: in the folder where the user stands or the nearest one above, or where they say. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export const findProjectTexts = defineTexts('find-project', {
  nowhere:
    'no {file} in {directory} or any folder above: run attune init to begin a project, or name one with --project',
  notInFolder: 'no {file} in the folder {directory}: run attune init there to begin a project',
  notThere: 'there is no {path}: check --project, or run attune init to begin a project',
});

/** The name of the project file. */
export const projectFileName = 'attune.yaml';

/**
 * The absolute path of the project file, which exists. `given`, a file or the folder that holds `attune.yaml`, goes before
 * the search; both start from `standing`. Throws `not-found`.
 */
export function findProject(standing: string, given?: string): string {
  const start = resolve(standing);
  if (given !== undefined) return explicit(resolve(start, given), given);
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, projectFileName);
    if (existsSync(path)) return path;
    if (directory === dirname(directory)) break;
  }
  throw new AttuneError('not-found', findProjectTexts.nowhere({ file: projectFileName, directory: start }));
}

function explicit(path: string, given: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new AttuneError('not-found', findProjectTexts.notThere({ path: given }));
  if (!found.isDirectory()) return path;
  const inside = join(path, projectFileName);
  if (existsSync(inside)) return inside;
  throw new AttuneError('not-found', findProjectTexts.notInFolder({ file: projectFileName, directory: given }));
}
