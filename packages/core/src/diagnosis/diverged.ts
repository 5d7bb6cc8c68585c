/** `diverged`: NaN for good, or a collapse from a good value to a bad one from which the run never comes back (method D15, D16). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { roomOf } from './evidence/room.ts';
import type { Signal } from './evidence/signal.ts';

export function diverged(evidence: Evidence): readonly Diagnosis[] {
  const { nonFinite } = evidence;
  if (nonFinite !== null) {
    const { metric, step, count } = nonFinite;
    return [{ code: 'diverged', metric, step, until: null, confidence: 1, numbers: { nonFinite: count } }];
  }
  const objective = evidence.signals.get('objective');
  if (objective === undefined || objective.values.length < evidence.options.fewest) return [];
  return [...collapsed(objective, evidence), ...exploded(evidence)].slice(0, 1);
}

function collapsed(objective: Signal, evidence: Evidence): readonly Diagnosis[] {
  const collapse = collapseOf(objective, evidence);
  if (collapse === null) return [];
  // Where the training data are still fitted, the objective has worsened by overfitting, not by divergence.
  const train = evidence.signals.get('train objective') ?? evidence.signals.get('train loss');
  if (train !== undefined && collapseOf(train, evidence) === null) return [];
  const { index, retained, best } = collapse;
  return [
    {
      code: 'diverged',
      metric: objective.metric,
      step: objective.steps[index] ?? 0,
      until: null,
      confidence: sureness((1 - retained) / (1 - evidence.options.retained)),
      numbers: { retained, bestStep: objective.steps[best] ?? 0 },
    },
  ];
}

interface Collapse {
  /** The first point from which on the curve stays bad. */
  readonly index: number;
  readonly best: number;
  /** Share of the progress that the best later point still has. */
  readonly retained: number;
}

/** Null where the curve keeps more than `retained` of its progress at some later point, or has made none to lose. */
function collapseOf(signal: Signal, { options }: Evidence): Collapse | null {
  const { smooth, values, times, noise } = signal;
  // A loss falls so fast at first that even a bad one is far below the untrained: it must be back where the warm-up left it.
  const from = signal.logged ? signal.warm : signal.start;
  const progress = from - smooth.reduce((low, value) => Math.min(low, value), Infinity);
  if (!(progress > Math.max(2 * options.noises * noise, options.learnt * (roomOf(signal) ?? 0)))) return null;
  const limit = from - (signal.logged ? 0 : options.retained) * progress;
  let index = values.length;
  while (index > 0 && (smooth[index - 1] ?? 0) >= limit) index--;
  const best = values.reduce((low, value, i) => (i < index && value < (values[low] ?? 0) ? i : low), 0);
  const later = smooth.slice(index);
  const lasting = (times.at(-1) ?? 0) - (times[index] ?? 1);
  if (index === 0 || later.length < fewestBad || lasting < options.sustained) return null;
  const most = (from - later.reduce((low, value) => Math.min(low, value), Infinity)) / progress;
  return { index, best, retained: Math.max(0, most) };
}

/** Evaluations that show that a collapse stays: two may be one accident. */
const fewestBad = 3;

/** A training loss, or that of the objective, that stays above this many times its untrained value has exploded. */
const explosion = 2;

function exploded({ signals, options }: Evidence): readonly Diagnosis[] {
  const signal = (['train loss', 'objective', 'valid loss'] as const)
    .map((role) => signals.get(role))
    .find((each) => each?.logged === true);
  if (signal === undefined || signal.values.length < options.fewest) return [];
  const limit = (signal.values[0] ?? 0) + Math.log(explosion);
  let index = signal.smooth.length;
  while (index > 0 && (signal.smooth[index - 1] ?? 0) > limit) index--;
  const lasting = (signal.times.at(-1) ?? 0) - (signal.times[index] ?? 1);
  if (signal.smooth.length - index < fewestBad || lasting < options.sustained) return [];
  const factor = Math.exp((signal.smooth.at(-1) ?? 0) - (signal.values[0] ?? 0));
  return [
    {
      code: 'diverged',
      metric: signal.metric,
      step: signal.steps[index] ?? 0,
      until: null,
      confidence: sureness(Math.log(factor) / Math.log(explosion)),
      numbers: { timesUntrained: factor },
    },
  ];
}
