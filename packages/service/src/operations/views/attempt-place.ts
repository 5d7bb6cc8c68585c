/**
 * Where an attempt's directory lies now. A store that an older version or another path wrote may name a place outside of the
 * project, which was copied or moved since: then it is what lies at the same place within the project.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';

/** Real paths. `elsewhere`: what the store names exists, and neither it nor its like is of this project. */
export type AttemptPlace =
  { readonly kind: 'own'; readonly path: string } | { readonly kind: 'elsewhere' } | { readonly kind: 'none' };

export async function attemptPlace(storeDirectory: string, directory: string): Promise<AttemptPlace> {
  const trials = await real(join(storeDirectory, 'trials'));
  const named = await real(directory);
  // `trials/0007/attempt-1`
  const like = trials === null ? null : await real(join(trials, basename(dirname(directory)), basename(directory)));
  const own = [named, like].find((path) => path !== null && path.startsWith(`${trials ?? ''}${sep}`));
  if (trials !== null && own !== undefined && own !== null) return { kind: 'own', path: own };
  return { kind: named === null ? 'none' : 'elsewhere' };
}

function real(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}
