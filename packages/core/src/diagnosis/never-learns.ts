/**
 * `never-learns`: the run stays where it began throughout; it does not collapse from something good (method D15, A3). Whether
 * that is at chance is another diagnosis.
 */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { trainingRoles } from './evidence/roles.ts';
import { beatsChance } from './evidence/chance.ts';
import { roomOf } from './evidence/room.ts';
import type { Signal } from './evidence/signal.ts';
import { levelOf, tail } from './evidence/window.ts';

/** Share of the gain that the tail brings where a run has begun to learn at last. */
const lastBurst = 0.5;

/**
 * A score between 0 and 1 or 0 and 100 that begins near its bad end and gains next to none of the room above; any other
 * objective that never gets better than its first value by more than its noise, where nothing on training data is learnt
 * either and something was measured from the start. Silent where the stated chance is clearly beaten: then it was learnt
 * before the first evaluation. What gains little but as fast at the end is slow.
 */
export function neverLearns(evidence: Evidence): readonly Diagnosis[] {
  const { signals, options, nonFinite } = evidence;
  const objective = signals.get('objective');
  if (objective === undefined || objective.values.length < options.fewest || nonFinite !== null) return [];
  const first = objective.values[0] ?? 0;
  const gained = first - objective.smooth.reduce((low, value) => Math.min(low, value), Infinity);
  const noises = options.noises * objective.noise;
  const room = roomOf(objective);
  const needed = room === null ? noises : options.learnt * room;
  // A score that begins good has room above and below: it has learnt nothing only where it never moves.
  if (gained > needed || (room === null && objective.sign === -1 && objective.progress > needed)) return [];
  if (beatsChance(objective, evidence)) return [];
  if (room === null && (!evidence.fromTheStart || trainingLearns(evidence))) return [];
  if (gained > noises && (burst(objective, evidence) > lastBurst * gained || keepsPace(objective, gained, evidence))) {
    return [];
  }
  return [
    {
      code: 'never-learns',
      metric: objective.metric,
      step: objective.steps[0] ?? 0,
      until: null,
      confidence: gained <= 0 ? 0.95 : sureness(needed / gained),
      numbers: { gained, needed },
    },
  ];
}

/** Whether the training data show that something is learnt, though the first evaluation came after most of it. */
function trainingLearns({ signals, options }: Evidence): boolean {
  return trainingRoles
    .flatMap((role) => signals.get(role) ?? [])
    .some((signal) => signal.progress > Math.max(options.noises * signal.noise, signal.logged ? options.learnt : 0));
}

/** What the tail brings. */
function burst(objective: Signal, { options }: Evidence): number {
  const end = tail(objective, options.tail, 3);
  return levelOf(objective, { from: end.from - 1, to: end.from + 1 }) - levelOf(objective, tail(objective, 0, 2));
}

/** Whether the tail brings its share of the gain by a trend. */
function keepsPace(objective: Signal, gained: number, { options, trend }: Evidence): boolean {
  const part = tail(objective, options.tail, options.tailPoints);
  const { change, pFall } = trend(objective, part);
  const [from, to] = [objective.times[part.from] ?? 0, objective.times.at(-1) ?? 1];
  return pFall <= options.trend && -change >= (to - from) * gained;
}
