/** Whether a change of hyperparameters adds complexity, as far as the space can tell (method L3). */
import { activeIn, type Configuration, type Space } from '../space/index.ts';
import type { Complexity } from '../study/index.ts';

/**
 * `adds` where something that was off is on, or more hyperparameters are active than before: a technique more to carry
 * along. Other values of the same hyperparameters add none. What a change costs in code or time is not seen here.
 */
export function complexityOf(space: Space, candidate: Configuration, baseline: Configuration): Complexity {
  const active = activeIn(space, candidate);
  const on = active.some(({ id, off }) => off !== undefined && candidate[id] !== off && (baseline[id] ?? off) === off);
  return on || active.length > activeIn(space, baseline).length ? 'adds' : 'none';
}
