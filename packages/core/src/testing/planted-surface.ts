/**
 * How the final error of a planted training depends on its hyperparameters: a bowl whose optimum lies well inside the
 * ranges, unless told otherwise. All lengths count in the spread of the good region: from the least error to the median one.
 *
 *   u   place in each dimension, in its own scale, in [0, 1]      hyperparameters
 *   c   the optimum's place                                       hyperparameters
 *   w   weight of each dimension, the first the greatest          hyperparameters
 *   S   Σ wᵢ (uᵢ − cᵢ)² + k (u₁ − c₁)(u₂ − c₂): 0 at the optimum, its median over the space 1 where k = 0
 */
import { median, stream } from '../numeric/index.ts';
import { guessMeaning, type RangeHyperparameter, type Space } from '../space/index.ts';
import { range } from './planted.ts';

export interface Surface {
  readonly optimum: readonly number[];
  readonly weights: readonly number[];
  /** k. */
  readonly interaction: number;
}

const ranges: readonly RangeHyperparameter[] = [
  range('learning_rate', 1e-4, 1, 'log'),
  range('momentum', 0, 0.99, 'reverse-log'),
  range('weight_decay', 1e-6, 1e-2, 'log'),
  range('dropout', 0, 0.6),
  range('label_smoothing', 0, 0.3),
  range('augmentation', 0, 1),
  range('clip_norm', 0.1, 100, 'log'),
  range('average_decay', 0.9, 0.9999, 'reverse-log'),
];

/** Before they are scaled: the later a dimension, the less it matters. */
const importance = [1, 0.5, 0.3, 0.2, 0.12, 0.08, 0.05, 0.03];

/** The first 2 to 8 of a list of hyperparameters as a classifier has them, the learning rate and momentum always. */
export function plantedSpace(hyperparameters: number): Space {
  if (!(hyperparameters >= 2 && hyperparameters <= ranges.length)) {
    throw new Error(`hyperparameters is ${hyperparameters}; it must be 2 to ${ranges.length}`);
  }
  const meant = ranges.slice(0, hyperparameters).map((hyperparameter) => {
    const meaning = guessMeaning(hyperparameter.name);
    return { ...hyperparameter, ...(meaning !== undefined && { meaning }) };
  });
  return { hyperparameters: meant };
}

/** Its optimum lies in the middle `width` of every dimension, anywhere alike. */
export function plantedSurface(seed: number, hyperparameters: number, width = 0.3): Surface {
  const random = stream(seed, 'surface');
  const optimum = Array.from({ length: hyperparameters }, () => 0.5 + width * (random.uniform() - 0.5));
  const bare: Surface = { optimum, weights: importance.slice(0, hyperparameters), interaction: 0 };
  const draws = Array.from({ length: 400 }, () =>
    heightAt(
      bare,
      optimum.map(() => random.uniform()),
    ),
  );
  const scale = 1 / median(draws);
  return { ...bare, weights: bare.weights.map((weight) => scale * weight) };
}

/** S at a place. */
export function heightAt({ optimum, weights, interaction }: Surface, place: readonly number[]): number {
  const away = optimum.map((best, i) => (place[i] ?? best) - best);
  const bowl = away.reduce((sum, distance, i) => sum + (weights[i] ?? 0) * distance ** 2, 0);
  return bowl + interaction * (away[0] ?? 0) * (away[1] ?? 0);
}

/** A place as far from the optimum in every dimension where S is as high as in the median of the space. */
export function ordinaryPlace({ optimum, weights }: Surface): readonly number[] {
  const distance = 1 / Math.sqrt(weights.reduce((sum, weight) => sum + weight, 0));
  return optimum.map((best) => (best > 0.5 ? best - distance : best + distance));
}
