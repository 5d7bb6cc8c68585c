/**
 * Shares of the variance that single hyperparameters explain, beside those of Optuna's functional ANOVA (F. Hutter, H. Hoos and
 * K. Leyton-Brown, ICML 2014: a random forest), and beside the truth where it is known.
 *
 *   npm run bench:sensitivity [-- python]
 *
 * `python` is an interpreter that can import optuna and scikit-learn (default: python3; its column is left out where it cannot).
 * The ConvNeXt study is read from the corpus (ATTUNE_CORPUS, or ../shared/corpus beside the repository), and left out where that
 * is absent. Seeded: the same figures every time. `error` is the root mean square over 5 studies and all hyperparameters.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stream } from '@attune/core/numeric';
import { effectsOf } from '../../packages/core/src/insight/evidence/effects.ts';
import { unitSpace } from '../../packages/core/src/testing/planted.ts';
import { convnext } from './convnext.ts';
import { functions, type Truth } from './functions.ts';
import type { Study } from './study.ts';

const [python = 'python3'] = process.argv.slice(2);
const repeats = 5;

const cells = functions.flatMap((truth) => [20, 100, 400].map((trials) => ({ truth, trials })));
const studies = cells.flatMap(({ truth, trials }) =>
  Array.from({ length: repeats }, (_, seed) => drawn(truth, trials, seed)),
);
const real = convnext();
const all = [...studies, ...(real === null ? [] : [real.study])];
const theirs = optuna(all);
const ours = all.map(shares);

const cell = (x: number | undefined): string => (x === undefined ? '' : x.toFixed(3)).padStart(7);
console.log(`${'function'.padEnd(16)} trials  ours: error  Optuna: error`);
cells.forEach(({ truth, trials }, c) => {
  const from = c * repeats;
  const errorOf = (found: readonly (readonly number[])[] | null): string =>
    found === null ? '' : cell(rootMeanSquare(found.slice(from, from + repeats), truth.shares));
  console.log(
    `${truth.name.padEnd(16)} ${String(trials).padStart(6)}  ${errorOf(ours).padStart(11)}  ${errorOf(theirs).padStart(13)}`,
  );
});
console.log('\nmeans over the studies of 400 trials');
cells.forEach(({ truth, trials }, c) => {
  if (trials !== 400) return;
  console.log(`${truth.name}, hyperparameters in order`);
  console.log(`  truth   ${truth.shares.map(cell).join('')}`);
  for (const [name, found] of [
    ['ours', ours],
    ['Optuna', theirs],
  ] as const) {
    if (found === null) continue;
    const part = found.slice(c * repeats, (c + 1) * repeats);
    const means = truth.shares.map((_, i) => part.reduce((sum, row) => sum + (row[i] ?? 0), 0) / part.length);
    console.log(`  ${name.padEnd(7)} ${means.map(cell).join('')}`);
  }
});
if (real === null) console.log('\nConvNeXt: left out, the corpus is absent');
else {
  console.log(`\nConvNeXt on ImageNet, ${real.study.objectives.length} feasible trials, ranks: ours, Optuna`);
  real.names.forEach((name, i) =>
    console.log(`  ${name.padEnd(16)} ${cell(ours.at(-1)?.[i])} ${cell(theirs?.at(-1)?.[i])}`),
  );
}

function drawn({ dimensions, value }: Truth, trials: number, seed: number): Study {
  const random = stream(seed, 'bench sensitivity', trials);
  const points = Array.from({ length: trials }, () => Array.from({ length: dimensions }, () => random.uniform()));
  return { points, objectives: points.map((point) => value(point, random)) };
}

function shares({ points, objectives }: Study): readonly number[] {
  const configurations = points.map((point) => Object.fromEntries(point.map((u, i) => [`x${i + 1}`, 2 * u - 1])));
  const { hyperparameters } = unitSpace(points[0]?.length ?? 0);
  return effectsOf({ hyperparameters, configurations, objectives }, { alpha: 0.02, level: 0.9 }).single.map(
    ({ share }) => share,
  );
}

function optuna(given: readonly Study[]): readonly (readonly number[])[] | null {
  const script = join(import.meta.dirname, 'optuna_importances.py');
  const { status, stdout } = spawnSync(python, [script], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return JSON.parse(stdout) as readonly (readonly number[])[];
  console.log(`Optuna: left out, ${python} cannot import optuna and scikit-learn\n`);
  return null;
}

function rootMeanSquare(found: readonly (readonly number[])[], truth: readonly number[]): number {
  const squares = found.flatMap((row) => truth.map((share, i) => ((row[i] ?? 0) - share) ** 2));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
