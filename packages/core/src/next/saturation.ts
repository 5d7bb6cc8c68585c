/**
 * Whether further search still pays (method L6). It does not where the latest round improved on all before it by less than
 * the standard deviation between training seeds (the best of more trials rises by luck alone, so that a smaller gain is
 * none), and a fit to all trials expects no more than half of it from the best configuration there is.
 */
import { noiseOf } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import { better } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { isSearch, type Basis } from './basis.ts';
import type { Change } from './change.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Saturation } from './proposal.ts';

/** Searches of one length of training from which a trend can be told. */
const fewestRounds = 3;
/** In standard deviations between seeds: a smaller gain would take some thirty runs of each to be seen. */
const worthwhile = 0.5;

export const saturationTexts = defineTexts('next-saturation', {
  saturated:
    'tuning has saturated: round {round} improved {metric} by {gain} over all rounds before it, less than a training seed changes ({deviation}); bests by round: {bests}',
  worse:
    'tuning has saturated: round {round} found nothing better than the rounds before it ({metric} worse by {loss}, a training seed changes {deviation}); bests by round: {bests}',
  of: '{best} (round {round})',
});

/** Null where search still pays, where a finding is open that asks for more steps or a wider range, or where nothing tells. */
export function saturationOf(
  { last, pool, rounds: all }: Basis,
  { expected }: Prospect,
  changes: readonly Change[],
  { maxSteps, trial }: Length,
): Saturation | null {
  const longer = trial !== null && trial.maxSteps > maxSteps;
  if (longer || changes.some((change) => change.kind === 'end' && change.direction === 'out')) return null;
  const { metric, direction } = last.resolved.project.objective;
  const deviation = noiseOf(last.insight.view, metric)?.deviation ?? null;
  const searched = new Set(all.filter(isSearch).map(({ number }) => number));
  const numbers = [...new Set(pool.map(({ round }) => round))]
    .filter((round) => searched.has(round))
    .toSorted((a, b) => a - b);
  if (deviation === null || deviation === 0 || numbers.length < fewestRounds) return null;
  if (expected === null || expected.left > worthwhile * deviation) return null;
  const bestIn = (of: (round: number) => boolean): number | undefined =>
    pool.find(({ round }) => searched.has(round) && of(round))?.trial.outcome.objective;
  const latest = bestIn((round) => round === last.number);
  const before = bestIn((round) => round < last.number);
  if (latest === undefined || before === undefined) return null;
  const gain = better(direction, latest, before) ? Math.abs(latest - before) : -Math.abs(latest - before);
  if (gain >= deviation) return null;
  const rounds = numbers.flatMap((round) => {
    const best = bestIn((other) => other === round);
    return best === undefined ? [] : [{ round, best }];
  });
  const bests = rounds.map(({ round, best }) => saturationTexts.of({ round, best: rounded(best, 4) }).text).join(', ');
  const told = { round: last.number, metric, deviation: rounded(deviation, 2), bests };
  const message =
    gain >= 0
      ? saturationTexts.saturated({ ...told, gain: rounded(gain, 2) })
      : saturationTexts.worse({ ...told, loss: rounded(-gain, 2) });
  return { rounds, gain, deviation, message };
}
