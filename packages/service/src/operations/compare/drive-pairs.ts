/** Runs the pairs of a comparison, batch by batch, until the answer is clear or its pairs are spent. */
import { nextPairs } from '@attune/core/decide';
import { rounded } from '@attune/core/numeric';
import { defineTexts } from '@attune/core/texts';
import { driveRound, type HeldLease } from '../../engine/index.ts';
import type { RoundRow, Store, Writer } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { engineContext } from '../run/driving.ts';
import type { Workspace } from '../workspace.ts';
import { readComparison, type ComparisonRecord } from './record.ts';
import { addPairs } from './round.ts';

export const drivePairsTexts = defineTexts('compare-pairs', {
  soFar:
    'after {pairs} {pairs|pair|pairs}: effect {effect}, interval {low} to {high} (positive is better), P(better) {p}',
  begun: 'after {pairs} {pairs|pair|pairs}: too few to judge',
});

/** Batch by batch: drives what waits, looks, and lets more wait where that is of use. */
export async function drivePairs(
  context: Context,
  workspace: Workspace,
  store: Store,
  lease: HeldLease,
  begun: RoundRow,
): Promise<RoundRow> {
  let round = begun;
  let told = -1;
  for (;;) {
    const record = await readComparison(store, round);
    if (record === null) return round;
    if (record.pending === 0) {
      const { slots } = workspace.project.resources;
      const started = { pairs: record.pairs.length, pairsMax: record.plan.pairsMax, slots };
      const more = nextPairs(record.decision, started);
      if (told >= 0 && record.decision.pairs !== told) tell(context, record);
      told = record.decision.pairs;
      if (more === 0) return concluded(store, record, writerOf(context, lease));
      round = await addPairs(store, round, more, writerOf(context, lease));
    }
    round = await driveRound(engineContext(context, workspace, store), lease, round);
    if (round.status !== 'completed') return round;
  }
}

function tell(context: Context, { decision }: ComparisonRecord): void {
  const { pairs, effect, interval, better } = decision;
  const message =
    effect === null || interval === null || better === null
      ? drivePairsTexts.begun({ pairs })
      : drivePairsTexts.soFar({
          pairs,
          effect: rounded(effect, 3),
          low: rounded(interval[0], 3),
          high: rounded(interval[1], 3),
          p: rounded(better, 2),
        });
  context.progress({ kind: 'message', level: 'info', message });
}

/** Writes into the log what came out, where that is new. */
async function concluded(store: Store, { round, decision }: ComparisonRecord, writer: Writer): Promise<RoundRow> {
  const { recommendation, effect, interval, better, pairs } = decision;
  const data = { recommendation, effect, interval, better, pairs };
  const told = round.resolved.comparison?.concluded;
  if (JSON.stringify(told) === JSON.stringify(data)) return round;
  const { comparison } = round.resolved;
  const resolved = { ...round.resolved, ...(comparison && { comparison: { ...comparison, concluded: data } }) };
  const row: RoundRow = { ...round, resolved, status: 'completed' };
  const event = { kind: 'comparison.concluded', subject: `round ${round.number}`, data };
  await store.write([{ do: 'update', kind: 'round', row, event }], writer);
  return { ...row, revision: row.revision + 1 };
}

export function writerOf(context: Context, lease: HeldLease): Writer {
  return { actor: context.actor, time: context.clock.now(), token: lease.token };
}
