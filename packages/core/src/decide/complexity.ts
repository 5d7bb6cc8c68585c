/** Whether a change of hyperparameters adds complexity, as far as the space and measured times can tell (method L3). */
import { activeIn, type Configuration, type Hyperparameter, type Space } from '../space/index.ts';
import type { Complexity } from '../study/index.ts';

/** Measured time of a training step of each, in one unit. */
export interface StepTimes {
  readonly candidate: number;
  readonly baseline: number;
}

/** From this many times the baseline's time a step, a change counts as complexity: more than machines vary by themselves. */
export const slowerBy = 1.5;

/**
 * `adds` where something that was off is on, more hyperparameters are active than before, the model is another or a larger
 * one, or a step takes much longer. Other values of the same hyperparameters add none. What a change costs in code is not
 * seen here.
 */
export function complexityOf(
  space: Space,
  candidate: Configuration,
  baseline: Configuration,
  times: StepTimes | null = null,
): Complexity {
  const active = activeIn(space, candidate);
  const adds =
    active.length > activeIn(space, baseline).length ||
    active.some((one) => isSwitchedOn(one, candidate, baseline) || isLarger(one, candidate, baseline)) ||
    (times !== null && times.candidate >= slowerBy * times.baseline);
  return adds ? 'adds' : 'none';
}

function isSwitchedOn({ id, off }: Hyperparameter, candidate: Configuration, baseline: Configuration): boolean {
  return off !== undefined && candidate[id] !== off && (baseline[id] ?? off) === off;
}

/** Of a model's parts: another one, where that is no number, may be a larger one. */
function isLarger({ id, meaning }: Hyperparameter, candidate: Configuration, baseline: Configuration): boolean {
  if (meaning !== 'architecture' && meaning !== 'width' && meaning !== 'depth') return false;
  const [own, other] = [candidate[id], baseline[id]];
  return typeof own === 'number' && typeof other === 'number' ? own > other : own !== other;
}
