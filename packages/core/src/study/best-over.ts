/** A trial's objective: the best of its curve. */
import type { Curve } from './curve.ts';
import { better, type Direction } from './objective.ts';

export interface Best {
  readonly value: number;
  readonly step: number;
}

/** The best finite value and the first step that attains it; null where no value is finite. */
export function bestOver({ steps, values }: Pick<Curve, 'steps' | 'values'>, direction: Direction): Best | null {
  let best: Best | null = null;
  for (const [i, value] of values.entries()) {
    const step = steps[i];
    if (step === undefined || !Number.isFinite(value)) continue;
    if (best === null || better(direction, value, best.value) || (value === best.value && step < best.step)) {
      best = { step, value };
    }
  }
  return best;
}
