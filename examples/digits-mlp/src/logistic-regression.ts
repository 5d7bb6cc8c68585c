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

/** The fit with one strength. */
export interface LogisticRegression {
  readonly strength: number;
  readonly train: Score;
  readonly valid: Score;
}

/** Values of C that are tried, in order. */
export const strengths = [1, 3, 10, 30, 100] as const;

/** Small enough that loss and error stand still to ten digits. */
const tolerance = 1e-6;
const iterations = 5000;

/** The regression fitted to convergence with each of `strengths`, in their order. */
export function fitAll(digits: Digits): readonly LogisticRegression[] {
  return strengths.map((strength) => {
    const weights = fit(digits.train, strength);
    return { strength, train: evaluate(weights, digits.train), valid: evaluate(weights, digits.valid) };
  });
}

/**
 * The fit that is best on the validation images by `metric`; of equal ones the first, the most penalised. Choosing for
 * each metric by itself, on the images that it is judged by, favours the reference: the networks are chosen by loss.
 */
export function bestBy(metric: keyof Score, fits: readonly LogisticRegression[]): LogisticRegression {
  return fits.reduce((best, candidate) => (candidate.valid[metric] < best.valid[metric] ? candidate : best));
}

/** The weights W at the minimum, row by row. Throws where it is not reached. */
export function fit(examples: Examples, strength: number): Float64Array {
  const inputs = inputsOf(examples);
  const { x, converged } = minimize(
    (weights) => penalised(weights, inputs, examples.labels, strength),
    new Float64Array(rows * columns),
    { tolerance, iterations },
  );
  if (!converged) throw new Error(`logistic regression with C = ${strength} did not converge`);
  return x;
}

/** Inputs of the regression: a picture's pixels, then 1 for the bias. */
const rows = pixels + 1;
const columns = classes;

function evaluate(weights: Float64Array, examples: Examples): Score {
  return score(logitsOf(weights, inputsOf(examples)), examples.labels);
}

/** [n, 65] */
function inputsOf({ count, images }: Examples): Float64Array {
  const inputs = new Float64Array(count * rows).fill(1);
  for (let example = 0; example < count; example++) {
    inputs.set(images.subarray(example * pixels, (example + 1) * pixels), example * rows);
  }
  return inputs;
}

/** Mean cross-entropy + ‖weights‖² / (2 C n), and its gradient: the objective divided by C n. */
function penalised(weights: Float64Array, inputs: Float64Array, labels: Uint8Array, strength: number): Valued {
  const count = labels.length;
  const logits = logitsOf(weights, inputs);
  const gradient = new Float64Array(weights.length);
  let value = 0;
  labels.forEach((label, example) => {
    const own = logits.subarray(example * columns, (example + 1) * columns);
    const most = Math.max(...own);
    const total = own.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
    value += (most + Math.log(total) - (own[label] ?? 0)) / count;
    const residual = own.map((logit, digit) => (Math.exp(logit - most) / total - (digit === label ? 1 : 0)) / count);
    addOuter(gradient, inputs.subarray(example * rows, (example + 1) * rows), residual);
  });
  const penalty = 1 / (strength * count);
  for (let index = 0; index < (rows - 1) * columns; index++) {
    const weight = weights[index] ?? 0;
    value += (penalty * weight * weight) / 2;
    gradient[index] = (gradient[index] ?? 0) + penalty * weight;
  }
  return { value, gradient };
}

/** Adds the outer product of one example's inputs and its residuals. */
function addOuter(target: Float64Array, input: Float64Array, residual: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    const value = input[row] ?? 0;
    if (value === 0) continue;
    for (let column = 0; column < columns; column++) {
      const place = row * columns + column;
      target[place] = (target[place] ?? 0) + value * (residual[column] ?? 0);
    }
  }
}

/** [n, 10] */
function logitsOf(weights: Float64Array, inputs: Float64Array): Float64Array {
  const count = inputs.length / rows;
  const logits = new Float64Array(count * columns);
  for (let example = 0; example < count; example++) {
    for (let row = 0; row < rows; row++) {
      const value = inputs[example * rows + row] ?? 0;
      if (value === 0) continue;
      for (let column = 0; column < columns; column++) {
        const place = example * columns + column;
        logits[place] = (logits[place] ?? 0) + value * (weights[row * columns + column] ?? 0);
      }
    }
  }
  return logits;
}
