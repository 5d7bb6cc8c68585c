/**
 * Reproducible random numbers by place: the stream of a key, such as (seed, step), is the same whatever was drawn
 * before it. So a resumed run draws what the uninterrupted one would have.
 */

/** Uniform numbers in [0, 1) with 32 random bits each. Keys are integers; different keys give unrelated streams. */
export function uniforms(...key: readonly number[]): () => number {
  let state = key.reduce((mixed, part) => mix((mixed ^ part) + golden), golden);
  return () => {
    state = (state + golden) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers (Box and Muller 1958). */
export function normals(...key: readonly number[]): () => number {
  const uniform = uniforms(...key);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** 0 … count − 1 in random order (Fisher and Yates). */
export function permutation(count: number, ...key: readonly number[]): Int32Array {
  const uniform = uniforms(...key);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let left = count - 1; left > 0; left--) {
    const chosen = Math.floor(uniform() * (left + 1));
    const moved = order[left] ?? 0;
    order[left] = order[chosen] ?? 0;
    order[chosen] = moved;
  }
  return order;
}

/** 2³² divided by the golden ratio, as a signed integer: steps that visit all states. */
const golden = 0x9e3779b9 | 0;

/** A bijection of 32-bit integers in which each input bit flips each output bit about half the time. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
