/**
 * Minimises a smooth function by L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 7.4 and
 * 7.5) with a backtracking line search on Armijo's condition.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | x | the point | [n] |
 * | f, g | value and gradient at x | scalar, [n] |
 * | p | search direction | [n] |
 * | s, y | change of x, change of g, of one of the last `memory` steps | [n] |
 * | ρ | 1 / (y · s) | scalar |
 */
export interface Valued {
  readonly value: number;
  readonly gradient: Float64Array;
}

interface Correction {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

const memory = 10;
const armijo = 1e-4;
const mostHalvings = 60;

/** The point where no component of the gradient exceeds `tolerance`, or where the line search finds nothing lower. */
export function minimize(
  evaluate: (x: Float64Array) => Valued,
  start: Float64Array,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): { readonly x: Float64Array; readonly value: number; readonly converged: boolean } {
  let x = start;
  let at = evaluate(x);
  const corrections: Correction[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (largest(at.gradient) <= tolerance) return { x, value: at.value, converged: true };
    const p = direction(at.gradient, corrections);
    const slope = dot(p, at.gradient);
    let length = corrections.length === 0 ? 1 / Math.sqrt(dot(at.gradient, at.gradient)) : 1;
    let next = moved(x, p, length);
    let there = evaluate(next);
    for (let halving = 0; there.value > at.value + armijo * length * slope; halving++) {
      if (halving === mostHalvings) return { x, value: at.value, converged: false };
      length /= 2;
      next = moved(x, p, length);
      there = evaluate(next);
    }
    const s = moved(next, x, -1);
    const y = moved(there.gradient, at.gradient, -1);
    // Only pairs of positive curvature keep the approximation positive definite.
    if (dot(s, y) > 0) corrections.push({ s, y, rho: 1 / dot(s, y) });
    if (corrections.length > memory) corrections.shift();
    x = next;
    at = there;
  }
  return { x, value: at.value, converged: largest(at.gradient) <= tolerance };
}

/** −H g by the two-loop recursion, where H approximates the inverse Hessian. */
function direction(gradient: Float64Array, corrections: readonly Correction[]): Float64Array {
  let q = gradient;
  const alphas = corrections.toReversed().map(({ s, y, rho }) => {
    const alpha = rho * dot(s, q);
    q = moved(q, y, -alpha);
    return alpha;
  });
  const last = corrections.at(-1);
  const scale = last === undefined ? 1 : dot(last.s, last.y) / dot(last.y, last.y);
  let r: Float64Array = q.map((value) => scale * value);
  corrections.forEach(({ s, y, rho }, index) => {
    const alpha = alphas[corrections.length - 1 - index] ?? 0;
    r = moved(r, s, alpha - rho * dot(y, r));
  });
  return r.map((value) => -value);
}

/** a + length · b */
function moved(a: Float64Array, b: Float64Array, length: number): Float64Array {
  return a.map((value, index) => value + length * (b[index] ?? 0));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
