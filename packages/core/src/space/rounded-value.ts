/** A hyperparameter's value as sentences and axes show it, with the digits that tell values of its range apart. */
import { besideOne, rounded, roundedTo } from '../numeric/index.ts';
import type { Hyperparameter } from './hyperparameter.ts';

/**
 * Three significant digits: of 1 − x on a reverse-log range; on a linear one more, where it lies far from 0. Whole numbers
 * and listed values, which users wrote themselves, stay as they are.
 */
export function roundedValue(hyperparameter: Hyperparameter, value: number): number {
  if (Number.isInteger(value) || hyperparameter.kind !== 'float') return value;
  switch (hyperparameter.scale) {
    case 'linear':
      return roundedTo(value, hyperparameter.high - hyperparameter.low);
    case 'log':
      return rounded(value);
    case 'reverse-log':
      return besideOne(value);
  }
}
