/**
 * Multinomial logistic regression with an L2 penalty: the simplest model that uses the pixels, to stand beside every
 * network (method A6). It is convex, so its solution depends on nothing but data and penalty.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | W | weights and, in the last row, unpenalised biases | [65, 10] |
 * | C | inverse strength: minimises C Σ cross-entropy + ½ ‖weights‖² | scalar |
 *
 * The order of rows and the form of C are scikit-learn's.
 */
import { classes, type Digits, type Examples, pixels } from './data.ts';
import { score, type Score } from './evaluation.ts';
import { minimize, type Valued } from './lbfgs.ts';

export interface LogisticRegression {
  /** The one of `strengths` with the lowest validation loss. */
  readonly strength: number;
  readonly train: Score;
  readonly valid: Score;
}

/** Values of C that are tried, in order. */
export const strengths = [1, 3, 10, 30, 100] as const;

/** Small enough that loss and error stand still to ten digits. */
const tolerance = 1e-6;
const iterations = 5000;

/**
 * Fits each strength to convergence and keeps the best by validation loss. That choice favours the reference a little,
 * as it does the networks beside it.
 */
export function fitBest(digits: Digits): LogisticRegression {
  const fits = strengths.map((strength) => {
    const weights = fit(digits.train, strength);
    return { strength, train: evaluate(weights, digits.train), valid: evaluate(weights, digits.valid) };
  });
  return fits.reduce((best, candidate) => (candidate.valid.loss < best.valid.loss ? candidate : best));
}

/** The weights W at the minimum, row by row. Throws where it is not reached. */
export function fit(examples: Examples, strength: number): Float64Array {
  const start = new Float64Array((pixels + 1) * classes);
  const { x, converged } = minimize((weights) => penalised(weights, examples, strength), start, {
    tolerance,
    iterations,
  });
  if (!converged) throw new Error(`logistic regression with C = ${strength} did not converge`);
  return x;
}

function evaluate(weights: Float64Array, examples: Examples): Score {
  return score(logitsOf(weights, examples), examples.labels);
}

/** Mean cross-entropy + ‖weights‖² / (2 C n), and its gradient: the objective divided by C n. */
function penalised(weights: Float64Array, examples: Examples, strength: number): Valued {
  const logits = logitsOf(weights, examples);
  const gradient = new Float64Array(weights.length);
  const penalty = 1 / (strength * examples.count);
  let value = 0;
  for (let row = 0; row < examples.count; row++) {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    const label = examples.labels[row] ?? 0;
    const most = Math.max(...own);
    const total = own.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
    value += (most + Math.log(total) - (own[label] ?? 0)) / examples.count;
    const residual = own.map((logit, digit) => Math.exp(logit - most) / total - (digit === label ? 1 : 0));
    addOuter(gradient, examples, row, residual, 1 / examples.count);
  }
  for (let index = 0; index < pixels * classes; index++) {
    const weight = weights[index] ?? 0;
    value += (penalty * weight * weight) / 2;
    gradient[index] = (gradient[index] ?? 0) + penalty * weight;
  }
  return { value, gradient };
}

/** Adds `scale` times the outer product of a picture (with 1 for the bias) and `residual`, one number for each digit. */
function addOuter(target: Float64Array, examples: Examples, row: number, residual: Float64Array, scale: number): void {
  for (let pixel = 0; pixel <= pixels; pixel++) {
    const value = scale * brightness(examples, row, pixel);
    if (value === 0) continue;
    for (let digit = 0; digit < classes; digit++) {
      const place = pixel * classes + digit;
      target[place] = (target[place] ?? 0) + value * (residual[digit] ?? 0);
    }
  }
}

function logitsOf(weights: Float64Array, examples: Examples): Float64Array {
  const logits = new Float64Array(examples.count * classes);
  for (let row = 0; row < examples.count; row++) {
    for (let pixel = 0; pixel <= pixels; pixel++) {
      const value = brightness(examples, row, pixel);
      if (value === 0) continue;
      for (let digit = 0; digit < classes; digit++) {
        const place = row * classes + digit;
        logits[place] = (logits[place] ?? 0) + value * (weights[pixel * classes + digit] ?? 0);
      }
    }
  }
  return logits;
}

/** A picture's brightness; 1 for the place after its last pixel, which multiplies the bias. */
function brightness(examples: Examples, row: number, pixel: number): number {
  return pixel === pixels ? 1 : (examples.images[row * pixels + pixel] ?? 0);
}
