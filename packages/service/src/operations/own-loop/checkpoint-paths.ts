/**
 * Where programs may say that their checkpoints are. Whoever may only report names none outside of the attempt's own
 * directory: the next attempt is handed the path, and loads what lies there.
 */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { AttemptRow } from '../../store/index.ts';
import type { SentBatch } from './measurements-gathering.ts';
import type { Visitor } from '../operation.ts';

export const checkpointPathsTexts = defineTexts('checkpoint-paths', {
  control: 'the path of the checkpoint at step {step} of trial {trial} has control characters: name its file otherwise',
  upward: 'checkpoint {path} of trial {trial} leads upwards: write it without .., relative to the attempt’s directory',
  outside:
    'checkpoint {path} of trial {trial} is not in the attempt’s directory: save it in {directory}, or send with a token of scope admin',
});

/**
 * Throws `invalid` at the first path that `visitor`, who is absent where nobody is asked who they are, may not name. Reads
 * attempts only where it has to.
 */
export async function checkCheckpoints(
  batches: readonly SentBatch[],
  visitor: Visitor | undefined,
  attemptsOf: (trials: readonly number[]) => Promise<readonly AttemptRow[]>,
): Promise<void> {
  for (const { trial, checkpoints } of batches) {
    for (const { step, path } of checkpoints) {
      if (/\p{Cc}/u.test(path)) throw new AttuneError('invalid', checkpointPathsTexts.control({ step, trial }));
      if (!isAbsolute(path) && path.split(/[/\\]/).includes('..')) {
        throw new AttuneError('invalid', checkpointPathsTexts.upward({ path, trial }));
      }
    }
  }
  const absolute = batches.filter(({ checkpoints }) => checkpoints.some(({ path }) => isAbsolute(path)));
  if (absolute.length === 0 || visitor === undefined || visitor.scope === 'admin') return;
  const attempts = await attemptsOf([...new Set(absolute.map(({ trial }) => trial))]);
  for (const { trial, attempt, checkpoints } of absolute) {
    const directory = attempts.find((row) => row.trial === trial && row.number === attempt)?.directory;
    // Of an attempt that does not exist nothing is stored.
    if (directory === undefined) continue;
    const real = await realpath(directory).catch(() => directory);
    const outside = checkpoints.find(
      ({ path }) => isAbsolute(path) && !isWithin(directory, path) && !isWithin(real, path),
    );
    if (outside === undefined) continue;
    throw new AttuneError('invalid', checkpointPathsTexts.outside({ path: outside.path, trial, directory }));
  }
}

function isWithin(directory: string, path: string): boolean {
  const inside = relative(directory, path);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
