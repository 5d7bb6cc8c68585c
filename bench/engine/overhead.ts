/** What lies between two trials: from the end of one's process to the beginning of the next one's in the same place. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { localRunner } from '@attune/service/runners';
import { driveNewRound } from './round.ts';

/** A program that does nothing but report once. */
const script = `echo '{"step": 1, "train/loss": 0.5, "valid/loss": 0.5}' >> "$ATTUNE_DIR/metrics.jsonl"`;

/** Milliseconds, one for each pair of neighbours, by the files that the launcher writes first and last. */
export async function overheads(directory: string, trials: number, slots: number): Promise<readonly number[]> {
  const size = { trials, slots, command: ['sh', '-c', script] };
  return driveNewRound(directory, `slots-${slots}`, size, localRunner(), async (store) => {
    const attempts = await store.read('attempt');
    if (attempts.length !== trials) throw new Error(`${attempts.length} attempts of ${trials} trials`);
    return [...Map.groupBy(attempts, ({ slot }) => slot).values()].flatMap((own) => {
      const times = own.map(({ directory: at }) => ({ begin: writtenAt(at, 'pid'), end: writtenAt(at, 'exit') }));
      const inOrder = times.toSorted((a, b) => a.begin - b.begin);
      return inOrder.slice(1).map(({ begin }, i) => begin - (inOrder[i]?.end ?? Number.NaN));
    });
  });
}

function writtenAt(directory: string, file: string): number {
  return statSync(join(directory, file)).mtimeMs;
}
