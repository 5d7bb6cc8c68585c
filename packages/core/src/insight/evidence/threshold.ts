/** Where a split cuts a hyperparameter, in the user's units. */
import { besideOne } from '../../numeric/index.ts';
import { fromUnit, toUnit, type Hyperparameter } from '../../space/index.ts';
import type { Split } from './separation.ts';

/**
 * For a float, midway between the cut's neighbours in the hyperparameter's own scale, as round as fits between them (1 − x on a
 * reverse-log scale). For integers and values, the last one on the feasible side; for an unordered split, the value itself.
 */
export function thresholdOf(hyperparameter: Hyperparameter, { where }: Split): number | string {
  if (where.side === 'at') return where.value;
  const [below, above] = where.between;
  if (hyperparameter.kind === 'discrete') {
    const index = Math.round((where.side === 'above' ? below : above) * (hyperparameter.values.length - 1));
    const value = hyperparameter.values[index];
    return typeof value === 'number' ? value : String(value);
  }
  if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') return '';
  const [first, last] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
  const valueAt = (place: number): number => Number(fromUnit(hyperparameter, first + place * (last - first)));
  if (hyperparameter.kind === 'integer') return valueAt(where.side === 'above' ? below : above);
  const [lowest, middle, highest] = [valueAt(below), valueAt((below + above) / 2), valueAt(above)];
  for (let digits = 1; digits < 7; digits++) {
    const round =
      hyperparameter.scale === 'reverse-log' ? besideOne(middle, digits) : Number(middle.toPrecision(digits));
    if (round > lowest && round < highest) return round;
  }
  return middle;
}
