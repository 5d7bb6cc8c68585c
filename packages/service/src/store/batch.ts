/** What a batch must satisfy before anything of it is stored. */
import { AttuneError } from '@attune/core/errors';
import { storeTexts } from './refusals.ts';
import type { Batch } from './store.ts';

/** How far an attempt's files are in the store, in bytes. */
export type Offsets = Batch['from'];

/** What is stored of a batch's attempt. */
export interface StoredAttempt extends Offsets {
  readonly ended: boolean;
}

/** Throws `conflict` where the batch does not continue what is stored, `invalid` where it contradicts itself. */
export function checkBatch(batch: Batch, stored: StoredAttempt): void {
  const { trial, attempt, from, to } = batch;
  if (batch.open === true && stored.ended) throw new AttuneError('conflict', storeTexts.ended({ trial, attempt }));
  for (const stream of ['metrics', 'stdout'] as const) {
    if (from[stream] !== stored[stream]) {
      const values = { stream, trial, attempt, stored: stored[stream], from: from[stream] };
      throw new AttuneError('conflict', storeTexts.offset(values));
    }
    if (to[stream] < from[stream]) {
      const values = { stream, trial, attempt, from: from[stream], to: to[stream] };
      throw new AttuneError('invalid', storeTexts.backwards(values));
    }
  }
  for (const { metric, steps, values } of batch.series) {
    if (steps.length !== values.length) {
      const counts = { steps: steps.length, values: values.length };
      throw new AttuneError('invalid', storeTexts.unpaired({ metric, trial, attempt, ...counts }));
    }
  }
}
