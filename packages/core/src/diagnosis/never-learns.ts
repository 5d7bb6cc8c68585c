/** `never-learns`: the run stays where it began throughout; it does not collapse from something good (method D15, A3). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { roomOf } from './evidence/room.ts';
import { levelOf, tail } from './evidence/window.ts';

/** Share of the gain that the tail brings where a run has begun to learn at last: a steady drift brings the tail's own share. */
const lastBurst = 0.5;

/**
 * A score between 0 and 1 or 0 and 100 that begins near its bad end and gains next to none of the room above; any other
 * objective that never gets better than its first value by more than its noise.
 */
export function neverLearns({ signals, options, nonFinite }: Evidence): readonly Diagnosis[] {
  const objective = signals.get('objective');
  if (objective === undefined || objective.values.length < options.fewest || nonFinite !== null) return [];
  const first = objective.values[0] ?? 0;
  const gained = first - objective.smooth.reduce((low, value) => Math.min(low, value), Infinity);
  const room = roomOf(objective);
  const needed = room === null ? options.noises * objective.noise : options.learnt * room;
  // A score that begins good has room above and below: it has learnt nothing only where it never moves.
  if (gained > needed || (room === null && objective.sign === -1 && objective.progress > needed)) return [];
  const end = tail(objective, options.tail, 3);
  const burst =
    levelOf(objective, { from: end.from - 1, to: end.from + 1 }) - levelOf(objective, tail(objective, 0, 2));
  if (burst > options.noises * objective.noise && burst > lastBurst * gained) return [];
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
