/**
 * How evenly the sequences fill the cube beside their peers, and what a point costs. Prints two tables and fails where
 * Halton or Sobol misses its goal at d = 5, n = 100: at most 1.1 × SciPy's scrambled Halton and 1/8 of AlgoPerf's.
 *
 * `node bench/discrepancy/discrepancy.ts`
 */
import { centredDiscrepancy, median } from '@attune/core/numeric';
import { haltonSequence, randomSequence, sobolSequence, type SequenceMaker } from '@attune/core/samplers';
import { algoperfHalton } from './algoperf-halton.ts';
import { indices, pointCosts } from './point-cost.ts';
import { scipyMedians, type Case } from './scipy.ts';

const seeds = 50;
const judged = 0;
const cases: readonly Case[] = [
  { dimensions: 5, count: 100 },
  { dimensions: 5, count: 20 },
  { dimensions: 10, count: 50 },
  { dimensions: 10, count: 256 },
];

const scipy = scipyMedians(cases, seeds);
const ours = { halton: cases.map(medianOf(haltonSequence)), sobol: cases.map(medianOf(sobolSequence)) };
const uniform = cases.map(medianOf(randomSequence));
const redrawn = cases.map(({ dimensions, count }) =>
  median(Array.from({ length: seeds }, (_, i) => centredDiscrepancy(algoperfHalton(dimensions, count, i + 1)))),
);
const algoperf = cases.map(({ dimensions, count }) => centredDiscrepancy(algoperfHalton(dimensions, count)));

console.log(`Centred L2 discrepancy, squared as in SciPy; medians over ${seeds} seeds.`);
console.log('AlgoPerf has one set of points for each d, which is judged; "redrawn" is the median of sets of its kind.');
console.log(
  scipy === undefined ? 'SciPy cannot be imported here: its columns are left out.\n' : `SciPy ${scipy.version}.\n`,
);
const columns: readonly (readonly [string, readonly number[]])[] = [
  ['Halton', ours.halton],
  ['Sobol', ours.sobol],
  ...(scipy === undefined
    ? []
    : ([
        ['SciPy Halton', scipy.halton],
        ['SciPy Sobol', scipy.sobol],
      ] as const)),
  ['uniform', uniform],
  ['AlgoPerf', algoperf],
  ['AlgoPerf redrawn', redrawn],
];
print([
  ['d, n', ...columns.map(([name]) => name)],
  ...cases.map(({ dimensions, count }, row) => [
    `${dimensions}, ${count}`,
    ...columns.map(([, values]) => (values[row] ?? Number.NaN).toFixed(5)),
  ]),
]);

console.log('\nMicroseconds of one point at an index, asked singly; and of the first point of a new sampler.\n');
print([
  ['sampler', 'space', ...indices.map((index) => `at ${index.toExponential(0)}`), 'first'],
  ...pointCosts().map(({ kind, space, atIndex, first }) => [
    kind,
    space,
    ...[...atIndex, first].map((time) => time.toFixed(1)),
  ]),
]);

console.log('\nGoals at d = 5, n = 100');
for (const [name, values] of Object.entries(ours)) {
  if (scipy !== undefined) judge(`${name} / SciPy's scrambled Halton`, values, scipy.halton, 1.1);
  judge(`${name} / AlgoPerf's Halton`, values, algoperf, 1 / 8);
}

function medianOf(make: SequenceMaker): (of: Case) => number {
  return ({ dimensions, count }) =>
    median(
      Array.from({ length: seeds }, (_, seed) => {
        const { point } = make(dimensions, seed);
        return centredDiscrepancy(Array.from({ length: count }, (_, index) => point(index)));
      }),
    );
}

function judge(what: string, values: readonly number[], others: readonly number[], most: number): void {
  const ratio = (values[judged] ?? Number.NaN) / (others[judged] ?? Number.NaN);
  const met = ratio <= most;
  console.log(`  ${met ? 'met   ' : 'MISSED'}  ${what}: ${ratio.toFixed(3)}, at most ${most.toFixed(3)}`);
  if (!met) process.exitCode = 1;
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) console.log(`  ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}`);
}
