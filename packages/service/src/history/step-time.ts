/** How long training takes here by the last `check`, kept beside the store. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const checkFile = 'check.json';

/** What `check` measured of one run alone. */
export interface CheckedTime {
  readonly stepSeconds: number;
  /** From the start of the process until training begins; null where it was not measured. */
  readonly startSeconds: number | null;
}

/** Null where no `check` has measured anything. */
export async function readCheckedTime(storeDirectory: string): Promise<CheckedTime | null> {
  const checked: unknown = await readFile(join(storeDirectory, checkFile), 'utf8').then(JSON.parse, () => null);
  if (typeof checked !== 'object' || checked === null || !('stepSeconds' in checked)) return null;
  const { stepSeconds } = checked;
  if (typeof stepSeconds !== 'number') return null;
  const startSeconds =
    'startSeconds' in checked && typeof checked.startSeconds === 'number' ? checked.startSeconds : null;
  return { stepSeconds, startSeconds };
}

/** Keeps what `check` measured. */
export async function rememberStepTime(storeDirectory: string, time: CheckedTime): Promise<void> {
  await writeFile(join(storeDirectory, checkFile), `${JSON.stringify(time)}\n`);
}
