/** Which GPUs there are to share out, and which of them a slot gets. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { Resources } from '@attune/core/study';

export const deviceTexts = defineTexts('devices', {
  tooFew:
    'resources.gpus_per_trial is {needed} but {found} {found|GPU is|GPUs are} visible: lower it, or set CUDA_VISIBLE_DEVICES to the ones to use',
});

/** Ids as `CUDA_VISIBLE_DEVICES` takes them: those that it names already, else those that the driver lists. */
export async function visibleGpus(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const named = environment['CUDA_VISIBLE_DEVICES'];
  if (named !== undefined)
    return named
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '' && id !== '-1');
  const listed = await promisify(execFile)('nvidia-smi', ['--list-gpus']).catch(() => undefined);
  return (listed?.stdout.match(/^GPU \d+/gm) ?? []).map((line) => line.slice('GPU '.length));
}

/** The GPUs of each slot: `undefined` where trials get none. Throws `unavailable` where not even one trial fits. */
export function shareGpus(
  { slots, gpusPerTrial }: Resources,
  gpus: readonly string[],
): { readonly slots: number; readonly gpusOf: (slot: number) => readonly string[] | undefined } {
  if (gpusPerTrial === 0) return { slots, gpusOf: () => undefined };
  const fitting = Math.floor(gpus.length / gpusPerTrial);
  if (fitting === 0) {
    throw new AttuneError('unavailable', deviceTexts.tooFew({ needed: gpusPerTrial, found: gpus.length }));
  }
  return {
    slots: Math.min(slots, fitting),
    gpusOf: (slot) => gpusOfSlot({ gpusPerTrial }, gpus, slot),
  };
}

/** The GPUs of one slot, as far as they are visible. */
export function gpusOfSlot(
  { gpusPerTrial }: Pick<Resources, 'gpusPerTrial'>,
  gpus: readonly string[],
  slot: number,
): readonly string[] {
  return gpus.slice(slot * gpusPerTrial, (slot + 1) * gpusPerTrial);
}
