/** `overfitting`: the objective worsens for good during the run while the training data are fitted ever better (method D5). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import type { Rise } from './evidence/rise.ts';
import type { Signal } from './evidence/signal.ts';
import { between } from './evidence/window.ts';

/** Silent where the objective is measured on nothing that training lacks: without a training counterpart it cannot tell. */
export function overfitting(evidence: Evidence): readonly Diagnosis[] {
  const { options, signals, rises } = evidence;
  const objective = signals.get('objective');
  const train = signals.get('train objective') ?? signals.get('train loss') ?? signals.get('batch loss');
  if (objective === undefined || train === undefined) return [];
  const lasting = ({ left }: Rise): boolean => left >= options.forGood;
  const clear = ({ noises }: Rise): boolean => noises >= options.noises;
  // A validation loss that rises for good as well is a second witness: then half as clear a rise of the objective will do.
  const seconded = (rises.get('valid loss') ?? []).some((rise) => lasting(rise) && clear(rise));
  const rise = (rises.get('objective') ?? []).findLast((each) => lasting(each) && (seconded || clear(each)));
  if (rise === undefined) return [];
  const lost = rise.size / objective.progress;
  const trainLost = lostMeanwhile(evidence, train, objective, rise);
  const shown = trainLost * train.progress > options.noises * train.noise;
  if (shown && trainLost > options.inStep * lost) return [];
  return [
    {
      code: 'overfitting',
      metric: objective.metric,
      step: objective.steps[rise.from] ?? 0,
      until: null,
      confidence: sureness(Math.min((seconded ? 2 : 1) * (rise.noises / options.noises), rise.left / options.forGood)),
      numbers: { lost, noises: rise.noises, left: rise.left, trainLost },
    },
  ];
}

/** The share of its progress that a signal loses at the same time, by a sustained rise or by its trend; negative where it goes on. */
function lostMeanwhile({ rises, trend }: Evidence, train: Signal, objective: Signal, { from, to }: Rise): number {
  if (train.progress === 0) return 0;
  const [begin, end] = [objective.times[from] ?? 0, objective.times[to] ?? 1];
  const sustained = (rises.get(train.role) ?? [])
    .filter((rise) => (train.times[rise.from] ?? 0) < end && (train.times[rise.to] ?? 0) > begin)
    .map(({ size }) => size);
  const trends = [end, 1].map((until) => trend(train, between(train, begin, until)).change);
  return Math.max(...sustained, ...trends) / train.progress;
}
