/**
 * Prints the table of `packages/core/src/decide/boundary.ts`: for each number of pairs the t that pairs without a
 * difference reach for the first time with exactly the probability that is spent there. By simulation, in two minutes.
 */
import { stream } from '@attune/core/numeric';
import { mostPairs, leastPairs, spentBy } from '@attune/core/decide';

const paths = 4_000_000;
const seed = 20_260_101;

/** Of each path: Σ D, Σ D², and whether it has not crossed yet. */
const sum = new Float64Array(paths);
const squares = new Float64Array(paths);
const alive = new Uint8Array(paths).fill(1);
const random = stream(seed, 'boundary');
let crossed = 0;

for (let n = 1; n <= mostPairs; n++) {
  const statistics = new Float64Array(paths);
  let left = 0;
  for (let path = 0; path < paths; path++) {
    if (alive[path] === 0) continue;
    const difference = random.normal();
    const total = (sum[path] ?? 0) + difference;
    const square = (squares[path] ?? 0) + difference ** 2;
    sum[path] = total;
    squares[path] = square;
    statistics[left++] = tOf(total, square, n);
  }
  if (n < leastPairs) continue;
  const reached = Math.round(paths * spentBy(n)) - crossed;
  const sorted = statistics.subarray(0, left).sort();
  const critical = sorted[left - reached] ?? Infinity;
  for (let path = 0; path < paths; path++) {
    if (alive[path] === 1 && tOf(sum[path] ?? 0, squares[path] ?? 0, n) >= critical) alive[path] = 0;
  }
  crossed += reached;
  process.stdout.write(`${critical.toFixed(3)}, `);
  if (n % 10 === 2) process.stdout.write('\n');
}

function tOf(total: number, square: number, n: number): number {
  return total / Math.sqrt((n * (square - total ** 2 / n)) / (n - 1));
}
